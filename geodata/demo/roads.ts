import type { StreetKind } from '../../shared/base.ts';
import { bay, edgeVillage, inlandVillage } from './plan.ts';
import { curve, distance, type Line, lineLength, type Point, pointAlong, ribbon } from './plane.ts';
import { centreOf } from './settlement.ts';
import { brook, gully, stream } from './water.ts';

export type Road = { kind: StreetKind; name: string; width: number; line: Line };

const highway = curve(
  [
    [-1960, 20],
    [-1560, 95],
    [-1130, 150],
    [-700, 168],
    [-340, 150],
    [-60, 142],
    [200, 158],
    [460, 196],
    [700, 246],
    [1080, 292],
    [1480, 330],
    [1960, 352],
  ],
  20,
);

function onHighway(x: number): Point {
  return highway.reduce((best, each) => (Math.abs(each[0] - x) < Math.abs(best[0] - x) ? each : best));
}

const quay = centreOf(bay, '渔港大街');
const quayWest = bay.bend(-430, quay);
const quayEast = bay.bend(420, quay);

/** The county road and what ties the villages to it, to each other and to the shore. */
export const roads: Road[] = [
  { kind: 'highway', name: '荣港公路', width: 12, line: highway },
  {
    kind: 'main',
    name: '码头路',
    width: 9,
    line: curve([bay.bend(-95, centreOf(bay, bay.north.name)), [-108, 80], onHighway(-112)], 10),
  },
  {
    kind: 'main',
    name: '果园路',
    width: 8,
    line: curve([inlandVillage.bend(93, 0), [-842, 430], [-800, 300], onHighway(-790)], 12),
  },
  {
    kind: 'street',
    name: '井台路',
    width: 5,
    line: curve([inlandVillage.bend(-93, 0), [-1046, 430], [-1060, 300], onHighway(-1070)], 12),
  },
  { kind: 'main', name: '振兴路', width: 9, line: curve([edgeVillage.bend(-139, 0), onHighway(950)], 12) },
  { kind: 'street', name: '工业路', width: 8, line: curve([edgeVillage.bend(145, 0), onHighway(1232)], 12) },
  {
    kind: 'street',
    name: '岭港路',
    width: 6,
    line: curve(
      [
        inlandVillage.bend(330, centreOf(inlandVillage, '丰收大街')),
        [-500, 600],
        [-300, 500],
        [-80, 478],
        [140, 452],
        [330, 470],
        [520, 420],
        edgeVillage.bend(-420, 0),
      ],
      14,
    ),
  },
  {
    kind: 'street',
    name: '环海西路',
    width: 6,
    line: curve(
      [
        quayWest,
        [-520, -330],
        [-700, -490],
        [-860, -620],
        [-1010, -690],
        [-1150, -700],
        [-1290, -660],
        [-1430, -700],
        [-1600, -720],
      ],
      14,
    ),
  },
  { kind: 'street', name: '', width: 5, line: curve([quayWest, [-480, -170], [-560, -20], onHighway(-600)], 14) },
  {
    kind: 'street',
    name: '环海东路',
    width: 6,
    line: curve([quayEast, [470, -330], [560, -430], [700, -520], [830, -640], [960, -690], [1080, -680]], 14),
  },
  { kind: 'street', name: '', width: 5, line: curve([quayEast, [500, -150], [560, 20], onHighway(600)], 14) },
  {
    kind: 'street',
    name: '滨海路',
    width: 6,
    line: curve([bay.bend(-330, 0), [-420, -432], [-560, -442], [-700, -490]], 12),
  },
  { kind: 'street', name: '滨海路', width: 6, line: curve([bay.bend(330, 0), [410, -410], [470, -330]], 12) },
  {
    kind: 'street',
    name: '港城大街',
    width: 8,
    line: curve([edgeVillage.bend(420, 0), [1540, 375], onHighway(1640)], 12),
  },
  {
    kind: 'street',
    name: '水库路',
    width: 4.5,
    line: curve(
      [
        [330, 470],
        [372, 590],
        [470, 700],
        [470, 800],
        [436, 862],
      ],
      12,
    ),
  },
  {
    kind: 'track',
    name: '',
    width: 3.5,
    line: curve(
      [
        [436, 862],
        [400, 960],
        [440, 1080],
        [520, 1170],
        [580, 1290],
        [680, 1400],
        [760, 1490],
      ],
      12,
    ),
  },
  {
    kind: 'track',
    name: '',
    width: 3.5,
    line: curve(
      [edgeVillage.bend(3, centreOf(edgeVillage, edgeVillage.north.name)), [1064, 850], [1110, 940], [1180, 1060]],
      12,
    ),
  },
  {
    kind: 'track',
    name: '',
    width: 3.5,
    line: curve(
      [
        inlandVillage.bend(3, centreOf(inlandVillage, inlandVillage.north.name)),
        [-900, 1020],
        [-880, 1180],
        [-960, 1340],
        [-1000, 1500],
        [-1080, 1640],
      ],
      12,
    ),
  },
  {
    kind: 'path',
    name: '',
    width: 2,
    line: curve(
      [
        [1080, -680],
        [1130, -740],
        [1110, -830],
        [1060, -900],
      ],
      10,
    ),
  },
  {
    kind: 'path',
    name: '',
    width: 2,
    line: curve(
      [
        [-1150, -700],
        [-1190, -790],
        [-1230, -880],
      ],
      10,
    ),
  },
];

/** Where a line crosses another, if it does. */
function crossing(a: Line, b: Line): Point | null {
  for (let i = 1; i < a.length; i++) {
    for (let j = 1; j < b.length; j++) {
      const [p, q, r, s] = [a[i - 1], a[i], b[j - 1], b[j]];
      if (!p || !q || !r || !s) continue;
      const cross = (q[0] - p[0]) * (s[1] - r[1]) - (q[1] - p[1]) * (s[0] - r[0]);
      if (cross === 0) continue;
      const t = ((r[0] - p[0]) * (s[1] - r[1]) - (r[1] - p[1]) * (s[0] - r[0])) / cross;
      const u = ((r[0] - p[0]) * (q[1] - p[1]) - (r[1] - p[1]) * (q[0] - p[0])) / cross;
      if (t >= 0 && t <= 1 && u >= 0 && u <= 1) return [p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t];
    }
  }
  return null;
}

/** Bridge decks where streets wider than a track cross running water. */
export function bridges(
  streets: { line: Line; width: number; name: string }[],
): { name: string; ring: Line; point: Point }[] {
  return streets.flatMap((street) =>
    [stream, brook, gully].flatMap((water) => {
      const point = crossing(street.line, water);
      if (!point) return [];
      const reach = water === stream ? 13 : 6;
      const near = nearestAlong(street.line, point);
      const deck = [near - reach, near, near + reach].map(
        (metres) => pointAlong(street.line, Math.max(0.1, metres)).point,
      );
      return [{ name: street.name ? `${street.name}桥` : '', ring: ribbon(deck, street.width + 1.6), point }];
    }),
  );
}

function nearestAlong(line: Line, point: Point): number {
  const length = lineLength(line);
  let best = 0;
  let away = Number.POSITIVE_INFINITY;
  for (let metres = 0; metres <= length; metres += 1) {
    const far = distance(pointAlong(line, metres).point, point);
    if (far < away) [best, away] = [metres, far];
  }
  return best;
}
