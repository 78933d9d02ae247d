import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { metricAt } from '../../../shared/metric.ts';
import { hexagons, monthsBetween, perThousand, repeatSites } from '../../../shared/pattern.ts';
import { contains } from '../../../shared/shape.ts';
import { cellAt, flooded, slideReach, type Terrain } from '../../../shared/terrain.ts';

const options = { seed: 20261124, numRuns: 60 };
const points = fc.array(
  fc.record({
    lng: fc.integer({ min: 0, max: 9_000 }).map((step) => 122.42 + step * 1e-6),
    lat: fc.integer({ min: 0, max: 9_000 }).map((step) => 36.9 + step * 1e-6),
    category: fc.nat(2),
  }),
  { minLength: 1, maxLength: 80 },
);
const columnsOf = (rows: { lng: number; lat: number; category: number }[]) => ({
  lng: rows.map(({ lng }) => lng),
  lat: rows.map(({ lat }) => lat),
  category: rows.map(({ category }) => category),
});

describe('hexagons', () => {
  it('hold each point once, in the one that is drawn around it', () => {
    fc.assert(
      fc.property(points, points, (rows, homes) => {
        const cells = hexagons(columnsOf(rows), rows.keys(), columnsOf(homes), 120);
        expect(cells.reduce((sum, { count }) => sum + count, 0)).toBe(rows.length);
        for (const cell of cells) {
          const region = { type: 'Polygon' as const, coordinates: [cell.corners] };
          const within = (all: typeof rows) => all.filter(({ lng, lat }) => contains(region, [lng, lat])).length;
          // A point on a border may fall to either side.
          expect(Math.abs(within(rows) - cell.count)).toBeLessThanOrEqual(1);
          expect(Math.abs(within(homes) - cell.households)).toBeLessThanOrEqual(1);
        }
      }),
      options,
    );
  });

  it('are the same for another period, so that both can be laid side by side', () => {
    const one = hexagons({ lng: [122.425, 122.43], lat: [36.905, 36.901] }, [0, 1], { lng: [], lat: [] }, 100);
    const other = hexagons({ lng: [122.43], lat: [36.901] }, [0], { lng: [], lat: [] }, 100);
    expect(one.map(({ corners }) => corners)).toContainEqual(other[0]?.corners);
  });
});

describe('repeat sites', () => {
  it('are the groups that comparing every pair finds', () => {
    fc.assert(
      fc.property(points, fc.integer({ min: 10, max: 150 }), (rows, metres) => {
        const group = rows.map((_, row) => row);
        for (let changed = true; changed; ) {
          changed = false;
          for (const [a, one] of rows.entries()) {
            for (const [b, other] of rows.entries()) {
              const metric = metricAt(Math.min(one.lat, other.lat));
              const apart = Math.hypot((one.lng - other.lng) * metric.x, (one.lat - other.lat) * metric.y);
              if (one.category !== other.category || apart > metres || (group[a] ?? 0) <= (group[b] ?? 0)) continue;
              group[a] = group[b] ?? 0;
              changed = true;
            }
          }
        }
        const expected = new Map<number, number[]>();
        for (const [row, first] of group.entries()) expected.set(first, [...(expected.get(first) ?? []), row]);
        const found = repeatSites(columnsOf(rows), [...rows.keys()], metres);
        const sets = (groups: number[][]) => groups.map((each) => each.join(' ')).sort();
        expect(sets(found)).toEqual(sets([...expected.values()].filter((each) => each.length > 1)));
      }),
      options,
    );
  });
});

describe('months and shares', () => {
  it('are whole months from the first to the last, over the turn of a year', () => {
    expect(monthsBetween('2026-11-24', '2027-02-01')).toEqual(['2026-11-01', '2026-12-01', '2027-01-01', '2027-02-01']);
    expect(perThousand(3, 1500)).toBe(2);
    expect(perThousand(3, 0)).toBeNull();
  });
});

describe('the ground', () => {
  /** A valley between two ridges, 30 m from cell to cell. */
  const metric = metricAt(36.9);
  const [columns, rows] = [11, 9];
  const terrain: Terrain = {
    west: 122.42,
    north: 36.9,
    east: 122.42 + ((columns - 1) * 30) / metric.x,
    south: 36.9 - ((rows - 1) * 30) / metric.y,
    columns,
    rows,
    heights: Float32Array.from({ length: columns * rows }, (_, cell) => 10 + Math.abs((cell % columns) - 5) * 4),
  };
  it('is under water where it is lower and joined to where the water rises', () => {
    const start = cellAt(terrain, 122.42 + (5 * 30) / metric.x, 36.9 - (4 * 30) / metric.y);
    expect(start).toBe(4 * columns + 5);
    const wet = flooded(terrain, start ?? 0, 6);
    for (let cell = 0; cell < wet.length; cell++)
      expect(wet[cell], String(cell)).toBe(Math.abs((cell % columns) - 5) <= 1 ? 1 : 0);
    const pit = { ...terrain, heights: terrain.heights.map((height, cell) => (cell === 0 ? 2 : height)) };
    expect(flooded(pit, start ?? 0, 6)[0]).toBe(0);
  });

  it('is reached by a slide as far down as the angle lets it, and never up the other side', () => {
    const source = 4 * columns;
    const near = slideReach(terrain, [source], 7);
    expect(near[4 * columns + 1]).toBe(1);
    expect(near[4 * columns + 5]).toBe(1);
    // The far slope rises again: from the top at 30 m it is 4 m lower after 270 m.
    expect(near[4 * columns + 9]).toBe(0);
    const steep = slideReach(terrain, [source], 20);
    expect([...steep].reduce((sum, cell) => sum + cell, 0)).toBe(1);
  });
});
