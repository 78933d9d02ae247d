import { building, type Facility, type Ground } from './facilities.ts';
import { bay } from './plan.ts';
import { add, closedCurve, curve, distance, type Line, type Point, pointAlong, rectangle, ribbon } from './plane.ts';
import { type Random, random as randomOf } from './random.ts';
import { coast } from './shore.ts';

/** The long arm shelters the basin from the south-east, the short one from the south-west. */
const longArm = curve(
  [
    [352, -455],
    [362, -520],
    [350, -585],
    [312, -634],
    [256, -658],
    [206, -662],
  ],
  8,
);
const shortArm = curve(
  [
    [28, -424],
    [34, -480],
    [46, -528],
    [72, -562],
  ],
  8,
);
const jetty: Line = [
  [236, -440],
  [228, -530],
];

/** Quay, arms, boats, drying grounds and sheds of the fishing harbour. */
export function harbour(random: Random): Facility {
  const coastFrom = (x0: number, x1: number) => coast.filter(([x]) => x >= x0 && x <= x1);
  const quay = [
    ...coastFrom(150, 344).map((point) => add(point, [0, -5])),
    ...coastFrom(150, 344)
      .reverse()
      .map((point) => add(point, [0, 11])),
  ];
  const ground: Ground[] = [
    { kind: 'pier', name: '渔港码头', rings: [quay] },
    ...[coastFrom(-44, 92), coastFrom(131, 150)].map(
      (line): Ground => ({
        kind: 'pier',
        name: '海堤',
        rings: [
          ribbon(
            line.map((point) => add(point, [0, 1])),
            4.5,
          ),
        ],
      }),
    ),
    { kind: 'pier', name: '东防波堤', rings: [ribbon(longArm, (index) => 11 - (index > longArm.length - 4 ? -3 : 0))] },
    { kind: 'pier', name: '西防波堤', rings: [ribbon(shortArm, 8)] },
    { kind: 'pier', name: '栈桥', rings: [ribbon(jetty, 5)] },
  ];
  for (let index = 0; index < 17; index++) {
    const { point, direction } = pointAlong(longArm, 8 + index * 15 + random.between(-2, 2));
    const side: Point = [direction[1], -direction[0]];
    ground.push({
      kind: 'pier',
      rings: [blob(add(point, side, -9 - random.between(0, 2)), random.between(1.8, 3.6), random)],
    });
  }
  const boat = (point: Point, angle: number, length: number) =>
    ground.push({ kind: 'mooring', rings: [hull(point, angle, length)] });
  // Boats lie bow to the quay, along both sides of the jetty, and a few at anchor.
  for (let x = 166; x < 340; x += random.between(5.2, 7.5)) {
    if (Math.abs(x - 236) < 9 || random.chance(0.16)) continue;
    const shore = coast.reduce((best, each) => (Math.abs(each[0] - x) < Math.abs(best[0] - x) ? each : best));
    const length = random.between(8, 13);
    boat([x, shore[1] - 6.5 - length / 2], Math.PI / 2 + random.between(-0.12, 0.12), length);
  }
  for (const side of [-1, 1]) {
    for (let away = 26; away < 84; away += random.between(13, 17)) {
      const { point } = pointAlong(jetty, away);
      boat(add(point, [side * 5.2, 0]), Math.PI / 2 + 0.09, random.between(9, 13));
    }
  }
  for (let index = 0; index < 15; index++) {
    const angle = random.between(0.5, 0.9);
    boat([random.between(120, 320), random.between(-615, -548)], angle, random.between(7, 15));
  }
  for (let index = 0; index < 5; index++)
    boat([random.between(-330, -60), random.between(-520, -475)], random.between(0, 3), 6.5);
  const at = (u: number, v: number) => bay.bend(u, v);
  const plot = (u0: number, u1: number, v0: number, v1: number): Line => [
    at(u0, v0),
    at(u1, v0),
    at(u1, v1),
    at(u0, v1),
  ];
  const yards: [string, Line][] = [
    ['晒网场', plot(150, 218, -58, -14)],
    ['海带晾晒场', plot(228, 300, -64, -16)],
  ];
  for (const [name, ring] of yards) ground.push({ kind: 'square', name, rings: [ring] });
  const office = at(326, -22);
  return {
    buildings: [
      building('other', plot(306, 321, -32, -14), '渔港管理站', 2, '滨海路 8 号'),
      building('industry', plot(327, 352, -34, -14), '制冰厂', 1, '滨海路 10 号'),
      building('industry', plot(152, 178, -12, -6), '网具库', 1),
      building('industry', plot(182, 208, -12, -6), '网具库', 1),
      building('other', plot(40, 60, -24, -12), '渔具修理铺', 1, '滨海路 4 号'),
    ],
    ground,
    spots: [
      { category: 'harbour', name: '海湾渔港', point: [262, -437], address: '滨海路 8 号' },
      { category: 'factory', name: '海湾制冰厂', point: office, address: '滨海路 10 号' },
    ],
    units: [],
    lanes: [],
  };
}

function hull(centre: Point, angle: number, length: number): Line {
  const width = length * 0.3;
  const along: Point = [Math.cos(angle), Math.sin(angle)];
  const across: Point = [-along[1], along[0]];
  const at = (x: number, y: number) => add(add(centre, along, x * length), across, y * width);
  return [at(-0.5, -0.4), at(0.15, -0.5), at(0.36, -0.32), at(0.5, 0), at(0.36, 0.32), at(0.15, 0.5), at(-0.5, 0.4)];
}

function blob(centre: Point, radius: number, random: Random): Line {
  const corners = Array.from({ length: 7 }, (_, index): Point => {
    const angle = ((index + random.between(-0.3, 0.3)) / 7) * 2 * Math.PI;
    const reach = radius * random.between(0.72, 1.2);
    return [centre[0] + reach * Math.cos(angle), centre[1] + reach * Math.sin(angle)];
  });
  return closedCurve(corners, Math.max(1.2, radius / 3));
}

const isletSites: [Point, number][] = [
  [[-1290, -1075], 21],
  [[-1240, -1110], 11],
  [[-1160, -1060], 8],
  [[1160, -1050], 24],
  [[1205, -1080], 12],
  [[1010, -1030], 9],
  [[-905, -830], 9],
  [[880, -905], 8],
];

/** Rocks that stand out of the sea, which is drawn with holes for them. */
export const islets: Line[] = isletSites.map(([centre, radius], index) =>
  blob(centre, radius, randomOf(`islet ${index}`)),
);

/** Sand along the inner bay, rock along the headlands, islets off them, and the kelp rafts in the bay. */
export function seaside(random: Random): Ground[] {
  const ground: Ground[] = [];
  const beach = coast.filter(([x]) => x > -640 && x < 24);
  const sandWidth = (index: number) => {
    const share = index / (beach.length - 1);
    return 34 * Math.sin(Math.PI * share) ** 0.45 + 3 * Math.sin(index * 0.7);
  };
  ground.push({
    kind: 'sand',
    name: '月牙沙滩',
    rings: [[...beach.map((point) => add(point, [0, -4])), ...inlandOf(beach, sandWidth).reverse()]],
  });
  const small = coast.filter(([x]) => x > 470 && x < 590);
  ground.push({
    kind: 'sand',
    rings: [
      [
        ...small.map((point) => add(point, [0, -4])),
        ...inlandOf(small, (index) => 16 * Math.sin((Math.PI * index) / (small.length - 1)) ** 0.5).reverse(),
      ],
    ],
  });
  for (const [from, to] of [
    [-1800, -690],
    [640, 1820],
  ] as const) {
    const shore = coast.filter(([x]) => x > from && x < to);
    for (let start = 0; start < shore.length - 8; start += random.whole(7, 13)) {
      const part = shore.slice(start, start + random.whole(6, 12));
      const last = part.length - 1;
      const swell = (reach: number) => (index: number) =>
        reach * Math.sin((Math.PI * index) / last) ** 0.6 * (0.8 + 0.35 * Math.sin(index * 2.3));
      ground.push({
        kind: 'rock',
        rings: [
          [...inlandOf(part, swell(-random.between(5, 12))), ...inlandOf(part, swell(random.between(4, 9))).reverse()],
        ],
      });
    }
  }

  ground.push(...islets.map((ring): Ground => ({ kind: 'rock', rings: [ring] })));
  return ground;
}

function inlandOf(line: Line, metres: (index: number) => number): Point[] {
  return line.map((point, index) => {
    const before = line[index - 1] ?? point;
    const after = line[index + 1] ?? point;
    const length = distance(before, after) || 1;
    const away = metres(index);
    return [point[0] - ((after[1] - before[1]) / length) * away, point[1] + ((after[0] - before[0]) / length) * away];
  });
}

/** Ropes of the kelp farm: parallel lines of floats in the open bay. */
export function kelpFarm(random: Random): Line[][] {
  return [-1, 0, 1].map((block) =>
    Array.from({ length: 15 }, (_, row) =>
      rectangle([-330 + block * 152 + random.between(-3, 3), -760 - row * 15 - Math.abs(block) * 12], 136, 1.8, 0.08),
    ),
  );
}
