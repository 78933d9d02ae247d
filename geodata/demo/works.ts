import { building, type Spot } from './facilities.ts';
import type { Building } from './houses.ts';
import { type Line, type Point, rectangle, turned } from './plane.ts';

type Works = { name: string; yard: Line; halls: Building[]; spots: Spot[] };

/** Works and farms that stand apart from the houses. */
export function works(): Works[] {
  const site = (
    name: string,
    at: Point,
    width: number,
    depth: number,
    angle: number,
    halls: [number, number, number, number][],
    kind: 'industry' | 'farm',
  ): Works => ({
    name,
    yard: rectangle(at, width, depth, angle),
    halls: halls.map(([x, y, w, d]) =>
      building(kind, rectangle(turned(at, x, y, angle), w, d, angle), name, kind === 'industry' && w > 40 ? 2 : 1),
    ),
    spots: kind === 'industry' ? [{ category: 'factory', name, point: turned(at, 0, 0, angle) }] : [],
  });
  return [
    site(
      '新港水产加工厂',
      [1580, 425],
      130,
      78,
      0.08,
      [
        [-32, 14, 52, 34],
        [34, 18, 44, 24],
        [-36, -24, 40, 14],
        [30, -20, 30, 22],
      ],
      'industry',
    ),
    site('新港冷库', [1565, 510], 70, 44, 0.06, [[0, 4, 50, 26]], 'industry'),
    site(
      '东岭养殖场',
      [-1360, 560],
      88,
      62,
      -0.12,
      [
        [0, 20, 74, 10],
        [0, 3, 74, 10],
        [0, -14, 74, 10],
      ],
      'farm',
    ),
    site(
      '东岭苹果合作社',
      [-560, 720],
      62,
      46,
      0.3,
      [
        [-10, 10, 34, 14],
        [18, -10, 14, 16],
      ],
      'farm',
    ),
  ];
}
