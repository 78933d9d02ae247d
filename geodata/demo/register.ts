import type { Point } from './plane.ts';
import type { HouseholdRow } from './rows.ts';

/** Hands out ids, one sequence per table. */
function counter(start = 1): () => number {
  let next = start;
  return () => next++;
}

/** A household with what the later subjects need of it and its row does not say. */
export type Dwelling = {
  row: HouseholdRow;
  /** Where it really stands, also when the register has no coordinates yet. */
  door: Point;
  kind: 'home' | 'shop' | 'flat';
  age: 'old' | 'plain' | 'new';
};

/** One sequence of ids for every table. */
export type AllIds = Record<
  | 'street'
  | 'building'
  | 'zone'
  | 'household'
  | 'place'
  | 'landform'
  | 'person'
  | 'link'
  | 'lead'
  | 'keyPerson'
  | 'visit'
  | 'entry'
  | 'hazard'
  | 'asset',
  () => number
>;

export function counters(): AllIds {
  const [street, building, zone, household, place, landform] = [
    counter(),
    counter(),
    counter(),
    counter(),
    counter(),
    counter(),
  ];
  const [person, link, lead, keyPerson, visit, entry, hazard, asset] = [
    counter(),
    counter(),
    counter(),
    counter(),
    counter(),
    counter(),
    counter(),
    counter(),
  ];
  return {
    street,
    building,
    zone,
    household,
    place,
    landform,
    person,
    link,
    lead,
    keyPerson,
    visit,
    entry,
    hazard,
    asset,
  };
}
