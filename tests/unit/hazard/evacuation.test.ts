import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allot } from '../../../shared/allot.ts';
import { fetchPlan, shelterPlan } from '../../../shared/evacuation.ts';

const options = { seed: 20261124, numRuns: 200 };

type Problem = { costs: number[][]; sizes: number[]; rooms: number[] };
const problem = (sizes: fc.Arbitrary<number>, parties: number, places: number): fc.Arbitrary<Problem> =>
  fc.tuple(fc.integer({ min: 1, max: parties }), fc.integer({ min: 1, max: places })).chain(([count, shelters]) =>
    fc.record({
      costs: fc.array(fc.array(fc.integer({ min: 1, max: 900 }), { minLength: count, maxLength: count }), {
        minLength: shelters,
        maxLength: shelters,
      }),
      sizes: fc.array(sizes, { minLength: count, maxLength: count }),
      rooms: fc.array(fc.integer({ min: 0, max: 12 }), { minLength: shelters, maxLength: shelters }),
    }),
  );

type Best = { placed: number; metres: number };

/** The most people placed, and among those the fewest metres, by trying everything. */
function tryAll({ costs, sizes, rooms }: Problem): Best {
  let best: Best = { placed: -1, metres: Number.POSITIVE_INFINITY };
  const free = [...rooms];
  const go = (party: number, placed: number, metres: number): void => {
    if (party === sizes.length) {
      if (placed > best.placed || (placed === best.placed && metres < best.metres)) best = { placed, metres };
      return;
    }
    const size = sizes[party] ?? 0;
    for (let place = 0; place < rooms.length; place++) {
      if ((free[place] ?? 0) < size) continue;
      free[place] = (free[place] ?? 0) - size;
      go(party + 1, placed + size, metres + size * (costs[place]?.[party] ?? 0));
      free[place] = (free[place] ?? 0) + size;
    }
    go(party + 1, placed, metres);
  };
  go(0, 0, 0);
  return best;
}

function outcome({ costs, sizes, rooms }: Problem, places: Int32Array): Best {
  const taken = rooms.map(() => 0);
  let [placed, metres] = [0, 0];
  for (const [party, place] of places.entries()) {
    if (place < 0) continue;
    const size = sizes[party] ?? 0;
    taken[place] = (taken[place] ?? 0) + size;
    placed += size;
    metres += size * (costs[place]?.[party] ?? 0);
  }
  for (const [place, room] of rooms.entries()) expect(taken[place]).toBeLessThanOrEqual(room);
  return { placed, metres };
}

describe('who goes where', () => {
  it('is the best there is when everybody counts one', () => {
    fc.assert(
      fc.property(problem(fc.constant(1), 7, 3), (each) => {
        const found = outcome(each, allot(each.costs, each.sizes, each.rooms));
        const best = tryAll(each);
        expect(found.placed).toBe(best.placed);
        // Where room is short it may keep others than the cheapest, never fewer.
        if (best.placed === each.sizes.length) expect(found.metres).toBe(best.metres);
      }),
      options,
    );
  });

  it('keeps to every room, tears nobody apart and is near the best when households differ in size', () => {
    let [walked, least] = [0, 0];
    fc.assert(
      fc.property(problem(fc.integer({ min: 1, max: 5 }), 6, 3), (each) => {
        const roomy = { ...each, rooms: each.rooms.map((room) => room + 8) };
        const found = outcome(roomy, allot(roomy.costs, roomy.sizes, roomy.rooms));
        const best = tryAll(roomy);
        outcome(each, allot(each.costs, each.sizes, each.rooms));
        if (found.placed !== best.placed) return;
        expect(found.metres).toBeGreaterThanOrEqual(best.metres);
        walked += found.metres;
        least += best.metres;
      }),
      options,
    );
    expect(walked / least).toBeLessThan(1.03);
  });

  it('sends everybody to the nearest shelter while there is room, and the rest a little further', () => {
    const leaving = [
      { id: 1, persons: 3, needHelp: 0, metresTo: [100, 500] },
      { id: 2, persons: 2, needHelp: 1, metresTo: [120, 140] },
      { id: 3, persons: 4, needHelp: 0, metresTo: [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY] },
    ];
    expect(shelterPlan(leaving, [10, 10])).toEqual([0, 0, null]);
    expect(shelterPlan(leaving, [3, 10])).toEqual([0, 1, null]);
  });

  it('leaves room first to those who need help, where there is too little', () => {
    const leaving = [
      { id: 1, persons: 3, needHelp: 0, metresTo: [100, 500] },
      { id: 2, persons: 2, needHelp: 1, metresTo: [120, 140] },
      { id: 3, persons: 1, needHelp: 0, metresTo: [10, 20] },
    ];
    expect(shelterPlan(leaving, [3, 1])).toEqual([null, 0, 0]);
    expect(shelterPlan(leaving, [2, 0])).toEqual([null, 0, null]);
    expect(shelterPlan(leaving, [3, 2])).toEqual([null, 0, 0]);
    expect(shelterPlan(leaving, [4, 2])).toEqual([0, 1, 0]);
  });

  it('has those fetched who cannot leave alone, by whoever answers for them if that is not far out of the way', () => {
    const at = (metres: number): [number, number] => [122.42 + metres / 89_000, 36.9];
    const helpers = [
      { id: 10, position: at(0), households: new Set([2]), atMost: 1 },
      { id: 20, position: at(100), households: new Set<number>(), atMost: 2 },
    ];
    const fetched = [
      { id: 1, position: at(50) },
      { id: 2, position: at(60) },
      { id: 3, position: at(90) },
    ];
    expect(fetchPlan(fetched, helpers)).toEqual([20, 10, 20]);
    expect(fetchPlan(fetched, [])).toEqual([null, null, null]);
  });
});
