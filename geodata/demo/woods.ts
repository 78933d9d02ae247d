import { contours } from 'd3-contour';
import type { Ground } from './facilities.ts';
import { emptyMask, type Mask } from './mask.ts';
import { type Line, noise, type Point, ringArea, smoothstep } from './plane.ts';
import { extent, inland } from './shore.ts';
import type { Terrain } from './terrain.ts';

/** Areas where a rule exceeds one half, as smooth polygons with holes; the rule is sampled every `step` metres. */
export function areasWhere(rule: (point: Point) => number, step: number, smallest: number): Line[][] {
  const columns = Math.round((extent.east - extent.west) / step) + 1;
  const rows = Math.round((extent.north - extent.south) / step) + 1;
  const values = Array.from({ length: columns * rows }, (_, index) =>
    rule([extent.west + (index % columns) * step, extent.south + Math.floor(index / columns) * step]),
  );
  const [shape] = contours().size([columns, rows]).thresholds([0.5])(values);
  return (shape?.coordinates ?? []).flatMap((polygon) => {
    const rings = polygon.map((ring) =>
      ring
        .slice(0, -1)
        .map(([x = 0, y = 0]): Point => [extent.west + (x - 0.5) * step, extent.south + (y - 0.5) * step]),
    );
    const [outer, ...holes] = rings;
    if (!outer || Math.abs(ringArea(outer)) < smallest) return [];
    return [
      [outer, ...holes.filter((hole) => Math.abs(ringArea(hole)) > smallest / 3)].map((ring) => softened(ring, 3)),
    ];
  });
}

/** Pines on the hills, the headlands and in a belt behind the beach, within the town and off the roads. */
export function pines(terrain: Terrain, town: Line, keepOff: Mask): Ground[] {
  const within = emptyMask();
  within.ring(town);
  const edge = emptyMask();
  edge.line([...town, ...town.slice(0, 1)], 14);
  const rule = (point: Point) => {
    const height = terrain.elevation(point);
    const away = inland(point);
    if (away < 6 || height < 18) return 0;
    const line = 52 + 13 * noise(point, 170, 41) + 6 * noise(point, 60, 42);
    const hill = smoothstep(line - 5, line + 5, height) * (point[1] > 0 ? 1 : 0);
    const head = point[1] < -420 ? smoothstep(19, 26, height + 5 * noise(point, 80, 43)) * smoothstep(6, 24, away) : 0;
    const value = Math.max(hill, head);
    if (value < 0.2) return value;
    const isInside = within.isTaken(point) && edge.isFree(point);
    return Math.min(value, isInside ? 1 : 0.1, keepOff.isFree(point) ? 1 : 0.25);
  };
  return areasWhere(rule, 10, 7000).map((rings) => ({ kind: 'wood', rings }));
}

/** Takes the steps of the grid out of a ring. */
function softened(ring: Line, times: number): Line {
  if (times === 0) return ring;
  const around = (index: number): Point => ring[(index + ring.length) % ring.length] ?? [0, 0];
  const next = ring.map((point, index): Point => {
    const [before, after] = [around(index - 1), around(index + 1)];
    return [(before[0] + 2 * point[0] + after[0]) / 4, (before[1] + 2 * point[1] + after[1]) / 4];
  });
  return softened(next, times - 1);
}
