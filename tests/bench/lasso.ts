import { performance } from 'node:perf_hooks';
import { booleanPointInPolygon, point, polygon } from '@turf/turf';
import { rowsInShape } from '../../client/map/drawing/shape.ts';
import type { Position } from '../../shared/geo.ts';
import { median } from './overHttp.ts';

export type LassoTime = { households: number; caught: number; ours: number; bare: number };

const runs = 21;

/**
 * Milliseconds of main-thread time of a freehand lasso round some 500 of `households`, beside testing each of them with
 * Turf. The index over the points is built before, as it is for hovering.
 */
export function lassoTime(households: number): LassoTime {
  const columns = scattered(households);
  const ring = freehand(Math.sqrt(500 / households / Math.PI));
  const caught = rowsInShape(columns, { kind: 'area', ring }).length;
  const area = polygon([[...ring, ring[0] ?? [0, 0]]]);
  const ours = timed(runs, () => rowsInShape(columns, { kind: 'area', ring }));
  const bare = timed(3, () => {
    for (let row = 0; row < households; row += 1) {
      booleanPointInPolygon(point([columns.lng[row] ?? 0, columns.lat[row] ?? 0]), area);
    }
  });
  return { households, caught, ours, bare };
}

function timed(times: number, work: () => void): number {
  return median(
    Array.from({ length: times }, () => {
      const start = performance.now();
      work();
      return performance.now() - start;
    }),
  );
}

/** Evenly over a square of one degree, the same every time. Source: Roberts, "The unreasonable effectiveness of quasirandom sequences" (2018). */
function scattered(count: number): { lng: Float64Array; lat: Float64Array } {
  const spread = (step: number) => Float64Array.from({ length: count }, (_, index) => (index * step) % 1);
  return { lng: spread(0.754_877_666_246_693), lat: spread(0.569_840_290_998_053) };
}

/** A wobbling loop of 400 points as a hand draws it. */
function freehand(radius: number): Position[] {
  return Array.from({ length: 400 }, (_, index): Position => {
    const angle = (index / 400) * Math.PI * 2;
    const wobble = radius * (1 + 0.08 * Math.sin(angle * 7) + 0.03 * Math.sin(angle * 31));
    return [0.5 + Math.cos(angle) * wobble, 0.5 + Math.sin(angle) * wobble];
  });
}
