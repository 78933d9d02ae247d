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
  | 'asset'
  | 'event'
  | 'plan'
  | 'inspection',
  () => number
>;

export function counters(): AllIds {
  return {
    street: counter(),
    building: counter(),
    zone: counter(),
    household: counter(),
    place: counter(),
    landform: counter(),
    person: counter(),
    link: counter(),
    lead: counter(),
    keyPerson: counter(),
    visit: counter(),
    entry: counter(),
    hazard: counter(),
    asset: counter(),
    event: counter(),
    plan: counter(),
    inspection: counter(),
  };
}
