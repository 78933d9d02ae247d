import type { SourceSpecification, StyleSpecification } from '@maplibre/maplibre-gl-style-spec';
import { type TileSet, tileMaxZoom } from '../../../shared/tiles.ts';
import { anchors, drawOrder } from '../drawOrder.ts';
import { backgroundLayers, backgroundSources } from './background.ts';
import { borderLayers } from './border.ts';
import { buildingLayers } from './building.ts';
import { groundLayers } from './ground.ts';
import { registerLayers } from './register.ts';
import { streetLayers } from './street.ts';
import type { StyleInput, StyleLayer } from './styleInput.ts';
import { terrainLayers } from './terrain.ts';
import { zoneLayers } from './zone.ts';

/** Sources that the page itself fills. */
export const filledSources = [
  'zone-label',
  'area-label',
  'hazard-label',
  'hazard-shape',
  'household-label',
  'household-density',
] as const;
export type FilledSource = (typeof filledSources)[number];

/** The whole map as MapLibre draws it, without glyphs or anything else from outside. */
export function buildStyle(input: StyleInput): StyleSpecification {
  const layers: StyleLayer[] = [
    ...groundLayers(input),
    ...backgroundLayers(input),
    ...terrainLayers(input),
    ...buildingLayers(input),
    ...streetLayers(input),
    ...borderLayers(input),
    ...zoneLayers(input),
    ...registerLayers(input),
    ...anchors.map((id): StyleLayer => ({ id, type: 'background', layout: { visibility: 'none' } })),
  ];
  const place = new Map<string, number>(drawOrder.map((id, index) => [id, index]));
  layers.sort((one, other) => (place.get(one.id) ?? 0) - (place.get(other.id) ?? 0));
  return {
    version: 8,
    sources: { ...tileSources(input), ...backgroundSources(input.basemap), ...emptySources() },
    layers,
    transition: { duration: 0, delay: 0 },
  };
}

function tileSources(input: StyleInput): Record<string, SourceSpecification> {
  const { origin, versions, reliefBounds } = input;
  const vector = (set: TileSet): SourceSpecification => ({
    type: 'vector',
    tiles: [`${origin}/tiles/${set}/${versions[set]}/{z}/{x}/{y}.mvt`],
    maxzoom: tileMaxZoom,
  });
  const relief: Record<string, SourceSpecification> = reliefBounds
    ? {
        relief: {
          type: 'raster',
          tiles: [`${origin}/tiles/relief/${versions.relief}/{z}/{x}/{y}.png`],
          tileSize: 256,
          minzoom: 8,
          maxzoom: 14,
          bounds: reliefBounds,
        },
      }
    : {};
  return { base: vector('base'), boundary: vector('boundary'), facility: vector('facility'), ...relief };
}

function emptySources(): Record<string, SourceSpecification> {
  return Object.fromEntries(
    filledSources.map((name) => [name, { type: 'geojson', data: { type: 'FeatureCollection', features: [] } }]),
  );
}
