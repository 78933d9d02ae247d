import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { highs } from '../../../server/solve/highs.ts';
import { Partition, type PartitionProblem } from '../../../server/solve/partition.ts';
import { searchPartition } from '../../../server/solve/partitionSearch.ts';
import { type SplitTask, settle, split } from '../../../server/solve/split.ts';
import { splitResultSchema } from '../../../shared/suggest.ts';
import { planeOf, spread } from '../../../shared/walking.ts';
import { choices } from './villages.ts';

const seed = { seed: 20_261_122, numRuns: 40 };
const effort = { seconds: 20, rounds: 60, seed: 1 };
const points = (maxLength: number, minLength = 1) =>
  fc.array(fc.tuple(fc.nat(60), fc.nat(60)), { minLength, maxLength });

function problemOf(places: [number, number][], parts: number, min: number, max: number): PartitionProblem {
  return {
    distance: Float64Array.from(places.flatMap(([x, y]) => places.map(([u, v]) => Math.hypot(x - u, y - v)))),
    weight: new Float64Array(places.length).fill(1),
    canLead: new Uint8Array(places.length).fill(1),
    parts,
    min,
    max,
  };
}

function taskOf(
  places: readonly (readonly [number, number] | null)[],
  parts: number,
  min: number,
  max: number,
): SplitTask {
  return {
    households: {
      id: Int32Array.from(places, (_, row) => 100 + row),
      lng: Float64Array.from(places, (at) => (at ? 118 + at[0] * 1e-5 : Number.NaN)),
      lat: Float64Array.from(places, (at) => (at ? 25 + at[1] * 1e-5 : Number.NaN)),
    },
    parts,
    minHouseholds: min,
    maxHouseholds: max,
  };
}

describe('a division', () => {
  it('knows what every shift and exchange would cost', () => {
    fc.assert(
      fc.property(
        points(12, 4),
        fc.array(fc.nat(2), { minLength: 12, maxLength: 12 }),
        fc.nat(50),
        (places, drawn, chosen) => {
          const problem = problemOf(places, 3, 2, 5);
          const partition = new Partition(
            problem,
            Int32Array.from(places, (_, item) => drawn[item] ?? 0),
          );
          const value = () => new Partition(problem, partition.partOf).value();
          const [one, other] = [chosen % places.length, Math.floor(chosen / 7) % places.length];
          const to = ((partition.partOf[one] ?? 0) + 1) % 3;
          let expected = value() + partition.shiftDelta(one, to);
          partition.shift(one, to);
          expect(value()).toBeCloseTo(expected, 6);
          expect(partition.value()).toBeCloseTo(expected, 6);
          if (partition.partOf[one] === partition.partOf[other]) return;
          expected = value() + partition.swapDelta(one, other);
          partition.swap(one, other);
          expect(value()).toBeCloseTo(expected, 6);
          expect(partition.value()).toBeCloseTo(expected, 6);
        },
      ),
      { ...seed, numRuns: 300 },
    );
  });

  it('of a few items is the best there is', () => {
    fc.assert(
      fc.property(points(8, 6), (places) => {
        const problem = problemOf(places, 3, 2, 3);
        let best = Number.POSITIVE_INFINITY;
        for (const choice of choices(places.map(() => [0, 1, 2]))) {
          const partition = new Partition(problem, Int32Array.from(choice));
          if (partition.beyond() === 0) best = Math.min(best, partition.total());
        }
        const found = new Partition(problem, searchPartition(problem, effort));
        expect(found.beyond()).toBe(0);
        expect(found.total()).toBeCloseTo(best, 6);
      }),
      { ...seed, numRuns: 25 },
    );
  }, 60_000);
});

describe('a split', () => {
  it('keeps the limits of a lane whenever they can be kept, with everybody in one part', async () => {
    const place = fc.option(fc.tuple(fc.nat(300), fc.nat(60)), { freq: 12, nil: null });
    await fc.assert(
      fc.asyncProperty(
        fc.array(place, { minLength: 1, maxLength: 70 }),
        fc.integer({ min: 2, max: 5 }),
        async (places, parts) => {
          const result = splitResultSchema.parse(await split(taskOf(places, parts, 10, 20), 0.1));
          const sizes = result.parts.map(({ householdIds }) => householdIds.length);
          expect(result.parts.flatMap(({ householdIds }) => householdIds).sort((a, b) => a - b)).toEqual(
            places.map((_, row) => 100 + row),
          );
          expect(result.within).toBe(places.length >= 10 * parts && places.length <= 20 * parts);
          if (result.within) expect(sizes.every((size) => size >= 10 && size <= 20)).toBe(true);
          else expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
          for (const { centre, householdIds } of result.parts)
            if (centre !== null) expect(householdIds).toContain(centre);
        },
      ),
      seed,
    );
  }, 120_000);

  it('is brought within bounds even from a search that found nothing', async () => {
    const solver = await highs();
    fc.assert(
      fc.property(points(30, 12), (places) => {
        const [min, max] = [Math.floor(places.length / 3), Math.ceil(places.length / 3)];
        const partition = new Partition(problemOf(places, 3, min, max), new Int32Array(places.length));
        expect(partition.beyond()).toBeGreaterThan(0);
        settle(solver, partition, 10);
        expect(partition.beyond()).toBe(0);
      }),
      seed,
    );
  }, 60_000);

  it('finds two hamlets, and names the one in the north-west first', async () => {
    const hamlet = (x: number, y: number) =>
      Array.from({ length: 12 }, (_, at) => [x + (at % 4) * 10, y + Math.floor(at / 4) * 10] as const);
    const result = await split(taskOf([...hamlet(2_000, 0), ...hamlet(0, 2_000)], 2, 10, 20), 1);
    expect(result.parts.map(({ householdIds }) => Math.min(...householdIds))).toEqual([112, 100]);
    expect(result.parts.map(({ householdIds }) => householdIds.length)).toEqual([12, 12]);
  });

  it('of rows of houses breaks no limit and is as compact as the rows allow', async () => {
    // Ten rows of 24 houses, 12 m apart along a row and 25 m from row to row.
    const houses = Array.from({ length: 240 }, (_, at) => [(at % 24) * 12, Math.floor(at / 24) * 25] as const);
    const task = taskOf(houses, 16, 10, 20);
    const result = await split(task, 30);
    expect(result.parts.every(({ householdIds }) => householdIds.length >= 10 && householdIds.length <= 20)).toBe(true);
    const plane = planeOf(task.households.lng, task.households.lat);
    const ours = result.parts.reduce(
      (sum, { householdIds }) =>
        sum +
        spread(
          plane,
          householdIds.map((id) => id - 100),
        ),
      0,
    );
    // Blocks of two rows of eight, one of the ways that suggest themselves.
    const blocks = Array.from({ length: 15 }, (_, block) =>
      [...houses.keys()].filter(
        (at) => Math.floor(at / 48) === Math.floor(block / 3) && Math.floor((at % 24) / 8) === block % 3,
      ),
    );
    const theirs = blocks.reduce((sum, rows) => sum + spread(plane, rows), 0);
    expect(ours).toBeLessThan(theirs);
  }, 120_000);

  it('is the same twice', async () => {
    const places = Array.from({ length: 30 }, (_, at) => [(at * 37) % 101, (at * 53) % 89] as const);
    expect(await split(taskOf(places, 3, 8, 12), 30)).toEqual(await split(taskOf(places, 3, 8, 12), 30));
  }, 60_000);
});
