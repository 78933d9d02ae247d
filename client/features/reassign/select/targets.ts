import type { Load } from '../../../../shared/balance.ts';
import type { Bounds, Position } from '../../../../shared/geo.ts';
import { zonesAround } from '../../../../shared/lock.ts';
import type { Slot } from '../../../../shared/move.ts';
import type { NeighbourGraph } from '../../../../shared/neighbours.ts';
import { metresOfDegree } from '../../../../shared/walking.ts';
import { boundsOfPath } from '../../../map/drawing/shape.ts';
import type { Draft } from '../draft.ts';

type Located = { lng: Float64Array; lat: Float64Array };

/** Somebody that could be given the selection. `room` is what still fits; negative when it is too full already. */
export type Target = { id: number; households: number; room: number; neighbours: number; metres: number | null };

type Candidate = { id: number; after: Pick<Load, 'households'>; max: number; position: Position | null };

/**
 * Who might be given the selection, the likeliest first: those next door to it, then by distance from its middle; those
 * without a position last.
 */
export function rankedTargets(
  candidates: readonly Candidate[],
  middle: Position | null,
  neighbours: ReadonlyMap<number, number>,
): Target[] {
  return candidates
    .map(({ id, after, max, position }) => ({
      id,
      households: after.households,
      room: max - after.households,
      neighbours: neighbours.get(id) ?? 0,
      metres: middle && position ? metresApart(middle, position) : null,
    }))
    .sort(
      (one, other) =>
        other.neighbours - one.neighbours ||
        (one.metres ?? Number.POSITIVE_INFINITY) - (other.metres ?? Number.POSITIVE_INFINITY) ||
        one.id - other.id,
    );
}

/** How often each holder's households live next door to the given rows, which themselves do not count. */
export function neighbouringHolders(
  { site, offsets, targets, rowOfSite }: NeighbourGraph,
  rows: readonly number[],
  holderOf: (row: number) => number | null,
): Map<number, number> {
  const own = new Set(rows);
  const counts = new Map<number, number>();
  for (const row of rows) {
    const at = site[row] ?? -1;
    if (at < 0) continue;
    for (let edge = offsets[at] ?? 0; edge < (offsets[at + 1] ?? 0); edge += 1) {
      const neighbour = rowOfSite[targets[edge] ?? 0] ?? 0;
      const holder = own.has(neighbour) ? null : holderOf(neighbour);
      if (holder !== null) counts.set(holder, (counts.get(holder) ?? 0) + 1);
    }
  }
  return counts;
}

/** The middle of the positions of some rows, in degrees; null when none has one. */
export function middleOf(
  { lng, lat }: { lng: Float64Array; lat: Float64Array },
  rows: Iterable<number>,
): Position | null {
  let [count, east, north] = [0, 0, 0];
  for (const row of rows) {
    const x = lng[row] ?? Number.NaN;
    if (Number.isNaN(x)) continue;
    count += 1;
    east += x;
    north += lat[row] ?? 0;
  }
  return count === 0 ? null : [east / count, north / count];
}

export function metresApart([east, north]: Position, [otherEast, otherNorth]: Position): number {
  const squeeze = Math.cos((north * Math.PI) / 180);
  return Math.hypot((east - otherEast) * squeeze, north - otherNorth) * metresOfDegree;
}

/**
 * Who would get the selection when a zone is pointed at: that zone when it can hold it, or the one around it that can; null
 * when there is none, or when it has all of it already, as after the click that selected it.
 */
export function targetOfZone(draft: Draft, slot: Slot, zoneId: number, selected: ReadonlySet<number>): number | null {
  const { sheet, order } = draft;
  if (slot === 'member') return null;
  const [first] = selected;
  const wanted = slot === 'lane' ? order.innermost : (order.ordinalOf(first ?? 0) ?? 0) - 1;
  const target = zonesAround(zoneId, sheet).find((zone) => order.ordinalOf(zone) === wanted) ?? null;
  const hasAll = selected.size > 0 && [...selected].every((id) => sheet.holder(slot, id) === target);
  return hasAll ? null : target;
}

/** The rectangle round the positions of some rows; null when none has one. */
export function boundsOfRows({ lng, lat }: Located, rows: readonly number[]): Bounds | null {
  const path = rows.flatMap((row): Position[] =>
    Number.isNaN(lng[row] ?? Number.NaN) ? [] : [[lng[row] ?? 0, lat[row] ?? 0]],
  );
  return path.length === 0 ? null : boundsOfPath(path);
}
