import { distance } from '@turf/turf';
import type { Bounds, Position } from '../../../shared/geo.ts';
import type { HouseholdItem } from '../../../shared/household.ts';

export type CaredHousehold = { household: HouseholdItem; metres: number | null };

/** A member's households from near to far, those without coordinates last; `home` is where the member lives. */
export function nearestFirst(home: Position | null, households: readonly HouseholdItem[]): CaredHousehold[] {
  const measured = households.map((household) => ({ household, metres: metresBetween(home, household.position) }));
  return measured.toSorted((one, other) => {
    const gap = (one.metres ?? Number.POSITIVE_INFINITY) - (other.metres ?? Number.POSITIVE_INFINITY);
    return Number.isNaN(gap) || gap === 0 ? byNumber(one.household, other.household) : gap;
  });
}

function metresBetween(from: Position | null, to: Position | null): number | null {
  return from && to ? distance(from, to, { units: 'meters' }) : null;
}

function byNumber(one: HouseholdItem, other: HouseholdItem): number {
  return one.number < other.number ? -1 : 1;
}

/** The smallest bounds around the positions that are known, or null. */
export function boundsOf(positions: readonly (Position | null)[]): Bounds | null {
  const known = positions.filter((position) => position !== null);
  if (known.length === 0) return null;
  const lngs = known.map(([lng]) => lng);
  const lats = known.map(([, lat]) => lat);
  return [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)];
}
