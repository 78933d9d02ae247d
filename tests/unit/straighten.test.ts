import { expect, test } from 'vitest';
import { straightened } from '../../server/uploads/straighten.ts';

const square = {
  type: 'Polygon' as const,
  coordinates: [
    [
      [122.43, 36.91],
      [122.44, 36.91],
      [122.44, 36.92],
      [122.43, 36.91],
    ] as [number, number][],
  ],
};

test('an area finer than an address carries is straightened until it fits', () => {
  const corners = Array.from({ length: 4_000 }, (_, index): [number, number] => {
    const angle = (index / 4_000) * 2 * Math.PI;
    return [122.43 + Math.cos(angle) * 0.01, 36.91 + Math.sin(angle) * 0.01];
  });
  const ring = [...corners, corners[0] ?? [0, 0]];
  const fitted = straightened({ type: 'Polygon', coordinates: [ring] }, 1_000);
  expect(fitted.coordinates.flat().length).toBeLessThanOrEqual(1_000);
  expect(fitted.coordinates.flat().length).toBeGreaterThan(50);
  expect(straightened(square, 1_000)).toEqual(square);
});
