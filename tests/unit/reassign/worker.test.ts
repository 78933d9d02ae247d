import { afterAll, describe, expect, it } from 'vitest';
import { type LinksTask, links } from '../../../server/solve/links.ts';
import { closeSolvers, prepareSolver, solveInWorker } from '../../../server/solve/solveInWorker.ts';
import type { SplitTask } from '../../../server/solve/split.ts';

afterAll(closeSolvers);

const count = 40;
const along = (step: number) => Float64Array.from({ length: count }, (_, row) => 118 + ((row * step) % count) * 1e-4);
const linksTask = (capacity: number): LinksTask => ({
  households: {
    id: Int32Array.from({ length: count }, (_, row) => row + 1),
    lng: along(1),
    lat: new Float64Array(count).fill(25),
    member: new Int32Array(count),
  },
  members: [1, 2, 3].map((id) => ({ id, capacity, position: [118 + id * 1e-3, 25] as const })),
  keep: true,
  maxMetres: null,
});
/** Takes longer than anybody waits here. */
const endless: SplitTask = {
  households: {
    id: Int32Array.from({ length: 1500 }, (_, row) => row + 1),
    lng: Float64Array.from({ length: 1500 }, (_, row) => 118 + ((row * 7919) % 1511) * 1e-5),
    lat: Float64Array.from({ length: 1500 }, (_, row) => 25 + ((row * 104_729) % 1499) * 1e-5),
  },
  parts: 100,
  minHouseholds: 10,
  maxHouseholds: 20,
};

describe('a solver in a worker', () => {
  it('answers what it answers elsewhere, to more askers than there are workers', async () => {
    const asked = [5, 10, 20, 13].map((capacity) => solveInWorker('links', linksTask(capacity)));
    const expected = await Promise.all([5, 10, 20, 13].map((capacity) => links(linksTask(capacity), 10)));
    expect(await Promise.all(asked)).toEqual(expected);
  }, 60_000);

  it('is one when it was made ready before, and answers whoever comes meanwhile', async () => {
    await closeSolvers();
    const preparing = [prepareSolver(), prepareSolver()];
    expect((await solveInWorker('links', linksTask(20))).moves).toHaveLength(count);
    await Promise.all(preparing);
    await prepareSolver();
    expect(await closeSolvers()).toBe(1);
  }, 60_000);

  it('ends when nobody waits for it any more, and the next one is answered', async () => {
    const abort = new AbortController();
    const asked = solveInWorker('split', endless, { seconds: 300, signal: abort.signal });
    setTimeout(() => abort.abort(new Error('left the page')), 50);
    await expect(asked).rejects.toThrow('left the page');
    await expect(solveInWorker('split', endless, { signal: abort.signal })).rejects.toThrow('left the page');
    expect((await solveInWorker('links', linksTask(20))).moves).toHaveLength(count);
  }, 60_000);

  it('tells a fault of the program apart from an answer', async () => {
    const { households } = linksTask(1);
    const task = {
      households: { ...households, lane: households.member },
      zones: [{ id: 1, level: 'ward', parentId: null, locked: false, position: null }],
      levels: [{ level: 'lane', ordinal: 1, minHouseholds: 1, maxHouseholds: 2 }],
      keepTogether: false,
    };
    await expect(solveInWorker('repair', task)).rejects.toThrow('unknown: zone level ward');
  }, 60_000);
});
