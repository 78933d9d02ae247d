import { booleanIntersects } from '@turf/turf';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { readAhead, regionOfRing, rowsInPlace } from '../../../client/features/triage/filter/inPlace.ts';
import { rowOrder, rowsInOrder } from '../../../client/features/triage/list/sorting.ts';
import { combined } from '../../../client/features/triage/triageStore.ts';
import { contains, metresFrom, type Region, type Shape } from '../../../shared/shape.ts';

const square = {
  type: 'Polygon' as const,
  coordinates: [
    [
      [122.43, 36.91],
      [122.44, 36.91],
      [122.44, 36.92],
      [122.43, 36.92],
      [122.43, 36.91],
    ] as [number, number][],
  ],
};
const line = JSON.stringify({
  type: 'LineString',
  coordinates: [
    [122.42, 36.915],
    [122.45, 36.915],
  ],
});

describe('where hazards lie', () => {
  const hazards = {
    lng: Float64Array.of(122.435, 122.46, 122.425, Number.NaN),
    lat: Float64Array.of(36.915, 36.915, 36.915, Number.NaN),
    geometry: ['', '', line, ''],
  };

  test('an area holds points within it and lines that only pass through, never what has no position', () => {
    expect([...(rowsInPlace(hazards, [{ kind: 'region', region: square }]) ?? [])]).toEqual([1, 0, 1, 0]);
  });

  test('a circle reaches the nearest spot of a line, not its middle', () => {
    const where = { kind: 'circle' as const, position: [122.449, 36.9155] as [number, number], metres: 80 };
    expect([...(rowsInPlace(hazards, [where]) ?? [])]).toEqual([0, 0, 1, 0]);
  });

  test('extents that were read while nothing else went on are not read again for the first area', () => {
    const count = 1_200;
    let read = 0;
    const geometry = new Proxy(Array<string>(count).fill(line), {
      get: (texts, row) => {
        if (typeof row === 'string' && /^\d+$/.test(row)) read += 1;
        return Reflect.get(texts, row);
      },
    });
    const many = { lng: new Float64Array(count).fill(122.43), lat: new Float64Array(count).fill(36.9), geometry };
    const turns: IdleRequestCallback[] = [];
    vi.stubGlobal('window', globalThis);
    vi.stubGlobal('requestIdleCallback', (turn: IdleRequestCallback) => turns.push(turn));
    readAhead(many);
    for (let turn = turns.shift(); turn; turn = turns.shift()) {
      let left = 2;
      turn({ didTimeout: false, timeRemaining: () => left-- });
      expect(read % 500 === 0 || read === count).toBe(true);
    }
    expect(read).toBe(count);
    const view = { kind: 'view' as const, bounds: [122.41, 36.91, 122.43, 36.92] as [number, number, number, number] };
    expect(rowsInPlace(many, [view])?.every((pass) => pass === 1)).toBe(true);
    expect(read).toBe(count);
    vi.unstubAllGlobals();
  });

  test('several places have to hold at once', () => {
    const view = { kind: 'view' as const, bounds: [122.42, 36.91, 122.43, 36.92] as [number, number, number, number] };
    expect([...(rowsInPlace(hazards, [{ kind: 'region', region: square }, view]) ?? [])]).toEqual([0, 0, 1, 0]);
  });

  test('holds of random points, lines and areas what a look at each of them finds', () => {
    const at = fc.double({ min: 0, max: 1, noNaN: true });
    const position = fc.tuple(at, at);
    const ring = (around: [number, number], size: number, corners: number): [number, number][] => {
      const points = Array.from({ length: corners }, (_, corner): [number, number] => {
        const angle = (corner / corners) * 2 * Math.PI;
        const radius = size * (corner % 2 === 0 ? 1 : 0.6);
        return [around[0] + Math.cos(angle) * radius, around[1] + Math.sin(angle) * radius];
      });
      return [...points, points[0] ?? around];
    };
    const area = fc
      .tuple(position, fc.double({ min: 0.01, max: 0.4, noNaN: true }), fc.integer({ min: 3, max: 60 }))
      .map(([middle, size, corners]): Region => {
        // With a hole in it.
        return { type: 'Polygon', coordinates: [ring(middle, size, corners), ring(middle, size / 4, 5)] };
      });
    const shape = fc.oneof(
      position.map((coordinates): Shape => ({ type: 'Point', coordinates })),
      fc
        .array(position, { minLength: 2, maxLength: 3 })
        .map((coordinates): Shape => ({ type: 'LineString', coordinates })),
      fc
        .tuple(position, fc.double({ min: 0.001, max: 0.2, noNaN: true }))
        .map(([middle, size]): Shape => ({ type: 'Polygon', coordinates: [ring(middle, size, 4)] })),
    );
    const regions = fc.oneof(
      area,
      fc.tuple(area, area).map(
        ([one, other]): Region => ({
          type: 'MultiPolygon',
          coordinates: [one, other].map(({ coordinates }) => coordinates as [number, number][][]),
        }),
      ),
    );
    const metres = fc.integer({ min: 0, max: 60_000 });
    fc.assert(
      fc.property(
        fc.array(shape, { minLength: 40, maxLength: 40 }),
        regions,
        position,
        metres,
        (shapes, region, middle, far) => {
          const lone = shapes.map((each) => (each.type === 'Point' ? each.coordinates : [0, 0]));
          const rows = {
            lng: Float64Array.from(lone, ([lng]) => lng ?? 0),
            lat: Float64Array.from(lone, ([, lat]) => lat ?? 0),
            geometry: shapes.map((each) => (each.type === 'Point' ? '' : JSON.stringify(each))),
          };
          const inRegion = shapes.map((each) =>
            Number(
              each.type === 'Point'
                ? contains(region, each.coordinates as [number, number])
                : booleanIntersects(each, region),
            ),
          );
          expect([...(rowsInPlace(rows, [{ kind: 'region', region }]) ?? [])]).toEqual(inRegion);
          const inCircle = shapes.map((each) => Number(metresFrom(each)(...middle) <= far));
          expect([...(rowsInPlace(rows, [{ kind: 'circle', position: middle, metres: far }]) ?? [])]).toEqual(inCircle);
        },
      ),
      { seed: 20261128, numRuns: 60 },
    );
  });

  test('what only the server knows narrows nothing here', () => {
    expect(rowsInPlace(hazards, [{ kind: 'onFoot', position: [122, 36], minutes: 5, pace: 'usual' }])).toBeNull();
  });
});

describe('an area that is drawn or uploaded', () => {
  test('a loop is closed and loses the points that say nothing', () => {
    const ring: [number, number][] = [
      [122.43, 36.91],
      [122.435, 36.91],
      [122.44, 36.91],
      [122.44, 36.92],
    ];
    const region = regionOfRing(ring);
    expect(region?.coordinates[0]).toEqual([
      [122.43, 36.91],
      [122.44, 36.91],
      [122.44, 36.92],
      [122.43, 36.91],
    ]);
    expect(regionOfRing(ring.slice(0, 2))).toBeNull();
  });
});

describe('the order of the list', () => {
  const hazards = {
    id: Int32Array.of(11, 12, 13, 14),
    severity: Int16Array.of(3, 1, 2, 1),
    reportedOn: Int32Array.of(100, 90, 110, 80),
    dueOn: Int32Array.of(120, 0, 115, 116),
    lastStepOn: Int32Array.of(101, 95, 110, 99),
    number: ['B2', 'A1', 'C3', 'A0'],
  };
  const order = (sort: Parameters<typeof rowOrder>[1], descending = false, told: [number, number][] = []) =>
    rowsInOrder(rowOrder(hazards, sort, descending, new Map(told)), new Uint8Array(4).fill(1));

  test('by day, and what has none comes last either way round', () => {
    expect(order('due')).toEqual([2, 3, 0, 1]);
    expect(order('due', true)).toEqual([0, 3, 2, 1]);
  });
  test('by severity, equal ones by id either way round', () => {
    expect(order('severity')).toEqual([1, 3, 2, 0]);
    expect(order('severity', true)).toEqual([0, 2, 1, 3]);
  });
  test('as the server told it, what it has not told of yet at the end', () => {
    expect(
      order('urgency', false, [
        [13, 0],
        [11, 1],
        [14, 2],
      ]),
    ).toEqual([2, 0, 3, 1]);
  });
});

test('a shape drawn with Alt takes away, with Shift adds', () => {
  const held = new Set([1, 2]);
  expect([...combined(held, [2, 3], 'add')]).toEqual([1, 2, 3]);
  expect([...combined(held, [2, 3], 'remove')]).toEqual([1]);
  expect([...combined(held, [3], 'replace')]).toEqual([3]);
});
