import type { StreetKind } from '../../shared/base.ts';
import { add, noise, type Point } from './plane.ts';

/** What stands in a block between four streets. */
type BlockKind = 'homes' | 'school' | 'civic' | 'shops' | 'flats' | 'pond';

export type BlockPlan = {
  kind: BlockKind;
  from: number;
  to: number;
  /** Blocks of one band with the same grid form one; without it blocks are joined until they are large enough. */
  grid?: string;
  /** Rows end unevenly on these sides, where the village gives way to fields. */
  ragged?: 'west' | 'east';
};

export type StreetPlan = { name: string; kind: StreetKind; width: number; from: number; to: number };

/** One strip of blocks from street to street: `pairs` pairs of rows that face a lane each. */
export type BandPlan = {
  south: StreetPlan;
  pairs: number;
  plot: { width: number; depth: number };
  blocks: BlockPlan[];
};

/**
 * A village laid out in its own bent coordinates: `u` runs along the rows to the east, `v` across them to the north,
 * both in metres near its middle.
 */
export type VillagePlan = {
  code: string;
  name: string;
  target: number;
  bend: (u: number, v: number) => Point;
  bands: BandPlan[];
  north: StreetPlan;
  /** Where the stream passes between the blocks. */
  stream?: { from: number; to: number; bridged: string[] };
  /** Names of the streets that run north, by where they are. */
  crossNames: { name: string; at: number }[];
};

const block = (kind: BlockKind, from: number, to: number, more: Partial<BlockPlan> = {}): BlockPlan => ({
  kind,
  from,
  to,
  ...more,
});

/** Rows on circles around a point in the bay, so that they bend with the old shore. */
function bayBend(u: number, v: number): Point {
  const angle = u / 1050;
  const radius = 905 + v;
  const crooked =
    4.6 * Math.max(0, 1 - Math.max(0, v - 110) / 90) * Math.max(0, 1 - Math.max(0, Math.abs(u) - 150) / 160);
  const point: Point = [10 + radius * Math.sin(angle), -1262 + radius * Math.cos(angle)];
  return add(point, [noise([u, v], 64, 21), noise([u, v], 58, 22)], crooked);
}

function turned(origin: Point, angle: number, sag: number, wobble: number) {
  return (u: number, v: number): Point => {
    const lift = sag * (u / 100) ** 2 + wobble * noise([u, v], 130, 23);
    const x = u + wobble * noise([u, v], 120, 24);
    return [
      origin[0] + x * Math.cos(angle) - (v + lift) * Math.sin(angle),
      origin[1] + x * Math.sin(angle) + (v + lift) * Math.cos(angle),
    ];
  };
}

const oldPlot = { width: 11.6, depth: 15.2 };
const plot = { width: 13, depth: 17 };
const newPlot = { width: 14.2, depth: 18 };

export const bay: VillagePlan = {
  code: '371082999001',
  name: '海湾村',
  target: 496,
  bend: bayBend,
  stream: { from: 96, to: 130, bridged: ['滨海路', '渔港大街'] },
  crossNames: [
    { name: '码头路', at: -96 },
    { name: '河沿路', at: 99 },
    { name: '学校路', at: 216 },
  ],
  bands: [
    {
      south: { name: '滨海路', kind: 'street', width: 7, from: -330, to: 330 },
      pairs: 2,
      plot: oldPlot,
      blocks: [
        block('homes', -190, -98, { ragged: 'west' }),
        block('homes', -92, 0),
        block('homes', 6, 96),
        block('homes', 130, 212, { ragged: 'east', grid: 'c' }),
      ],
    },
    {
      south: { name: '望海街', kind: 'street', width: 6, from: -236, to: 216 },
      pairs: 2,
      plot: oldPlot,
      blocks: [
        block('homes', -240, -166, { ragged: 'west' }),
        block('homes', -160, -98),
        block('homes', -92, -31),
        block('homes', -25, 34),
        block('homes', 40, 96),
        block('homes', 130, 212, { ragged: 'east', grid: 'c' }),
      ],
    },
    {
      south: { name: '渔港大街', kind: 'main', width: 10, from: -430, to: 420 },
      pairs: 2,
      plot,
      blocks: [
        block('homes', -270, -184, { ragged: 'west' }),
        block('homes', -178, -100),
        block('civic', -92, 20),
        block('homes', 26, 96, { grid: 'g' }),
        block('homes', 130, 212, { grid: 'h' }),
        block('school', 220, 340),
      ],
    },
    {
      south: { name: '幸福街', kind: 'street', width: 7, from: -262, to: 340 },
      pairs: 2,
      plot,
      blocks: [
        block('homes', -252, -172, { ragged: 'west' }),
        block('homes', -166, -99),
        block('homes', -93, -39.5),
        block('homes', -33.5, 20),
        block('homes', 26, 96, { grid: 'g' }),
        block('homes', 130, 212, { grid: 'h' }),
      ],
    },
    {
      south: { name: '和平街', kind: 'street', width: 7, from: -160, to: 216 },
      pairs: 2,
      plot: newPlot,
      blocks: [block('homes', -178, -99, { ragged: 'west' }), block('homes', -93, -9), block('homes', -3, 96)],
    },
  ],
  north: { name: '新村街', kind: 'street', width: 7, from: -160, to: 96 },
};

export const inlandVillage: VillagePlan = {
  code: '371082999002',
  name: '东岭村',
  target: 470,
  bend: turned([-950, 560], -0.1, 1.3, 2.2),
  crossNames: [
    { name: '井台路', at: -93 },
    { name: '果园路', at: 93 },
  ],
  bands: [
    {
      south: { name: '南沟街', kind: 'street', width: 6, from: -190, to: 190 },
      pairs: 2,
      plot,
      blocks: [
        block('homes', -190, -96, { ragged: 'west' }),
        block('homes', -90, -3),
        block('homes', 3, 90),
        block('homes', 96, 180, { ragged: 'east' }),
      ],
    },
    {
      south: { name: '丰收大街', kind: 'main', width: 9, from: -330, to: 330 },
      pairs: 2,
      plot,
      blocks: [
        block('homes', -250, -180, { ragged: 'west' }),
        block('homes', -174, -96),
        block('civic', -90, 0),
        block('homes', 6, 90),
        block('homes', 96, 190),
        block('homes', 196, 262, { ragged: 'east' }),
      ],
    },
    {
      south: { name: '幸福街', kind: 'street', width: 6, from: -250, to: 250 },
      pairs: 2,
      plot,
      blocks: [
        block('homes', -232, -170, { ragged: 'west' }),
        block('homes', -164, -96),
        block('pond', -90, -10),
        block('homes', -4, 90),
        block('homes', 96, 180),
        block('homes', 186, 240, { ragged: 'east' }),
      ],
    },
    {
      south: { name: '团结街', kind: 'street', width: 6, from: -200, to: 220 },
      pairs: 2,
      plot,
      blocks: [
        block('homes', -190, -96, { ragged: 'west' }),
        block('homes', -90, -12),
        block('homes', -6, 90),
        block('homes', 96, 190, { ragged: 'east' }),
      ],
    },
    {
      south: { name: '向阳街', kind: 'street', width: 6, from: -196, to: 196 },
      pairs: 2,
      plot: newPlot,
      blocks: [block('homes', -118, -12, { ragged: 'west' }), block('homes', -6, 90, { ragged: 'east' })],
    },
  ],
  north: { name: '北岭街', kind: 'street', width: 6, from: -112, to: 92 },
};

export const edgeVillage: VillagePlan = {
  code: '371082999003',
  name: '新港村',
  target: 534,
  bend: turned([1080, 380], 0.06, 0, 0),
  crossNames: [
    { name: '振兴路', at: -139 },
    { name: '文化路', at: 3 },
    { name: '工业路', at: 145 },
  ],
  bands: [
    {
      south: { name: '港城大街', kind: 'main', width: 12, from: -420, to: 420 },
      pairs: 2,
      plot: newPlot,
      blocks: [
        block('homes', -280, -142, { ragged: 'west' }),
        block('shops', -136, 0),
        block('civic', 6, 142),
        block('flats', 148, 280),
      ],
    },
    {
      south: { name: '振兴街', kind: 'street', width: 8, from: -300, to: 300 },
      pairs: 2,
      plot: newPlot,
      blocks: [
        block('homes', -300, -224, { ragged: 'west' }),
        block('homes', -217, -142),
        block('homes', -136, -71.5),
        block('homes', -64.5, 0),
        block('homes', 6, 70.5),
        block('homes', 77.5, 142),
        block('homes', 148, 280, { ragged: 'east' }),
      ],
    },
    {
      south: { name: '幸福街', kind: 'street', width: 8, from: -300, to: 300 },
      pairs: 2,
      plot: newPlot,
      blocks: [
        block('homes', -300, -224, { ragged: 'west' }),
        block('homes', -217, -142),
        block('homes', -136, -71.5),
        block('homes', -64.5, 0),
        block('homes', 6, 70.5),
        block('homes', 77.5, 142),
        block('homes', 148, 234, { ragged: 'east' }),
      ],
    },
    {
      south: { name: '文明街', kind: 'street', width: 8, from: -220, to: 220 },
      pairs: 2,
      plot: newPlot,
      blocks: [
        block('homes', -217, -142),
        block('homes', -136, -71.5),
        block('homes', -64.5, 0),
        block('homes', 6, 70.5),
        block('homes', 77.5, 142),
        block('homes', 148, 236, { ragged: 'east' }),
      ],
    },
    {
      south: { name: '和谐街', kind: 'street', width: 8, from: -220, to: 240 },
      pairs: 1,
      plot: newPlot,
      blocks: [
        block('homes', -136, -71.5, { ragged: 'west' }),
        block('homes', -64.5, 0),
        block('homes', 6, 70.5, { ragged: 'east' }),
      ],
    },
  ],
  north: { name: '北环街', kind: 'street', width: 8, from: -140, to: 76 },
};

export const plans = [bay, inlandVillage, edgeVillage];
