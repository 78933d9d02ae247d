import type { BuildingKind } from '../../shared/base.ts';
import type { LandformKind } from '../../shared/landform.ts';
import type { PlaceCategory } from '../../shared/place.ts';
import type { Building } from './houses.ts';
import type { VillagePlan } from './plan.ts';
import { distance, type Line, type Point } from './plane.ts';
import { type Block, inSpan } from './settlement.ts';

export type Ground = {
  kind: LandformKind;
  name?: string;
  rings?: Line[];
  line?: Line;
  point?: Point;
  elevation?: number;
};
export type Spot = {
  category: PlaceCategory;
  name: string;
  point: Point;
  address?: string;
  capacity?: number;
  phone?: string;
};

/** A dwelling or shop that is not a courtyard: its building, its door, and the lane it is counted to. */
type Unit = {
  kind: 'flat' | 'shop';
  address: string;
  building: Building;
  door: Point;
  lane: string;
  /** Of a shop. */
  name?: string;
};
/** A lane that is not a pair of rows: a block of flats or a row of shops. */
type UnitLane = { name: string; grid: string; ring: Line };

export type Facility = { buildings: Building[]; ground: Ground[]; spots: Spot[]; units: Unit[]; lanes: UnitLane[] };

/** Draws in metres from a block's south-west corner, bent like the block. */
type Pencil = {
  width: number;
  depth: number;
  at: (x: number, y: number) => Point;
  box: (x: number, y: number, width: number, depth: number) => Line;
};

function pencil(plan: VillagePlan, block: Block): Pencil {
  const { span } = block;
  const width = distance(inSpan(plan, span, 0, 0.5), inSpan(plan, span, 1, 0.5));
  const depth = span.v1 - span.v0;
  const at = (x: number, y: number) => inSpan(plan, span, x / width, y / depth);
  return {
    width,
    depth,
    at,
    box: (x, y, w, d) => [at(x, y), at(x + w, y), at(x + w, y + d), at(x, y + d)],
  };
}

export function building(kind: BuildingKind, ring: Line, name = '', storeys = 1, address = ''): Building {
  return { kind, name, address, storeys, height: storeys === 1 ? 3.8 : storeys * 3.1 + 0.4, ring };
}

export function facility(plan: VillagePlan, block: Block): Facility {
  const draw = pencil(plan, block);
  switch (block.plan.kind) {
    case 'school':
      return school(plan, draw);
    case 'civic':
      return civic(plan, draw);
    case 'flats':
      return flats(draw);
    case 'shops':
      return shops(draw);
    case 'pond':
      return pond(draw);
    case 'homes':
      return { buildings: [], ground: [], spots: [], units: [], lanes: [] };
  }
}

function oval(draw: Pencil, x: number, y: number, length: number, width: number): Line {
  const radius = width / 2;
  const straight = length / 2 - radius;
  return Array.from({ length: 40 }, (_, index) => {
    const angle = (index / 40) * 2 * Math.PI;
    return draw.at(x + Math.sign(Math.cos(angle)) * straight + radius * Math.cos(angle), y + radius * Math.sin(angle));
  });
}

function school(plan: VillagePlan, draw: Pencil): Facility {
  const { width, depth } = draw;
  const name = '海湾小学';
  const centre = { x: width * 0.52, y: depth * 0.34 };
  return {
    buildings: [
      building('public', draw.box(6, depth - 16, Math.min(62, width * 0.55), 11), `${name}教学楼`, 3, '渔港大街 2 号'),
      building('public', draw.box(6, depth - 36, 11, 18), `${name}食堂`, 1),
      building('public', draw.box(width - 36, depth - 15, 28, 9), `${name}综合楼`, 2),
    ],
    ground: [
      { kind: 'yard', rings: [draw.box(1, 1, width - 2, depth - 2)] },
      {
        kind: 'pitch',
        name: '操场',
        rings: [oval(draw, centre.x, centre.y, 86, 42), oval(draw, centre.x, centre.y, 72, 28)],
      },
      { kind: 'grass', name: '足球场', rings: [oval(draw, centre.x, centre.y, 71, 27)] },
      { kind: 'pitch', name: '篮球场', rings: [draw.box(30, depth - 28.5, 24, 11)] },
    ],
    spots: [
      { category: 'school', name, point: draw.at(34, depth - 10), address: '渔港大街 2 号', phone: '06310000120' },
      { category: 'shelter', name: `${plan.name}应急避难场所`, point: draw.at(centre.x, centre.y), capacity: 800 },
    ],
    units: [],
    lanes: [],
  };
}

function civic(plan: VillagePlan, draw: Pencil): Facility {
  const { width, depth } = draw;
  const street = plan.bands.find(({ south }) => south.kind === 'main')?.south.name ?? '';
  const short = plan.name.replace('村', '');
  const half = width / 2;
  return {
    buildings: [
      building('public', draw.box(4, depth - 14, half - 10, 10), `${plan.name}村民委员会`, 2, `${street} 1 号`),
      building('public', draw.box(4, depth - 38, 7, 22), '便民服务大厅', 1),
      building('public', draw.box(half - 13, depth - 38, 7, 22), '议事厅', 1),
      building('public', draw.box(4, 4, 20, 9), '卫生室', 1, `${street} 3 号`),
      building('public', draw.box(half + 4, 4, 20, 10), '暖心食堂', 1, `${street} 7 号`),
      building('public', draw.box(half + 28, 4, Math.max(10, half - 34), 10), '日间照料中心', 1, `${street} 9 号`),
      building('public', draw.box(half + 4, depth - 13, Math.max(14, half - 10), 9), '文化大院', 1),
    ],
    ground: [
      { kind: 'yard', rings: [draw.box(1, 1, half - 3, depth - 2)] },
      { kind: 'square', name: '文化广场', rings: [draw.box(half + 2, 18, half - 4, depth - 36)] },
    ],
    spots: [
      {
        category: 'committee',
        name: `${plan.name}村委会`,
        point: draw.at(half / 2, depth - 9),
        address: `${street} 1 号`,
        phone: '06310000101',
      },
      { category: 'hall', name: `${short}议事厅`, point: draw.at(half - 9, depth - 27) },
      {
        category: 'clinic',
        name: `${plan.name}卫生室`,
        point: draw.at(14, 8),
        address: `${street} 3 号`,
        phone: '06310000103',
      },
      { category: 'canteen', name: '暖心食堂', point: draw.at(half + 14, 9), address: `${street} 7 号`, capacity: 60 },
      {
        category: 'elderlyCare',
        name: `${short}日间照料中心`,
        point: draw.at(width - 12, 9),
        address: `${street} 9 号`,
        capacity: 30,
      },
      { category: 'culture', name: `${short}文化大院`, point: draw.at(width - 16, depth - 9) },
      { category: 'shelter', name: `${plan.name}文化广场避难点`, point: draw.at(half * 1.5, depth / 2), capacity: 500 },
    ],
    units: [],
    lanes: [],
  };
}

function flats(draw: Pencil): Facility {
  const { width, depth } = draw;
  const result: Facility = { buildings: [], ground: [], spots: [], units: [], lanes: [] };
  result.ground.push({ kind: 'yard', rings: [draw.box(1, 1, width - 2, depth - 2)] });
  result.ground.push({ kind: 'grass', rings: [draw.box(width / 2 - 26, depth / 2 - 5, 52, 10)] });
  for (const [index, y] of [depth * 0.62, depth * 0.12].entries()) {
    const name = `新港花园 ${index + 1} 号楼`;
    const block = building('flats', draw.box(width / 2 - 30, y, 60, 12.5), name, 5, name);
    result.buildings.push(block);
    const door = draw.at(width / 2, y + 2.5);
    result.lanes.push({
      name: `新港花园${index + 1}号楼`,
      grid: 'flats',
      ring: draw.box(width / 2 - 38, y - 6, 76, 25),
    });
    for (let entrance = 1; entrance <= 3; entrance++) {
      for (let floor = 1; floor <= 5; floor++) {
        for (let room = 1; room <= 2; room++) {
          const address = `新港花园 ${index + 1} 号楼 ${entrance} 单元 ${floor}0${room}`;
          result.units.push({
            kind: 'flat',
            address,
            building: block,
            door,
            lane: `新港花园${index + 1}号楼`,
          });
        }
      }
    }
  }
  return result;
}

function shops(draw: Pencil): Facility {
  const { width, depth } = draw;
  const result: Facility = { buildings: [], ground: [], spots: [], units: [], lanes: [] };
  const lane = '港城大街商业街';
  const count = 16;
  const each = (width - 6) / count;
  for (let index = 0; index < count; index++) {
    const address = `港城大街 ${index * 2 + 1} 号`;
    const shop = building('shop', draw.box(3 + index * each + 0.15, 3, each - 0.3, 11), '', 2, address);
    result.buildings.push(shop);
    result.units.push({
      kind: 'shop',
      address,
      building: shop,
      door: draw.at(3 + (index + 0.5) * each, 7),
      lane,
      name: shopNames[index] ?? '',
    });
  }
  result.lanes.push({ name: lane, grid: 'shops', ring: draw.box(1, 0.5, width - 2, 16) });
  result.buildings.push(building('public', draw.box(width * 0.16, depth - 44, width * 0.68, 24), '新港农贸市场', 1));
  result.ground.push({ kind: 'yard', rings: [draw.box(2, 18, width - 4, depth - 20)] });
  result.spots.push({ category: 'market', name: '新港农贸市场', point: draw.at(width / 2, depth - 32) });
  result.buildings.push(building('public', draw.box(width - 20, depth - 44, 16, 10), '新港警务室', 1));
  result.buildings.push(building('public', draw.box(width - 22, depth - 17, 18, 13), '新港幼儿园', 2));
  result.spots.push({ category: 'police', name: '新港警务室', point: draw.at(width - 12, depth - 39) });
  result.spots.push({ category: 'kindergarten', name: '新港幼儿园', point: draw.at(width - 13, depth - 11) });
  result.spots.push({ category: 'parking', name: '商业街停车场', point: draw.at(width * 0.12, depth - 12) });
  return result;
}

const shopNames = [
  '新港超市',
  '海鲜水产行',
  '老张面馆',
  '康宁大药房',
  '时代通讯',
  '鲁东五金',
  '丽人理发店',
  '渔具用品店',
  '宏达电动车',
  '海之味酒家',
  '天天水果',
  '文具书店',
  '顺风快递',
  '美家窗帘',
  '港城建材',
  '早点铺',
];

function pond(draw: Pencil): Facility {
  const { width, depth } = draw;
  const ring = Array.from({ length: 28 }, (_, index) => {
    const angle = (index / 28) * 2 * Math.PI;
    const wave = 1 + 0.09 * Math.sin(angle * 3 + 1) + 0.05 * Math.sin(angle * 5);
    return draw.at(
      width / 2 + width * 0.37 * wave * Math.cos(angle),
      depth / 2 + depth * 0.33 * wave * Math.sin(angle),
    );
  });
  return {
    buildings: [],
    ground: [
      { kind: 'grass', rings: [draw.box(2, 2, width - 4, depth - 4)] },
      { kind: 'lake', name: '东湾', rings: [ring] },
    ],
    spots: [],
    units: [],
    lanes: [],
  };
}
