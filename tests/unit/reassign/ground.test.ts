import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { piecesOf } from '../../../shared/contiguity.ts';
import { neighbourGraph } from '../../../shared/neighbours.ts';
import { sidesOfLine } from '../../../shared/splitLine.ts';
import { metresBetween, planeOf, walkingLength } from '../../../shared/walking.ts';

const seed = { seed: 20_261_122, numRuns: 200 };
/** Positions on a raster of about 10 m, so that points coincide and lie in line. */
const points = fc.array(fc.tuple(fc.nat(14), fc.nat(14)), { maxLength: 40 });
const lngOf = (list: [number, number][]) => Float64Array.from(list, ([x]) => 118 + x * 1e-4);
const latOf = (list: [number, number][]) => Float64Array.from(list, ([, y]) => 25 + y * 1e-4);

describe('walking length', () => {
  it('is that of a spanning tree found another way', () => {
    fc.assert(
      fc.property(points, (list) => {
        const plane = planeOf(lngOf(list), latOf(list));
        const edges = list.flatMap((_, one) =>
          list.map((__, other) => ({ one, other, metres: metresBetween(plane, one, other) })),
        );
        const tree = list.map((_, row) => row);
        let total = 0;
        for (const { one, other, metres } of edges.sort((a, b) => a.metres - b.metres)) {
          const [from, to] = [tree[one], tree[other]];
          if (from === to) continue;
          total += metres;
          tree.forEach((root, row) => {
            if (root === from) tree[row] = to ?? 0;
          });
        }
        expect(
          walkingLength(
            plane,
            list.map((_, row) => row),
          ),
        ).toBeCloseTo(total, 6);
      }),
      seed,
    );
  });

  it('leaves out who has no position', () => {
    const plane = planeOf([118, Number.NaN, 118.001], [25, Number.NaN, 25]);
    expect(walkingLength(plane, [0, 1, 2])).toBeCloseTo(metresBetween(plane, 0, 2), 9);
    expect(walkingLength(plane, [1])).toBe(0);
    expect(walkingLength(plane, [])).toBe(0);
  });
});

describe('the neighbour graph', () => {
  it('joins two sites within reach exactly when nobody lives in the circle over them', () => {
    fc.assert(
      fc.property(points, (list) => {
        const graph = neighbourGraph(lngOf(list), latOf(list), 40);
        const rows = Array.from(graph.rowOfSite);
        const plane = planeOf(
          lngOf(rows.flatMap((row) => [list[row] ?? [0, 0]])),
          latOf(rows.flatMap((row) => [list[row] ?? [0, 0]])),
        );
        rows.forEach((_, one) => {
          const found = new Set(graph.targets.subarray(graph.offsets[one], graph.offsets[one + 1]));
          rows.forEach((__, other) => {
            const metres = metresBetween(plane, one, other);
            const free = rows.every(
              (___, third) =>
                third === one ||
                third === other ||
                metresBetween(plane, one, third) ** 2 + metresBetween(plane, other, third) ** 2 >=
                  metres ** 2 * (1 - 1e-9),
            );
            if (one !== other) expect(found.has(other)).toBe(metres <= 40 && free);
          });
        });
      }),
      { ...seed, numRuns: 100 },
    );
  });

  it('holds a block of flats together, and reaches over no third door', () => {
    const lng = [118, 118, 118.0002, 118.0004];
    const lat = [25, 25, 25, 25];
    const graph = neighbourGraph(lng, lat, 60);
    expect(piecesOf(graph, [0, 1])).toEqual([[0, 1]]);
    expect(piecesOf(graph, [0, 3])).toEqual([[0], [3]]);
    expect(piecesOf(graph, [0, 2, 3])).toEqual([[0, 2, 3]]);
  });

  it('reports every piece and nobody without a position', () => {
    const lng = [118, 118.0001, 118.01, Number.NaN, 118.0101, 118.0102];
    const lat = [25, 25, 25, Number.NaN, 25, 25];
    expect(piecesOf(neighbourGraph(lng, lat), [0, 1, 2, 3, 4, 5])).toEqual([
      [2, 4, 5],
      [0, 1],
    ]);
  });
});

describe('a drawn line', () => {
  it('parts what is left of it from what is right of it, also beyond its ends', () => {
    const sides = sidesOfLine(
      [
        [118, 25],
        [118, 25.001],
        [118.001, 25.002],
      ],
      [117.999, 118.001, 117.999, 118.001, Number.NaN, 118.003],
      [24.9, 24.9, 25.0005, 25.0005, 25, 25.009],
    );
    expect([...sides]).toEqual([1, -1, 1, -1, 0, 1]);
  });

  it('says of a point near a corner what the nearer leg says', () => {
    // A hook: in its inner corner everything is left, around it everything is right.
    const hook: [number, number][] = [
      [118, 25],
      [118.001, 25],
      [118.001, 25.001],
    ];
    expect([...sidesOfLine(hook, [118.0005, 118.0015, 118.0015], [25.0005, 24.9995, 25.0005])]).toEqual([1, -1, -1]);
  });

  it('needs two different points', () => {
    expect(() => sidesOfLine([[118, 25]], [118], [25])).toThrow('two different points');
  });
});
