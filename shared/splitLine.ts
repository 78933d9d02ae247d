import type { Position } from './geo.ts';
import { planeOf } from './walking.ts';

/**
 * On which side of a drawn line each position lies, looking along it: 1 left, -1 right or on it, 0 without a position.
 * Beyond its ends the line goes on straight, so that a line that is a little short still parts everything.
 * Degrees in; throws when the line has no two different points.
 */
export function sidesOfLine(line: readonly Position[], lng: ArrayLike<number>, lat: ArrayLike<number>): Int8Array {
  const all = planeOf(
    [...line.map(([east]) => east), ...Array.from(lng)],
    [...line.map(([, north]) => north), ...Array.from(lat)],
  );
  const points = Array.from({ length: line.length }, (_, at): Point => [all.x[at] ?? 0, all.y[at] ?? 0]).filter(
    (point, at, list) => at === 0 || point[0] !== list[at - 1]?.[0] || point[1] !== list[at - 1]?.[1],
  );
  const segments = segmentsOf(points);
  if (segments.length === 0) throw new Error('a line needs two different points');
  return Int8Array.from({ length: lng.length }, (_, row) => {
    const [x, y] = [all.x[line.length + row] ?? Number.NaN, all.y[line.length + row] ?? Number.NaN];
    return Number.isNaN(x) || Number.isNaN(y) ? 0 : sideOf(segments, [x, y]);
  });
}

type Point = readonly [number, number];
/** From a point in a unit direction; the first and last segments are rays that go on for ever. */
type Segment = { from: Point; direction: Point; length: number; first: boolean; last: boolean };

function segmentsOf(points: readonly Point[]): Segment[] {
  return points.slice(1).map((to, at) => {
    const from = points[at] ?? to;
    const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
    const direction: Point = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
    return { from, direction, length, first: at === 0, last: at === points.length - 2 };
  });
}

/** The side of the nearest segment; at a corner both are equally near, and the one seen less edge-on decides. */
function sideOf(segments: readonly Segment[], [x, y]: Point): 1 | -1 {
  let nearest = Number.POSITIVE_INFINITY;
  let across = 0;
  for (const { from, direction, length, first, last } of segments) {
    const [dx, dy] = [x - from[0], y - from[1]];
    const along = dx * direction[0] + dy * direction[1];
    const beyond = along < 0 && !first ? -along : along > length && !last ? along - length : 0;
    const left = direction[0] * dy - direction[1] * dx;
    const away = Math.hypot(left, beyond);
    const tie = Math.abs(away - nearest) < 1e-6;
    if (tie ? Math.abs(left) > Math.abs(across) : away < nearest) across = left;
    if (away < nearest) nearest = away;
  }
  return across > 0 ? 1 : -1;
}
