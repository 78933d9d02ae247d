import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Position } from '../../../../shared/geo.ts';

/** Pixels round a click within which a street is meant. */
const reach = 14;

/** Id of a street under a position, as the tiles hold it; null when there is none. */
export function streetIdAt(map: MapLibreMap, at: Position): number | null {
  const { x, y } = map.project([at[0], at[1]]);
  const layers = ['street', 'street-casing'].filter((layer) => map.getLayer(layer));
  const found = map.queryRenderedFeatures(
    [
      [x - reach, y - reach],
      [x + reach, y + reach],
    ],
    { layers },
  );
  return found.map(({ id }) => id).find((id) => typeof id === 'number') ?? null;
}
