import type { Geometry } from 'geojson';
import { reading } from '../../server/db/pinyin.ts';
import type { AssetKind } from '../../shared/asset.ts';
import type { Calendar } from './calendar.ts';
import type { Countryside } from './countryside.ts';
import { geoMultiPolygon, geoPoint } from './frame.ts';
import { bay, edgeVillage, inlandVillage } from './plan.ts';
import { type Line, midpoint, type Point, ringArea } from './plane.ts';
import { random as randomOf } from './random.ts';
import type { AssetRow } from './rows.ts';
import { outline } from './settlement.ts';
import { villageAt } from './town.ts';
import { reservoir } from './water.ts';

type Holding = { kind: AssetKind; name: string; rings?: Line[]; point?: Point; lessee: string; rent: number };

/** What the villages own together; most of it is let, and a few contracts end soon. */
export function assetRows(countyCode: string, land: Countryside, dates: Calendar, nextId: () => number): AssetRow[] {
  const random = randomOf('assets');
  return holdings(land).map(({ kind, name, rings, point, lessee, rent }, index) => {
    const centre = point ?? midpoint(rings?.[0] ?? []);
    const geometry: Geometry = point ? geoPoint(point) : geoMultiPolygon((rings ?? []).map((ring) => [ring]));
    const years = random.pick([3, 5, 5, 10, 15]);
    const left = index % 5 === 2 ? random.whole(6, 86) : random.whole(140, Math.max(200, years * 330));
    const isLet = lessee !== '';
    return {
      countyCode,
      id: nextId(),
      villageCode: villageAt(centre) ?? bay.code,
      kind,
      name,
      ...reading(name),
      size: rings ? Math.round(rings.reduce((sum, ring) => sum + Math.abs(ringArea(ring)), 0)) : null,
      lessee,
      contractFrom: isLet ? dates.daysAgo(years * 365 - left) : null,
      contractTo: isLet ? dates.daysAgo(-left) : null,
      rent: isLet ? rent : null,
      geometry,
    };
  });
}

function holdings(land: Countryside): Holding[] {
  const parcel = (key: string) => land.parcels.find((each) => each.key === key)?.rings ?? [];
  const tunnels = land.parcels.filter((each) => each.key.startsWith('tunnels'));
  const kelp = land.parcels.filter((each) => each.key.startsWith('kelp'));
  const spread = (blocks: typeof land.blocks, count: number) =>
    blocks.filter((_, index) => index % Math.max(1, Math.floor(blocks.length / count)) === 0).slice(0, count);
  const high = spread(
    land.blocks.filter(({ height }) => height > 30),
    8,
  );
  const low = spread(
    land.blocks.filter(({ height }) => height <= 30),
    9,
  );
  const growers = ['鑫岭果业合作社', '红日苹果家庭农场', '岭上果园', '富民果业合作社'];
  const farmers = ['金穗农机合作社', '海丰家庭农场', '兴农种植合作社', '绿源农业公司', ''];
  return [
    ...high.map(
      ({ ring }, index): Holding => ({
        kind: 'orchard',
        name: `集体果园 ${index + 1} 号地`,
        rings: [ring],
        lessee: growers[index % growers.length] ?? '',
        rent: 9000 + index * 1400,
      }),
    ),
    ...low.map(
      ({ ring }, index): Holding => ({
        kind: 'land',
        name: `机动地 ${index + 1} 号`,
        rings: [ring],
        lessee: farmers[index % farmers.length] ?? '',
        rent: 6000 + index * 700,
      }),
    ),
    ...tunnels.map(
      ({ rings }, index): Holding => ({
        kind: 'equipment',
        name: `${['一', '二', '三'][index]}号大棚区`,
        rings,
        lessee: ['鲜蔬源合作社', '暖阳草莓园', '港城花卉'][index] ?? '',
        rent: 26000 + index * 5000,
      }),
    ),
    ...kelp.map(
      ({ rings }, index): Holding => ({
        kind: 'other',
        name: `海带养殖海域 ${index + 1} 区`,
        rings: [hull(rings)],
        lessee: ['蓝湾海带合作社', '海之宝水产', '蓝湾海带合作社'][index] ?? '',
        rent: 48000 + index * 6000,
      }),
    ),
    { kind: 'pond', name: '青石水库养殖水面', rings: [reservoir], lessee: '清源淡水养殖户', rent: 15000 },
    {
      kind: 'pond',
      name: '东湾池塘',
      rings: [outline(inlandVillage, { u0: -80, u1: -20, v0: 196, v1: 246 })],
      lessee: '',
      rent: 0,
    },
    { kind: 'pier', name: '渔港码头泊位', point: [262, -446], lessee: '海湾渔业公司', rent: 120000 },
    { kind: 'house', name: '网具库', point: bay.bend(180, -9), lessee: '海湾渔业公司', rent: 18000 },
    { kind: 'house', name: '制冰厂厂房', point: bay.bend(340, -24), lessee: '海湾制冰厂', rent: 56000 },
    { kind: 'house', name: '农贸市场', point: edgeVillage.bend(-80, 58), lessee: '新港市场公司', rent: 98000 },
    { kind: 'house', name: '文化大院二层', point: edgeVillage.bend(120, 74), lessee: '', rent: 0 },
    { kind: 'house', name: '加工厂厂区', rings: parcel('新港水产加工厂'), lessee: '新港水产公司', rent: 210000 },
    { kind: 'house', name: '养殖场场地', rings: parcel('东岭养殖场'), lessee: '东岭养殖户', rent: 22000 },
    { kind: 'equipment', name: '光伏屋顶', point: edgeVillage.bend(60, 72), lessee: '阳光新能源', rent: 30000 },
    { kind: 'forest', name: '青石山松林', rings: land.wood.slice(0, 1), lessee: '', rent: 0 },
  ];
}

/** A rectangle's worth of outline around the first and the last of a block of parallel strips. */
function hull(strips: Line[]): Line {
  const first = strips[0] ?? [];
  const last = strips.at(-1) ?? [];
  return [...first.slice(2), ...last.slice(0, 2)];
}
