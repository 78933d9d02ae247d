import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exposureIndex, exposureOf, householdsWithin, nearestShelter } from '../../../shared/exposure.ts';
import { metricAt } from '../../../shared/metric.ts';
import { pointIndex } from '../../../shared/pointIndex.ts';
import { boundsAround, circle, contains, metresFrom, type Shape } from '../../../shared/shape.ts';

const options = { seed: 20261124, numRuns: 150 };
const lng = fc.integer({ min: 0, max: 12_000 }).map((step) => 122.42 + step * 1e-6);
const lat = fc.integer({ min: 0, max: 9_000 }).map((step) => 36.9 + step * 1e-6);
const position = fc.tuple(lng, lat);
const shape: fc.Arbitrary<Shape> = fc.oneof(
  position.map((coordinates): Shape => ({ type: 'Point', coordinates })),
  fc.array(position, { minLength: 2, maxLength: 5 }).map((coordinates): Shape => ({ type: 'LineString', coordinates })),
  fc
    .tuple(position, fc.integer({ min: 3, max: 8 }), fc.integer({ min: 20, max: 200 }))
    .map(([[x, y], corners, metres]): Shape => {
      const metric = metricAt(y);
      const ring = Array.from({ length: corners + 1 }, (_, corner): [number, number] => {
        const angle = ((corner % corners) * 2 * Math.PI) / corners;
        return [x + (Math.cos(angle) * metres) / metric.x, y + (Math.sin(angle) * metres) / metric.y];
      });
      return { type: 'Polygon', coordinates: [ring] };
    }),
);
const village = fc.array(
  fc.record({ lng, lat, persons: fc.nat(6), categories: fc.array(fc.nat(8), { maxLength: 2 }) }),
  {
    maxLength: 120,
  },
);

describe('metres', () => {
  it('are those of the ellipsoid: the length of a degree at known latitudes', () => {
    // Source: NGA, "Length of a degree of latitude and longitude", WGS 84.
    for (const [latitude, x, y] of [
      [0, 111_319.49, 110_574.28],
      [30, 96_486.25, 110_852.46],
      [45, 78_846.81, 111_131.78],
      [60, 55_799.98, 111_412.25],
    ] as const) {
      expect(metricAt(latitude).x).toBeCloseTo(x, 0);
      expect(metricAt(latitude).y).toBeCloseTo(y, 0);
    }
  });
});

describe('exposure', () => {
  it('is who a look at every household finds, each counted once', () => {
    fc.assert(
      fc.property(village, shape, fc.integer({ min: 0, max: 400 }), (homes, danger, reach) => {
        const people = homes.flatMap(({ categories }, row) =>
          categories.map((category, at) => ({
            household: row + 1,
            person: row * 10 + at,
            category,
            help: at === 0 ? 1 : 0,
          })),
        );
        const index = exposureIndex({
          household: {
            id: homes.map((_, row) => row + 1),
            lng: homes.map((home) => home.lng),
            lat: homes.map((home) => home.lat),
            persons: homes.map(({ persons }) => persons),
          },
          keyPerson: {
            household: people.map(({ household }) => household),
            person: people.map(({ person }) => person),
            category: people.map(({ category }) => category),
            needsHelpToMove: people.map(({ help }) => help),
          },
        });
        const metres = metresFrom(danger);
        const near = homes.flatMap((home, row) => (metres(home.lng, home.lat) <= reach ? [row] : []));
        expect(householdsWithin(index, danger, reach)).toEqual(near);
        const found = exposureOf(index, danger, reach);
        expect(found.households).toBe(near.length);
        expect(found.persons).toBe(near.reduce((sum, row) => sum + (homes[row]?.persons ?? 0), 0));
        expect(Object.values(found.keyPersons).reduce((sum, count) => sum + count, 0)).toBe(
          near.reduce((sum, row) => sum + (homes[row]?.categories.length ?? 0), 0),
        );
        expect(found.needHelp).toBe(near.filter((row) => (homes[row]?.categories.length ?? 0) > 0).length);
      }),
      options,
    );
  });

  it('leaves out households without a position, and finds none where none are', () => {
    const points = { lng: [Number.NaN, 122.43], lat: [Number.NaN, 36.905] };
    const found: number[] = [];
    pointIndex(points.lng, points.lat).within([-180, -90, 180, 90], (row) => found.push(row));
    expect(found).toEqual([1]);
    pointIndex([], []).within([-180, -90, 180, 90], (row) => found.push(row));
    expect(found).toEqual([1]);
  });

  it('bounds around a shape hold whatever is within reach of it, and a circle what its radius says', () => {
    fc.assert(
      fc.property(shape, position, fc.integer({ min: 1, max: 300 }), (danger, [x, y], reach) => {
        const [west, south, east, north] = boundsAround(danger, reach);
        if (metresFrom(danger)(x, y) < reach - 0.01)
          expect(x >= west && x <= east && y >= south && y <= north).toBe(true);
        const metric = metricAt(36.905);
        const metres = Math.hypot((x - 122.426) * metric.x, (y - 36.905) * metric.y);
        const drawn = circle([122.426, 36.905], reach);
        if (metres < reach * 0.998) expect(contains(drawn, [x, y])).toBe(true);
        if (metres > reach) expect(contains(drawn, [x, y])).toBe(false);
      }),
      options,
    );
  });

  it('sends to the nearest shelter that still has room', () => {
    const shelters = [
      { id: 1, position: [122.421, 36.9] as [number, number], capacity: 10, taken: 8 },
      { id: 2, position: [122.43, 36.9] as [number, number], capacity: 100, taken: 0 },
    ];
    expect(nearestShelter([122.42, 36.9], shelters, 2)?.shelter.id).toBe(1);
    expect(nearestShelter([122.42, 36.9], shelters, 3)?.shelter.id).toBe(2);
    expect(nearestShelter([122.42, 36.9], shelters, 101)).toBeNull();
  });
});
