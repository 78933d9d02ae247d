import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { highs } from '../../../server/solve/highs.ts';
import { bestFlow, type Flow, type Programme } from '../../../server/solve/programme.ts';

const sources = 25;
const leaves = 12;
const arcs = sources * leaves;

/** Twelve leaves in four nodes; bounds that can often not be kept, so that what is beyond them counts too. */
const drawn = fc.record({
  supply: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: sources, maxLength: sources }),
  bounds: fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { minLength: leaves + 4, maxLength: leaves + 4 }),
  shut: fc.array(fc.nat(5), { minLength: arcs, maxLength: arcs }),
  coarse: fc.array(fc.nat(2), { minLength: arcs, maxLength: arcs }),
  fine: fc.array(fc.nat(500), { minLength: arcs, maxLength: arcs }),
});

describe('a flow', () => {
  it('is as good from one way a source as from all of them, since those left out are priced', async () => {
    const solver = await highs();
    await fc.assert(
      fc.asyncProperty(drawn, async ({ supply, bounds, shut, coarse, fine }) => {
        const parent = Int32Array.from({ length: leaves + 4 }, (_, node) => (node < leaves ? leaves + (node % 4) : -1));
        const lower = Float64Array.from(bounds, ([least], node) => (node < leaves ? least : 3 * least));
        const programme: Programme = {
          supply: Float64Array.from(supply),
          leaves,
          parent,
          lower,
          upper: lower.map((least, node) => least + (bounds[node]?.[1] ?? 0)),
          slack: new Float64Array(2 * parent.length).fill(solver.infinity),
          open: Uint8Array.from(shut, (number, arc) => (number === 0 && arc % leaves !== 0 ? 0 : 1)),
        };
        const costs = [Float64Array.from(coarse), Float64Array.from(fine)];
        const few = Array.from({ length: sources }, (_, source) => source * leaves);
        const all = [...programme.open.keys()].filter((arc) => programme.open[arc] === 1);
        const [priced, whole] = [few, all].map((first) => bestFlow(solver, programme, [null, ...costs], first, 10));
        expect(valuesOf(priced, costs)).toEqual(valuesOf(whole, costs));
        const given = new Float64Array(sources);
        for (const [arc, value] of priced?.arcs ?? []) {
          expect(programme.open[arc]).toBe(1);
          given[Math.floor(arc / leaves)] = (given[Math.floor(arc / leaves)] ?? 0) + value;
        }
        expect(given).toEqual(programme.supply);
      }),
      { seed: 20_261_122, numRuns: 80 },
    );
  }, 60_000);
});

function valuesOf(flow: Flow | null | undefined, costs: readonly Float64Array[]): number[] {
  if (!flow) throw new Error('there is no flow');
  const sums = costs.map((cost) => [...flow.arcs].reduce((sum, [arc, value]) => sum + value * (cost[arc] ?? 0), 0));
  return [flow.beyond.reduce((sum, by) => sum + Math.abs(by), 0), ...sums];
}
