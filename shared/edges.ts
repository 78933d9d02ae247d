import type { Bounds } from './geo.ts';
import type { Region } from './shape.ts';

/** Edges, each as four numbers: where it begins and where it ends, longitude first, in degrees. */
export type Edges = readonly number[];
type Ring = readonly (readonly number[])[];

/** Most bands an area is cut into. */
const mostBands = 512;

/**
 * The edges of rings by the bands of latitude they pass, so that a point meets only the few that can matter to it. Rings may
 * be closed or not; the answers are those of the band at a latitude, and of each band between two.
 */
export function edgeBands(rings: readonly Ring[]): {
  at(lat: number): Edges;
  between(south: number, north: number): readonly Edges[];
} {
  let [south, north, corners] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (const ring of rings) {
    corners += ring.length;
    for (const [, lat = 0] of ring) {
      south = Math.min(south, lat);
      north = Math.max(north, lat);
    }
  }
  const count = Math.max(1, Math.min(mostBands, corners));
  const height = (north - south) / count || 1;
  const bandAt = (lat: number) => Math.min(count - 1, Math.max(0, Math.floor((lat - south) / height)));
  const bands: number[][] = Array.from({ length: count }, () => []);
  for (const ring of rings) {
    for (const [at, to] of ring.entries()) {
      const [x1 = 0, y1 = 0] = ring[at === 0 ? ring.length - 1 : at - 1] ?? [];
      const [x2 = 0, y2 = 0] = to;
      const last = bandAt(Math.max(y1, y2));
      for (let band = bandAt(Math.min(y1, y2)); band <= last; band += 1) bands[band]?.push(x1, y1, x2, y2);
    }
  }
  return {
    at: (lat) => bands[bandAt(lat)] ?? [],
    between: (low, high) => bands.slice(bandAt(low), bandAt(high) + 1),
  };
}

/** An area made ready to be asked about many things: `contains` of shared/shape.ts, and what a rectangle has to do with it. */
export type ReadyRegion = {
  contains(lng: number, lat: number): boolean;
  /** Whether a rectangle lies within the area, apart from it, or meets its border. */
  relate(bounds: Bounds): 'within' | 'apart' | 'border';
};

export function readyRegion({ type, coordinates }: Region): ReadyRegion {
  const polygons = (type === 'Polygon' ? [coordinates] : coordinates).map(edgeBands);
  const contains = (lng: number, lat: number) => polygons.some(({ at }) => isInside(at(lat), lng, lat));
  return {
    contains,
    relate: (bounds) => {
      const meets = polygons.some(({ between }) =>
        between(bounds[1], bounds[3]).some((edges) => meetsEdge(edges, bounds)),
      );
      if (meets) return 'border';
      return contains(bounds[0], bounds[1]) ? 'within' : 'apart';
    },
  };
}

function isInside(edges: Edges, lng: number, lat: number): boolean {
  let inside = false;
  for (let at = 0; at < edges.length; at += 4) {
    const [px, py] = [edges[at] ?? 0, edges[at + 1] ?? 0];
    const [x, y] = [edges[at + 2] ?? 0, edges[at + 3] ?? 0];
    if (y > lat !== py > lat && lng < ((px - x) * (lat - y)) / (py - y) + x) inside = !inside;
  }
  return inside;
}

/** Whether one of the edges meets a rectangle: their extents overlap, and its corners do not all lie on one side. */
function meetsEdge(edges: Edges, [west, south, east, north]: Bounds): boolean {
  for (let at = 0; at < edges.length; at += 4) {
    const [x1, y1] = [edges[at] ?? 0, edges[at + 1] ?? 0];
    const [x2, y2] = [edges[at + 2] ?? 0, edges[at + 3] ?? 0];
    if (Math.max(x1, x2) < west || Math.min(x1, x2) > east) continue;
    if (Math.max(y1, y2) < south || Math.min(y1, y2) > north) continue;
    const [dx, dy] = [x2 - x1, y2 - y1];
    // How far each corner lies to the left of the edge.
    const [low, high] = [dx * (south - y1), dx * (north - y1)];
    const [left, right] = [dy * (west - x1), dy * (east - x1)];
    const most = Math.max(low, high) - Math.min(left, right);
    const least = Math.min(low, high) - Math.max(left, right);
    if (least <= 0 && most >= 0) return true;
  }
  return false;
}
