import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Camera,
  combineOf,
  endsAt,
  movedTo,
  type Stroke,
  shapeOf,
  withCorner,
} from '../../../client/map/drawing/pen.ts';
import { rowsInShape } from '../../../client/map/drawing/shape.ts';
import type { Position } from '../../../shared/geo.ts';

/** A map on which a degree is 1,000 pixels, north up. */
const camera: Camera = {
  project: ([lng, lat]) => ({ x: lng * 1000, y: 0 - lat * 1000 }),
  unproject: ({ x, y }) => [x / 1000, 0 - y / 1000],
};

function located(positions: readonly Position[]) {
  return {
    lng: Float64Array.from(positions, ([lng]) => lng),
    lat: Float64Array.from(positions, ([, lat]) => lat),
  };
}

describe('what a shape catches', () => {
  it('is what a slow count of windings finds, for any lasso', () => {
    const degree = fc.integer({ min: 0, max: 60 });
    const position = fc.tuple(degree, degree);
    fc.assert(
      fc.property(fc.array(position, { minLength: 3, maxLength: 40 }), fc.array(position), (ring, points) => {
        const rows = rowsInShape(located(points), { kind: 'area', ring });
        expect(rows).toEqual(points.flatMap((point, row) => (turnsRound(ring, point) === 0 ? [] : [row])));
      }),
      { seed: 4, numRuns: 400 },
    );
  });

  it('includes what a loop encloses twice, and never a household without a position', () => {
    const twice: Position[] = [
      [0, 0],
      [2, 0],
      [2, 2],
      [0, 2],
      [0, 0],
      [2, 0],
      [2, 2],
      [0, 2],
    ];
    const points = located([
      [1, 1],
      [3, 3],
      [Number.NaN, Number.NaN],
    ]);
    expect(rowsInShape(points, { kind: 'area', ring: twice })).toEqual([0]);
  });

  it('is what lies within the radius of a stroke, in metres', () => {
    const metre = 1 / 111_195.08;
    const points = located([
      [122, 36.9 + 9 * metre],
      [122, 36.9 + 11 * metre],
      [122.002, 36.9 - 9 * metre],
    ]);
    const path: Position[] = [
      [121.999, 36.9],
      [122.003, 36.9],
    ];
    expect(rowsInShape(points, { kind: 'stroke', path, radius: 10 })).toEqual([0, 2]);
  });
});

describe('drawing', () => {
  const start = (kind: Stroke['kind'], at: Position): Stroke => withCorner({ kind, corners: [], pointer: null }, at);

  it('pulls a box open that stands upright on the screen', () => {
    const stroke = movedTo(start('box', [0, 0]), [1, 0.5], camera);
    expect(shapeOf(stroke, camera, 0)).toEqual({
      kind: 'area',
      ring: [
        [0, 0],
        [1, 0],
        [1, 0.5],
        [0, 0.5],
      ],
    });
  });

  it('lets a lasso grow only by what can be seen, and is no area before its third point', () => {
    const near = movedTo(start('lasso', [0, 0]), [0.002, 0], camera);
    expect(near.corners).toHaveLength(1);
    expect(shapeOf(near, camera, 0)).toBeNull();
    const far = movedTo(movedTo(near, [0.1, 0], camera), [0.1, 0.1], camera);
    expect(shapeOf(far, camera, 0)).toEqual({
      kind: 'area',
      ring: [
        [0, 0],
        [0.1, 0],
        [0.1, 0.1],
      ],
    });
  });

  it('closes a polygon on its first corner and ends a line on its last', () => {
    const corners: Position[] = [
      [0, 0],
      [1, 0],
      [1, 1],
    ];
    expect(endsAt({ kind: 'polygon', corners, pointer: null }, [0.005, 0.005], camera)).toBe(true);
    expect(endsAt({ kind: 'polygon', corners, pointer: null }, [1, 1], camera)).toBe(false);
    expect(endsAt({ kind: 'line', corners, pointer: null }, [1, 1.005], camera)).toBe(true);
  });

  it('adds with Shift or Ctrl and takes away with Alt', () => {
    const keys = { shiftKey: false, altKey: false, ctrlKey: false, metaKey: false };
    expect(combineOf(keys)).toBe('replace');
    expect(combineOf({ ...keys, shiftKey: true })).toBe('add');
    expect(combineOf({ ...keys, ctrlKey: true })).toBe('add');
    expect(combineOf({ ...keys, altKey: true, shiftKey: true })).toBe('remove');
  });
});

function turnsRound(ring: readonly Position[], [x, y]: Position): number {
  return ring.reduce((turns, [x1, y1], index) => {
    const [x2, y2] = ring[(index + 1) % ring.length] ?? [x1, y1];
    const left = (x2 - x1) * (y - y1) - (x - x1) * (y2 - y1);
    if (y1 <= y && y2 > y && left > 0) return turns + 1;
    return y1 > y && y2 <= y && left < 0 ? turns - 1 : turns;
  }, 0);
}
