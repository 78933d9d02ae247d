import type { Bounds } from '../../shared/geo.ts';
import type { MapDescription } from '../../shared/map.ts';
import { tileMaxZoom } from '../../shared/tiles.ts';

/** Zooms a village is looked at in; beyond the deepest the browser enlarges. */
const zooms = [13, 14, tileMaxZoom] as const;
const reliefMaxZoom = 14;
/** Addresses at most, so that a whole county is never fetched by the way. */
const most = 240;

function columnOf(lng: number, zoom: number): number {
  return Math.floor(((lng + 180) / 360) * 2 ** zoom);
}

function rowOf(lat: number, zoom: number): number {
  const y = Math.asinh(Math.tan((lat * Math.PI) / 180));
  return Math.floor(((1 - y / Math.PI) / 2) * 2 ** zoom);
}

/** Addresses of the tiles that show some bounds, nearest zooms first; none when they are too many to fetch unasked. */
export function villageTiles([west, south, east, north]: Bounds, versions: MapDescription['versions']): string[] {
  const addresses: string[] = [];
  for (const zoom of zooms) {
    for (let x = columnOf(west, zoom); x <= columnOf(east, zoom); x += 1) {
      for (let y = rowOf(north, zoom); y <= rowOf(south, zoom); y += 1) {
        for (const set of ['base', 'boundary', 'facility'] as const) {
          addresses.push(`/tiles/${set}/${versions[set]}/${zoom}/${x}/${y}.mvt`);
        }
        // Relief is made no deeper than this.
        if (zoom <= reliefMaxZoom) addresses.push(`/tiles/relief/${versions.relief}/${zoom}/${x}/${y}.png`);
        if (addresses.length > most) return [];
      }
    }
  }
  return addresses;
}
