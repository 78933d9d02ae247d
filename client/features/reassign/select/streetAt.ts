import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Position } from '../../../../shared/geo.ts';
import { nearestTo } from './streetSide.ts';

/** Pixels round a click within which a street is meant. */
const reach = 40;

/** The pieces of the street nearest to a position on the map, as its tiles hold them; none when no street is near. */
export function streetAt(map: MapLibreMap, at: Position): Position[][] {
  const { x, y } = map.project([at[0], at[1]]);
  const found = map.queryRenderedFeatures(
    [
      [x - reach, y - reach],
      [x + reach, y + reach],
    ],
    { layers: ['street'].filter((layer) => map.getLayer(layer)) },
  );
  let nearest: { id: string | number; metres: number } | null = null;
  for (const { id, geometry } of found) {
    const metres = nearestTo(linesOf(geometry), at)?.metres ?? Number.POSITIVE_INFINITY;
    if (id !== undefined && (!nearest || metres < nearest.metres)) nearest = { id, metres };
  }
  if (!nearest) return [];
  const { id } = nearest;
  return map
    .querySourceFeatures('base', { sourceLayer: 'street' })
    .filter((feature) => feature.id === id)
    .flatMap(({ geometry }) => linesOf(geometry));
}

function linesOf(geometry: GeoJSON.Geometry): Position[][] {
  const lines =
    geometry.type === 'LineString'
      ? [geometry.coordinates]
      : geometry.type === 'MultiLineString'
        ? geometry.coordinates
        : [];
  return lines.map((line) => line.map(([lng = 0, lat = 0]): Position => [lng, lat]));
}
