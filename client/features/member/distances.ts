import { distance } from '@turf/turf';
import type { Position } from '../../../shared/geo.ts';
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
