import type { Sited } from './hazards.ts';
import { bay, edgeVillage, inlandVillage } from './plan.ts';
import { curve, patch } from './plane.ts';
import { itemAt } from './random.ts';
import { outline } from './settlement.ts';
import { reservoir } from './water.ts';

/** Works, installations, waste and markets. */
export function siteDangers(): Sited[] {
  return [
    {
      category: 'production',
      severity: 1,
      title: '制冰厂氨制冷',
      description: '氨报警器一处失灵，周边有住户',
      at: { ring: patch(bay.bend(338, -20), 110, 92, -0.3) },
    },
    {
      category: 'production',
      severity: 3,
      title: '水产加工厂粉碎间',
      description: '防护罩缺失',
      at: { point: [1548, 438] },
    },
    {
      category: 'production',
      severity: 2,
      title: '冷库安全出口堵塞',
      description: '货物占用通道',
      at: { point: [1565, 512] },
    },
    {
      category: 'facility',
      severity: 3,
      title: '大棚骨架变形',
      description: '雪压变形，未加固',
      at: { point: [-1130, 248] },
    },
    {
      category: 'facility',
      severity: 2,
      title: '东湾池塘无护栏',
      description: '临村塘边，有孩童玩耍',
      at: { line: outline(inlandVillage, { u0: -84, u1: -16, v0: 190, v1: 250 }).slice(0, 9) },
    },
    {
      category: 'facility',
      severity: 3,
      title: '水库警示牌缺失',
      description: '夏季有人野泳',
      at: { point: itemAt(reservoir, 30) },
    },
    {
      category: 'environment',
      severity: 3,
      title: '入海口漂浮垃圾',
      description: '网衣和泡沫堆积',
      at: { ring: patch([104, -450], 62, 26, 0.1) },
    },
    {
      category: 'environment',
      severity: 4,
      title: '养殖场污水沟',
      description: '雨天外溢到农田',
      at: {
        line: curve(
          [
            [-1330, 530],
            [-1290, 500],
            [-1240, 500],
            [-1200, 470],
          ],
          8,
        ),
      },
    },
    {
      category: 'electricity',
      severity: 2,
      title: '公路边高压线下堆草',
      description: '草垛距导线不足四米',
      at: { point: [-420, 176] },
    },
    {
      category: 'water',
      severity: 4,
      title: '团结街供水管渗漏',
      description: '路面常年潮湿',
      at: { line: [inlandVillage.bend(-60, 265), inlandVillage.bend(-20, 265), inlandVillage.bend(30, 265)] },
    },
    {
      category: 'fire',
      severity: 2,
      title: '新港花园楼道充电',
      description: '电动车在门厅过夜充电',
      at: { point: edgeVillage.bend(214, 62) },
    },
    {
      category: 'food',
      severity: 3,
      title: '农贸市场水产摊贮存',
      description: '冰鲜与熟食混放',
      at: { point: edgeVillage.bend(-62, 46) },
    },
    {
      category: 'gas',
      severity: 2,
      title: '商业街餐馆气瓶间',
      description: '气瓶与灶台同室',
      at: { point: edgeVillage.bend(-104, 14) },
    },
    {
      category: 'publicOrder',
      severity: 4,
      title: '商业街占道经营',
      description: '赶集日占用消防通道',
      at: { line: [edgeVillage.bend(-134, 5), edgeVillage.bend(-70, 5), edgeVillage.bend(-4, 5)] },
    },
    {
      category: 'other',
      severity: 4,
      title: '文化广场健身器材松动',
      description: '漫步机底座螺栓缺失',
      at: { point: inlandVillage.bend(-24, 125) },
    },
  ];
}
