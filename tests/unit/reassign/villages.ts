import fc from 'fast-check';
import type { Limits } from '../../../shared/balance.ts';

/** A village small enough to try every way of dividing it. */
export type SmallVillage = {
  households: { id: number; position: readonly [number, number] | null; lane: number }[];
  zones: { id: number; level: string; parentId: number | null; locked: boolean; position: null }[];
  levels: Limits[];
};

/** Lanes 11 and 12 in grid 1, lane 21 in grid 2, all in ward 9 when there are three levels. */
export const lanes = [11, 12, 21];
const parents = new Map([
  [11, 1],
  [12, 1],
  [21, 2],
]);

/** Doors on a raster of 0.0001 degrees, so that ways are often equally long. */
const position = fc.option(
  fc.tuple(fc.nat(9), fc.nat(9)).map(([x, y]) => [118 + x * 1e-4, 25 + y * 1e-4] as const),
  { freq: 12, nil: null },
);

export const smallVillage: fc.Arbitrary<SmallVillage> = fc
  .record({
    households: fc.array(
      fc.record({ position, lane: fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...lanes) }, fc.constant(0)) }),
      { minLength: 1, maxLength: 7 },
    ),
    lane: fc.tuple(fc.nat(2), fc.integer({ min: 2, max: 4 })),
    grid: fc.tuple(fc.nat(4), fc.integer({ min: 3, max: 6 })),
    deep: fc.boolean(),
    locked: fc.subarray([11, 12, 21, 1, 2], { maxLength: 2 }),
    hasLocks: fc.boolean(),
  })
  .map(({ households, lane, grid, deep, locked, hasLocks }) => {
    const top = deep ? 1 : 0;
    const limits = (level: string, ordinal: number, [min, max]: [number, number]): Limits => ({
      level,
      ordinal,
      minHouseholds: Math.min(min, max),
      maxHouseholds: max,
    });
    const zone = (id: number, level: string, parentId: number | null) => ({
      id,
      level,
      parentId,
      locked: hasLocks && locked.includes(id),
      position: null,
    });
    return {
      households: households.map((household, at) => ({ ...household, id: 100 + at })),
      zones: [
        ...(deep ? [zone(9, 'ward', null)] : []),
        zone(1, 'grid', deep ? 9 : null),
        zone(2, 'grid', deep ? 9 : null),
        ...lanes.map((id) => zone(id, 'lane', parents.get(id) ?? null)),
      ],
      levels: [
        ...(deep ? [limits('ward', 1, [3, 6])] : []),
        limits('grid', 1 + top, grid),
        limits('lane', 2 + top, lane),
      ],
    };
  });

/** The households as the solvers take them. */
export function columnsOf({ households }: Pick<SmallVillage, 'households'>) {
  return {
    id: Int32Array.from(households, ({ id }) => id),
    lng: Float64Array.from(households, ({ position: at }) => at?.[0] ?? Number.NaN),
    lat: Float64Array.from(households, ({ position: at }) => at?.[1] ?? Number.NaN),
    lane: Int32Array.from(households, ({ lane }) => lane),
  };
}

/** A zone and those around it. */
export function around({ zones }: Pick<SmallVillage, 'zones'>, id: number): number[] {
  const zone = zones.find((one) => one.id === id);
  return zone ? [id, ...(zone.parentId === null ? [] : around({ zones }, zone.parentId))] : [];
}

/** Households beyond the limits of all zones, by how many households each zone has. */
export function beyondLimits({ zones, levels }: SmallVillage, counts: ReadonlyMap<number, number>, of = zones): number {
  return of.reduce((sum, { id, level }) => {
    const limits = levels.find((one) => one.level === level);
    const count = counts.get(id) ?? 0;
    return sum + Math.max(0, (limits?.minHouseholds ?? 0) - count, count - (limits?.maxHouseholds ?? 0));
  }, 0);
}

/** Every way of choosing one of each list. */
export function* choices<Value>(lists: readonly (readonly Value[])[]): Generator<Value[]> {
  const [first, ...rest] = lists;
  if (!first) {
    yield [];
    return;
  }
  for (const value of first) for (const others of choices(rest)) yield [value, ...others];
}

/** Compares number by number; negative when the first is better. */
export function compare(one: readonly number[], other: readonly number[]): number {
  for (const [at, value] of one.entries()) if (value !== other[at]) return value - (other[at] ?? 0);
  return 0;
}
