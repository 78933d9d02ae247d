import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { footwayGraph, snapMetres, walkingSpeeds } from '../../../shared/footway.ts';
import { metricAt } from '../../../shared/metric.ts';
import { metresTo, snapper, walkFrom } from '../../../shared/onFoot.ts';

type Point = [number, number];
const options = { seed: 20261124, numRuns: 120 };
/** Crossings of a grid 50 m apart, some streets between them; coordinates in whole metres from a corner. */
const metric = metricAt(36.9);
const place = ([x, y]: Point): Point => [122.42 + x / metric.x, 36.9 + y / metric.y];
const side = 6;
const edges = Array.from({ length: side * side }, (_, at): [Point, Point][] => {
  const [x, y] = [(at % side) * 50, Math.floor(at / side) * 50];
  return [
    [
      [x, y],
      [x + 50, y],
    ],
    [
      [x, y],
      [x, y + 50],
    ],
  ];
}).flat();
const streets = fc.subarray(edges, { minLength: 1 });
const spot = fc.tuple(fc.integer({ min: -20, max: 320 }), fc.integer({ min: -20, max: 320 }));

/** Metres between crossings by relaxing every street until nothing changes. */
function relaxed(given: [Point, Point][], from: Point): Map<string, number> {
  const walked = new Map([[String(from), 0]]);
  for (let changed = true; changed; ) {
    changed = false;
    for (const [a, b] of [...given, ...given.map(([one, other]): [Point, Point] => [other, one])]) {
      const metres = (walked.get(String(a)) ?? Number.POSITIVE_INFINITY) + Math.hypot(a[0] - b[0], a[1] - b[1]);
      if (metres < (walked.get(String(b)) ?? Number.POSITIVE_INFINITY) - 1e-9) {
        walked.set(String(b), metres);
        changed = true;
      }
    }
  }
  return walked;
}

describe('walking along the streets', () => {
  it('walks 4.5 km in an hour, and 3 km with those who walk slowly', () => {
    expect([walkingSpeeds.usual * 60, walkingSpeeds.slow * 60]).toEqual([4_500, 3_000]);
  });

  it('takes the shortest way, as relaxing every street again and again finds it', () => {
    fc.assert(
      fc.property(streets, fc.nat(), (given, pick) => {
        const graph = footwayGraph(given.map(([a, b]) => [place(a), place(b)]));
        const from = given[pick % given.length]?.[0] ?? [0, 0];
        const snap = snapper(graph)(...place(from));
        expect(snap?.metresOff).toBeLessThan(0.01);
        const walked = walkFrom(graph, snap ? [snap] : [], 10_000);
        const expected = relaxed(given, from);
        for (const point of new Set(given.flat())) {
          const there = snapper(graph)(...place(point));
          const metres = there ? metresTo(walked, there, snap ? [snap] : []) : Number.NaN;
          const known = expected.get(String(point)) ?? Number.POSITIVE_INFINITY;
          if (known === Number.POSITIVE_INFINITY) expect(metres).toBe(known);
          else expect(Math.abs(metres - known)).toBeLessThan(0.1);
        }
      }),
      options,
    );
  });

  it('turns where lines cross, touch or overlap, whether or not they share a corner there', () => {
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 95 }), fc.integer({ min: 5, max: 95 }), (x, y) => {
        const crossing = footwayGraph([
          [place([0, y]), place([100, y])],
          [place([x, 0]), place([x, 100])],
          [place([100, y]), place([100, 200])],
        ]);
        const snap = snapper(crossing);
        const start = snap(...place([0, y]));
        const end = snap(...place([x, 100]));
        const metres = start && end ? metresTo(walkFrom(crossing, [start], 1000), end, [start]) : Number.NaN;
        expect(metres).toBeCloseTo(x + (100 - y), 0);
        const branching = footwayGraph([
          [place([0, y]), place([100, y])],
          [place([x, y]), place([x, 100])],
        ]);
        const near = snapper(branching);
        const [one, other] = [near(...place([0, y])), near(...place([x, 100]))];
        expect(one && other ? metresTo(walkFrom(branching, [one], 1000), other, [one]) : Number.NaN).toBeCloseTo(
          x + (100 - y),
          0,
        );
      }),
      options,
    );
  });

  it('snaps a door to the nearest street, as a look at every street finds it, and to none beyond reach', () => {
    fc.assert(
      fc.property(streets, spot, (given, [x, y]) => {
        const graph = footwayGraph(given.map(([a, b]) => [place(a), place(b)]));
        let least = Number.POSITIVE_INFINITY;
        for (const [[ax, ay], [bx, by]] of given) {
          const dx = x - Math.min(Math.max(x, Math.min(ax, bx)), Math.max(ax, bx));
          const dy = y - Math.min(Math.max(y, Math.min(ay, by)), Math.max(ay, by));
          least = Math.min(least, Math.hypot(dx, dy));
        }
        const snap = snapper(graph)(...place([x, y]));
        if (least > snapMetres + 0.1) expect(snap).toBeNull();
        else if (least < snapMetres - 0.1) expect(snap?.metresOff).toBeCloseTo(least, 1);
      }),
      options,
    );
  });

  it('goes no further than it is let, and straight along a street that both doors stand at', () => {
    const graph = footwayGraph([[place([0, 0]), place([300, 0])]]);
    const snap = snapper(graph);
    const [from, near, far] = [snap(...place([100, 10])), snap(...place([150, -5])), snap(...place([300, 0]))];
    if (!from || !near || !far) throw new Error('a door has no street');
    const walked = walkFrom(graph, [from], 150);
    expect(metresTo(walked, near, [from])).toBeCloseTo(65, 1);
    expect(metresTo(walked, far, [from])).toBeCloseTo(210, 1);
    expect(walked[far.to] === Number.POSITIVE_INFINITY || walked[far.from] === Number.POSITIVE_INFINITY).toBe(true);
  });
});
