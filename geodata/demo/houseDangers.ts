import type { Danger, Sited } from './hazards.ts';
import { itemAt, type Random } from './random.ts';
import type { Village } from './village.ts';

type HouseKind = { village: number; age: 'old' | 'plain' | 'new'; danger: Omit<Sited, 'at'> };
const houseKinds: HouseKind[] = [
  {
    village: 0,
    age: 'old',
    danger: { category: 'electricity', severity: 2, title: '老屋线路老化', description: '入户线绝缘层开裂，雨天跳闸' },
  },
  {
    village: 0,
    age: 'old',
    danger: { category: 'building', severity: 2, title: '石木老屋墙体开裂', description: '山墙裂缝宽约两厘米' },
  },
  {
    village: 0,
    age: 'old',
    danger: { category: 'electricity', severity: 3, title: '私拉电线充电', description: '从窗口拉线给电动车充电' },
  },
  {
    village: 1,
    age: 'plain',
    danger: { category: 'fire', severity: 3, title: '院内柴草堆积', description: '紧靠山墙，离灶房不足三米' },
  },
  {
    village: 1,
    age: 'plain',
    danger: { category: 'building', severity: 3, title: '厢房屋顶下沉', description: '梁端腐朽，已劝离居住' },
  },
  {
    village: 2,
    age: 'new',
    danger: { category: 'gas', severity: 3, title: '燃气软管超期', description: '使用超过三年，接口无卡箍' },
  },
  {
    village: 0,
    age: 'old',
    danger: { category: 'building', severity: 4, title: '院墙倾斜', description: '向胡同一侧外倾' },
  },
  {
    village: 1,
    age: 'plain',
    danger: { category: 'electricity', severity: 4, title: '电表箱门缺失', description: '儿童可触及' },
  },
];

/** Dangers in and around houses, in the villages and the fabric they belong to. */
export function houseDangers(villages: Village[], count: number, random: Random): Danger[] {
  const used = new Set<number>();
  return Array.from({ length: count }, (_, index) => {
    const { village, age, danger } = itemAt(houseKinds, index % houseKinds.length);
    const { plan, dwellings } = itemAt(villages, village);
    const fitting = dwellings.filter(
      (dwelling) => dwelling.kind === 'home' && dwelling.age === age && !used.has(dwelling.row.id),
    );
    const { row, door } = random.pick(fitting);
    used.add(row.id);
    return {
      ...danger,
      title: `${danger.title}（${(row.address ?? '').split(' ')[0]}）`,
      villageCode: plan.code,
      zoneId: row.laneId ?? null,
      at: { point: door },
    };
  });
}
