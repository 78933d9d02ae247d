import type { SourceSpecification } from '@maplibre/maplibre-gl-style-spec';
import type { Basemap } from '../../../shared/map.ts';
import type { StyleInput, StyleLayer } from './styleInput.ts';

const tiandituHosts = [0, 1, 2, 3, 4, 5, 6, 7];

function tiandituTiles(layer: 'vec' | 'cva', key: string): string[] {
  return tiandituHosts.map(
    (host) =>
      `https://t${host}.tianditu.gov.cn/${layer}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=${layer}&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk=${key}`,
  );
}

/** Raster sources of the installation's background; none when there is none. */
export function backgroundSources(basemap: Basemap | null): Record<string, SourceSpecification> {
  if (!basemap) return {};
  const { attribution } = basemap;
  switch (basemap.kind) {
    case 'xyz':
      return {
        basemap: { type: 'raster', tiles: [basemap.url], tileSize: 256, maxzoom: basemap.maxZoom, attribution },
      };
    case 'pmtiles':
      return { basemap: { type: 'raster', url: `pmtiles://${basemap.url}`, tileSize: 256, attribution } };
    case 'tianditu': {
      const raster = { type: 'raster', tileSize: 256, maxzoom: 18, attribution } as const;
      return {
        basemap: { ...raster, tiles: tiandituTiles('vec', basemap.key) },
        'basemap-overlay': { ...raster, tiles: tiandituTiles('cva', basemap.key) },
      };
    }
  }
}

/** Layers of the background, below everything of the village's own. */
export function backgroundLayers(input: StyleInput): StyleLayer[] {
  const visibility = input.isBasemapOn ? 'visible' : 'none';
  const raster = { type: 'raster', layout: { visibility }, paint: { 'raster-fade-duration': 0 } } as const;
  const base: StyleLayer = { id: 'basemap', source: 'basemap', ...raster };
  const overlay: StyleLayer = { id: 'basemap-overlay', source: 'basemap-overlay', ...raster };
  if (!input.basemap) return [];
  return input.basemap.kind === 'tianditu' ? [base, overlay] : [base];
}
