import type { Basemap, MapDescription } from '../../../shared/map.ts';
import type { Tx } from '../../db/connect.ts';

export async function describeMap(_tx: Tx, basemap: Basemap | null): Promise<MapDescription> {
  return {
    areas: [],
    zoneLevels: [],
    versions: { base: 0, boundary: 0, facility: 0, relief: 0 },
    reliefBounds: null,
    basemap,
    attributions: [],
    today: new Date().toISOString().slice(0, 10),
  };
}
