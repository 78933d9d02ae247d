import type { Point } from './plane.ts';
import type { AreaRow, BuildingRow, HouseholdRow, LandformRow, PlaceRow, StreetRow, ZoneRow } from './rows.ts';

/** Hands out ids, one sequence per table. */
export function counter(start = 1): () => number {
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

/** What stands on the ground, before people move in. */
export type Place = {
  areas: AreaRow[];
  streets: StreetRow[];
  buildings: BuildingRow[];
  landforms: LandformRow[];
  zones: ZoneRow[];
  places: PlaceRow[];
  dwellings: Dwelling[];
};
