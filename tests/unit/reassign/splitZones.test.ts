import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SplitZonesTask, splitZones } from '../../../server/solve/splitZones.ts';
import { splitResultSchema } from '../../../shared/suggest.ts';
import { metresBetween, planeOf } from '../../../shared/walking.ts';
import { choices } from './villages.ts';

type Lane = readonly (readonly [number, number] | null)[];
const limits = { minHouseholds: 4, maxHouseholds: 8 };

function taskOf(lanes: readonly Lane[], parts: number, label: readonly [number, number] | null = null): SplitZonesTask {
  const homes = lanes.flatMap((lane, at) => lane.map((position) => ({ position, zone: 11 + at })));
  return {
    households: {
      id: Int32Array.from(homes, (_, row) => 100 + row),
      lng: Float64Array.from(homes, ({ position }) => (position ? 118 + position[0] * 1e-5 : Number.NaN)),
      lat: Float64Array.from(homes, ({ position }) => (position ? 25 + position[1] * 1e-5 : Number.NaN)),
      zone: Int32Array.from(homes, ({ zone }) => zone),
    },
    zones: lanes.map((_, at) => ({ id: 11 + at, position: label })),
    parts,
    ...limits,
  };
}

/** Households beyond the limits, how uneven the parts are where that is not none, and decimetres: the least there can be. */
function bruteForce({ households, zones, parts, minHouseholds, maxHouseholds }: SplitZonesTask): number[] {
  const plane = planeOf(households.lng, households.lat);
  const way = (one: number, other: number) => metresBetween(plane, one, other) || 0;
  const rowsOf = zones.map(({ id }) => [...households.id.keys()].filter((row) => households.zone[row] === id));
  const centreOf = rowsOf.map((rows) => {
    const placed = rows.filter((row) => !Number.isNaN(households.lng[row] ?? Number.NaN));
    const sum = (row: number) => placed.reduce((total, other) => total + way(row, other), 0);
    return placed.toSorted((a, b) => sum(a) - sum(b) || a - b)[0] ?? -1;
  });
  const from = (zone: number, centre: number) => {
    const rows = rowsOf[zone] ?? [];
    return Math.round(rows.reduce((sum, row) => sum + (centre < 0 ? 0 : way(row, centre)), 0) * 10);
  };
  let best = [Number.POSITIVE_INFINITY];
  for (const partOf of choices(zones.map(() => Array.from({ length: parts }, (_, part) => part)))) {
    const members = Array.from({ length: parts }, (_, part) => [...partOf.keys()].filter((at) => partOf[at] === part));
    if (members.some(({ length }) => length === 0)) continue;
    const loads = members.map((list) => list.reduce((sum, at) => sum + (rowsOf[at]?.length ?? 0), 0));
    const beyond = loads.reduce((sum, load) => sum + Math.max(0, minHouseholds - load, load - maxHouseholds), 0);
    const ways = members.reduce(
      (sum, list) =>
        sum + Math.min(...list.map((at) => list.reduce((total, one) => total + from(one, centreOf[at] ?? -1), 0))),
      0,
    );
    const value = [beyond, beyond === 0 ? 0 : Math.max(...loads) - Math.min(...loads), ways];
    const at = value.findIndex((number, rank) => number !== best[rank]);
    if (at >= 0 && (value[at] ?? 0) < (best[at] ?? Number.POSITIVE_INFINITY)) best = value;
  }
  return best;
}

describe('a split of a grid into parts of whole lanes', () => {
  const place = fc.option(fc.tuple(fc.nat(200), fc.nat(200)), { freq: 15, nil: null });
  it('is the best of all there are: within limits, else as even, then as compact as can be', async () => {
    let broken = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(place, { minLength: 1, maxLength: 5 }), { minLength: 3, maxLength: 6 }),
        fc.integer({ min: 2, max: 3 }),
        async (lanes, parts) => {
          const task = taskOf(lanes, parts);
          const result = splitResultSchema.parse(await splitZones(task, 20));
          expect(result.parts).toHaveLength(parts);
          expect(result.parts.flatMap(({ zoneIds }) => zoneIds).sort((a, b) => a - b)).toEqual(
            lanes.map((_, at) => 11 + at),
          );
          for (const { zoneIds, householdIds } of result.parts) {
            const rows = [...task.households.id].filter((_, row) => zoneIds.includes(task.households.zone[row] ?? 0));
            expect(householdIds).toEqual(rows);
          }
          const loads = result.parts.map(({ householdIds }) => householdIds.length);
          const beyond = loads.reduce((sum, load) => sum + Math.max(0, 4 - load, load - 8), 0);
          const [least, spread, ways] = bruteForce(task);
          expect([beyond, beyond === 0 ? 0 : Math.max(...loads) - Math.min(...loads)]).toEqual([least, spread]);
          expect(Math.abs(result.metres * 10 - (ways ?? 0))).toBeLessThan(lanes.length);
          expect([result.within, result.because === null]).toEqual([beyond === 0, beyond === 0]);
          if (beyond > 0) broken += 1;
        },
      ),
      { seed: 20_261_124, numRuns: 150 },
    );
    expect(broken).toBeGreaterThan(20);
    expect(broken).toBeLessThan(130);
  }, 120_000);

  const lane = (count: number, x = 0): Lane => Array.from({ length: count }, (_, at) => [x + at, 0] as const);
  it('says what makes the limits impossible', async () => {
    const because = async (lanes: Lane[], parts: number) => (await splitZones(taskOf(lanes, parts), 20))?.because;
    expect(await because([lane(3), lane(3)], 2)).toBe('tooFew');
    expect(await because([lane(9), lane(9)], 2)).toBe('tooMany');
    expect(await because([lane(9)], 2)).toBe('fewZones');
    expect(await because([lane(3), lane(9)], 2)).toBe('zones');
    expect(await because([lane(4), lane(8)], 2)).toBe(null);
  });

  it('takes an empty lane along with those around it', async () => {
    const task = taskOf([lane(5), lane(5, 9_000), []], 2, [118.09, 25]);
    const result = await splitZones(task, 20);
    expect(result?.parts.map(({ zoneIds }) => zoneIds)).toEqual([[11], [12, 13]]);
  });
});
