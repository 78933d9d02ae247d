import type { Geometry, Position } from 'geojson';

export type Metres = [number, number];

/** Degrees near the demo as metres east and north of a point in it; good to a centimetre over the town. */
function metres([lng = 0, lat = 0]: Position): Metres {
  return [(lng - 122.43) * 89_128.6, (lat - 36.9) * 110_975.7];
}

/** Every ring of a polygon or multipolygon in metres, outer rings and holes alike. */
export function rings(geometry: Geometry | null | undefined): Metres[][] {
  if (geometry?.type === 'Polygon') return geometry.coordinates.map((ring) => ring.map(metres));
  if (geometry?.type === 'MultiPolygon') return geometry.coordinates.flat().map((ring) => ring.map(metres));
  return [];
}

export function lines(geometry: Geometry | null | undefined): Metres[][] {
  if (geometry?.type === 'LineString') return [geometry.coordinates.map(metres)];
  if (geometry?.type === 'MultiLineString') return geometry.coordinates.map((line) => line.map(metres));
  return [];
}

/** By the even-odd rule, so that holes are outside. */
export function isInside([x, y]: Metres, polygon: Metres[][]): boolean {
  let inside = false;
  for (const ring of polygon) {
    ring.forEach(([x1, y1], index) => {
      const [x0, y0] = ring.at(index - 1) ?? [x1, y1];
      if (y1 > y !== y0 > y && x < x1 + ((y - y1) / (y0 - y1)) * (x0 - x1)) inside = !inside;
    });
  }
  return inside;
}

/** How far two convex rings reach into each other, in metres; zero or less when they are apart. */
export function depthOfOverlap(a: Metres[], b: Metres[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (const ring of [a, b]) {
    ring.forEach(([x1, y1], index) => {
      const [x0, y0] = ring.at(index - 1) ?? [x1, y1];
      const length = Math.hypot(x1 - x0, y1 - y0);
      if (length === 0) return;
      const across = ([x, y]: Metres) => (x * (y1 - y0) - y * (x1 - x0)) / length;
      const [one, other] = [a.map(across), b.map(across)];
      least = Math.min(
        least,
        Math.min(Math.max(...one), Math.max(...other)) - Math.max(Math.min(...one), Math.min(...other)),
      );
    });
  }
  return least;
}

export function bounds(points: Metres[]): [number, number, number, number] {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** Points along a ring, at most `step` metres apart. */
export function around(ring: Metres[], step: number): Metres[] {
  return ring.slice(1).flatMap(([x1, y1], index) => {
    const [x0, y0] = ring[index] ?? [x1, y1];
    const count = Math.max(1, Math.ceil(Math.hypot(x1 - x0, y1 - y0) / step));
    return Array.from(
      { length: count },
      (_, at): Metres => [x0 + ((x1 - x0) * at) / count, y0 + ((y1 - y0) * at) / count],
    );
  });
}

export function distanceToSegment([x, y]: Metres, [x0, y0]: Metres, [x1, y1]: Metres): number {
  const length = (x1 - x0) ** 2 + (y1 - y0) ** 2;
  const share = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / length));
  return Math.hypot(x - x0 - share * (x1 - x0), y - y0 - share * (y1 - y0));
}

/** Square metres of a polygon or multipolygon, holes taken off. */
export function area(geometry: Geometry | null | undefined): number {
  return rings(geometry).reduce((total, ring) => total + signedArea(ring), 0);
}

function signedArea(ring: Metres[]): number {
  return ring.reduce((sum, [x1, y1], index) => {
    const [x0, y0] = ring.at(index - 1) ?? [x1, y1];
    return sum + (x0 * y1 - x1 * y0) / 2;
  }, 0);
}
