import type { Danger, Sited } from './hazards.ts';
import { add, type Point } from './plane.ts';
import { itemAt, type Random } from './random.ts';
import type { Village } from './village.ts';

/** What came again at the place of a danger of today: how it was called then, how often, and in which months. */
type Again = Pick<Sited, 'title' | 'description' | 'severity' | 'months'> & { of: string; times: number };
const rains = [6, 7, 8, 9];
const winter = [11, 12, 1, 2];
const drySpring = [2, 3, 4];

const again: Again[] = [
  {
    of: '青石河下游易涝区',
    title: '河沿路积水',
    description: '雨后积水没过脚面',
    severity: 2,
    times: 5,
    months: rains,
  },
  { of: '晒网场低洼积水', title: '晒网场积水', description: '排水口被网具堵住', severity: 3, times: 3, months: rains },
  { of: '公路桥涵淤堵', title: '桥涵枯枝淤堵', description: '桥孔过水变窄', severity: 3, times: 3, months: rains },
  { of: '农贸市场水产摊贮存', title: '农贸市场熟食无防护', description: '熟食露天摆放', severity: 3, times: 4 },
  {
    of: '商业街餐馆气瓶间',
    title: '餐馆气瓶间通风不良',
    description: '气瓶间堆放杂物',
    severity: 2,
    times: 3,
    months: winter,
  },
  { of: '新港花园楼道充电', title: '楼道电动车充电', description: '飞线充电，已劝离', severity: 3, times: 5 },
  {
    of: '松林林缘可燃物',
    title: '林缘枯草未清',
    description: '枯草厚，遇火易燃',
    severity: 2,
    times: 3,
    months: drySpring,
  },
  {
    of: '入海口漂浮垃圾',
    title: '入海口漂浮垃圾',
    description: '退潮后滩面堆积',
    severity: 4,
    times: 4,
    months: rains,
  },
  { of: '荣港公路弯道', title: '公路弯道剐蹭', description: '行道树遮挡视线', severity: 2, times: 3 },
  { of: '商业街占道经营', title: '赶集日占道', description: '摊位占用消防通道', severity: 4, times: 3 },
  { of: '锚地船舶走锚', title: '锚地船舶缺值守', description: '大风天无人值守', severity: 2, times: 2, months: winter },
  { of: '岭港路路肩塌陷', title: '岭港路路肩破损', description: '重车碾压', severity: 3, times: 2 },
];

/** What happens now here and now there, beside the doors of a village. */
type Scattered = Omit<Sited, 'at'> & { weight: number };
const scattered: Scattered[] = [
  { category: 'facility', severity: 4, title: '路灯不亮', description: '夜间巷口无照明', weight: 11 },
  { category: 'facility', severity: 3, title: '井盖破损', description: '盖板开裂，已设围挡', weight: 8 },
  {
    category: 'fire',
    severity: 3,
    title: '门前柴草堆放',
    description: '紧靠外墙',
    weight: 8,
    months: [10, 11, 12, 1, 2, 3],
  },
  { category: 'fire', severity: 3, title: '飞线充电', description: '从窗口拉线充电', weight: 6 },
  {
    category: 'electricity',
    severity: 3,
    title: '电线垂落',
    description: '大风后弧垂过低',
    weight: 6,
    months: [12, 1, 2, 3, 7, 8],
  },
  { category: 'building', severity: 3, title: '屋顶漏雨', description: '瓦片松动', weight: 5, months: rains },
  {
    category: 'flood',
    severity: 3,
    title: '雨水篦子堵塞',
    description: '落叶堵塞，巷口积水',
    weight: 7,
    months: rains,
  },
  { category: 'road', severity: 3, title: '路面坑槽破损', description: '电动车易摔', weight: 6 },
  { category: 'gas', severity: 3, title: '燃气软管超期', description: '使用超过三年', weight: 4, months: winter },
  { category: 'environment', severity: 4, title: '污水直排', description: '流到巷面', weight: 6 },
  { category: 'environment', severity: 4, title: '垃圾乱堆', description: '门前堆放', weight: 5 },
  { category: 'publicOrder', severity: 4, title: '邻里排水口纠纷', description: '两户争执', weight: 3 },
  { category: 'water', severity: 3, title: '机井敞口', description: '井口无盖', weight: 2 },
  { category: 'food', severity: 4, title: '小卖店过期食品', description: '已下架', weight: 3 },
];

/** A hundred dangers that are over: sites that came again and again, and what was scattered over the villages. */
export function pastDangers(
  present: readonly Danger[],
  villages: readonly Village[],
  centreOf: (at: Danger['at']) => Point,
  random: Random,
): Danger[] {
  const nearby = (point: Point, metres: number): Point => {
    const angle = random.between(0, 2 * Math.PI);
    return add(point, [Math.cos(angle), Math.sin(angle)], random.between(0, metres));
  };
  const repeated = again.flatMap(({ of, times, ...said }) => {
    const site = present.find(({ title }) => title === of);
    if (!site) throw new Error(`no danger is called ${of}`);
    const { category, villageCode, zoneId } = site;
    const point = centreOf(site.at);
    return Array.from(
      { length: times },
      (): Danger => ({ ...said, category, villageCode, zoneId, at: { point: nearby(point, 7) } }),
    );
  });
  const homes = villages.map(({ dwellings }) => dwellings.filter(({ row }) => row.laneId != null));
  const apart = Array.from({ length: 100 - repeated.length }, (_, index): Danger => {
    const { weight: __, ...said } = random.weighted(scattered.map((each) => [each, each.weight] as const));
    // Half of them in the first village, which is shown the most.
    const { row, door } = random.pick(itemAt(homes, index % 4 < 2 ? 0 : (index % 4) - 1));
    const { villageCode, laneId } = row;
    return {
      ...said,
      title: `${said.title}（${(row.address ?? '').split(' ')[0]}）`,
      villageCode,
      zoneId: laneId ?? null,
      at: { point: nearby(door, 4) },
    };
  });
  return [...repeated, ...apart];
}
