import { z } from 'zod';
import type { Position } from './geo.ts';
import { type KeyPersonCategory, keyPersonCategories } from './keyPerson.ts';
import { metresApart, metricAt } from './metric.ts';
import { type PointIndex, pointIndex } from './pointIndex.ts';
import { boundsAround, metresFrom, type Shape } from './shape.ts';
import type { ExposedPeople } from './urgency.ts';

/** Households and key people as the browser keeps them: one array per column, by row. */
export type ExposureColumns = {
  household: { id: ArrayLike<number>; lng: ArrayLike<number>; lat: ArrayLike<number>; persons: ArrayLike<number> };
  /** `household` is an id; 0 where the reader may not know which, and then nobody is counted. */
  keyPerson: {
    household: ArrayLike<number>;
    person: ArrayLike<number>;
    category: ArrayLike<number>;
    needsHelpToMove: ArrayLike<number>;
  };
};

/** What columns are asked again and again: where households stand, and who of them needs care. */
export type ExposureIndex = { columns: ExposureColumns; points: PointIndex; keyPersonsOf: Map<number, number[]> };

export function exposureIndex(columns: ExposureColumns): ExposureIndex {
  const { household, keyPerson } = columns;
  const keyPersonsOf = new Map<number, number[]>();
  for (let row = 0; row < keyPerson.household.length; row++) {
    const id = keyPerson.household[row] ?? 0;
    if (id === 0) continue;
    const rows = keyPersonsOf.get(id);
    if (rows) rows.push(row);
    else keyPersonsOf.set(id, [row]);
  }
  return { columns, points: pointIndex(household.lng, household.lat), keyPersonsOf };
}

/** Rows of the households within `reach` metres of a shape, in their order; the same as PostGIS finds. */
export function householdsWithin({ columns, points }: ExposureIndex, shape: Shape, reach: number): number[] {
  const { lng, lat } = columns.household;
  const metres = metresFrom(shape);
  const rows: number[] = [];
  points.within(boundsAround(shape, reach), (row) => {
    if (metres(lng[row] ?? 0, lat[row] ?? 0) <= reach) rows.push(row);
  });
  return rows.sort((a, b) => a - b);
}

/** Households, people, key people by category, and how many need help to leave. */
export const exposureSchema = z.object({
  households: z.number().int(),
  persons: z.number().int(),
  keyPersons: z.partialRecord(z.enum(keyPersonCategories), z.number().int()),
  needHelp: z.number().int(),
});
export type Exposure = ExposedPeople & { households: number };

/** Counts who lives in some households, each household once. */
export function peopleOf({ columns, keyPersonsOf }: ExposureIndex, rows: Iterable<number>): Exposure {
  const { household, keyPerson } = columns;
  const keyPersons: Partial<Record<KeyPersonCategory, number>> = {};
  const result = { households: 0, persons: 0, keyPersons, needHelp: 0 };
  for (const row of new Set(rows)) {
    result.households += 1;
    result.persons += household.persons[row] ?? 0;
    const helpless = new Set<number>();
    for (const at of keyPersonsOf.get(household.id[row] ?? 0) ?? []) {
      const category = keyPersonCategories[keyPerson.category[at] ?? -1];
      if (category) keyPersons[category] = (keyPersons[category] ?? 0) + 1;
      if ((keyPerson.needsHelpToMove[at] ?? 0) === 1) helpless.add(keyPerson.person[at] ?? 0);
    }
    result.needHelp += helpless.size;
  }
  return result;
}

export function exposureOf(index: ExposureIndex, shape: Shape, reach: number): Exposure {
  return peopleOf(index, householdsWithin(index, shape, reach));
}

export type ShelterPlace = { id: number; position: Position; capacity: number; taken: number };

/** The nearest shelter that still takes in so many people, with the metres to it as the crow flies; null when none does. */
export function nearestShelter<Shelter extends ShelterPlace>(
  position: Position,
  shelters: readonly Shelter[],
  persons: number,
): { shelter: Shelter; metres: number } | null {
  const metric = metricAt(position[1]);
  let nearest: { shelter: Shelter; metres: number } | null = null;
  for (const shelter of shelters) {
    if (shelter.capacity - shelter.taken < persons) continue;
    const metres = metresApart(metric, shelter.position, position);
    const isNearer =
      nearest === null || metres < nearest.metres || (metres === nearest.metres && shelter.id < nearest.shelter.id);
    if (isNearer) nearest = { shelter, metres };
  }
  return nearest;
}
