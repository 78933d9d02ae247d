import type { Facility } from './facilities.ts';
import type { Line } from './plane.ts';
import { type LaneRows, outline, type Settlement, type Span } from './settlement.ts';

/** A grid or lane before it gets a row; lanes say which grid they lie in by its key. */
export type GridShape = { key: string; ring: Line };
export type LaneShape = { name: string; gridKey: string; ring: Line };

/** Lanes as tidy outlines around their rows, grids around their lanes, without overlap. */
export function zoneShapes(settlement: Settlement, facilities: Facility[]): { grids: GridShape[]; lanes: LaneShape[] } {
  const { plan } = settlement;
  const spans = new Map<string, Span>();
  for (const lane of settlement.lanes) spans.set(lane.gridKey, union(spans.get(lane.gridKey), lane.span));
  const grids: GridShape[] = [...spans].map(([key, span]) => ({ key, ring: outline(plan, span, 1.6) }));
  const lanes: LaneShape[] = settlement.lanes.map((lane: LaneRows) => ({
    name: lane.name,
    gridKey: lane.gridKey,
    ring: outline(plan, lane.span, 0.6),
  }));
  for (const { lanes: extra } of facilities) {
    for (const lane of extra) lanes.push({ name: lane.name, gridKey: lane.grid, ring: lane.ring });
    for (const key of new Set(extra.map((lane) => lane.grid))) {
      const rings = extra.filter((lane) => lane.grid === key).map((lane) => lane.ring);
      const first = rings[0];
      const last = rings.at(-1);
      if (first && last)
        grids.push({ key, ring: rings.length === 1 ? first : [...last.slice(0, 2), ...first.slice(2)] });
    }
  }
  return { grids, lanes };
}

function union(a: Span | undefined, b: Span): Span {
  if (!a) return b;
  return {
    u0: Math.min(a.u0, b.u0),
    u1: Math.max(a.u1, b.u1),
    v0: Math.min(a.v0, b.v0),
    v1: Math.max(a.v1, b.v1),
  };
}
