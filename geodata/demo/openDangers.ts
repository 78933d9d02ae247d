import type { Danger } from './hazards.ts';
import { bay, edgeVillage, inlandVillage } from './plan.ts';
import { closedCurve, curve, type Line, offset, type Point, ribbon, smoothstep } from './plane.ts';
import { itemAt } from './random.ts';
import { roads } from './roads.ts';
import { outline } from './settlement.ts';
import { coast } from './shore.ts';
import { reservoir, stream } from './water.ts';

export type Sited = Omit<Danger, 'villageCode' | 'zoneId'>;

const shore = (from: number, to: number) => coast.filter(([x]) => x >= from && x <= to);
const roadNamed = (name: string) => roads.find((road) => road.name === name)?.line ?? [];

/** A soft-edged area of about these measures. */
function patch(centre: Point, width: number, depth: number, angle = 0): Line {
  const corners = Array.from({ length: 9 }, (_, index): Point => {
    const turn = (index / 9) * 2 * Math.PI;
    const reach = 1 + 0.1 * Math.sin(3 * turn + centre[0]);
    const [x, y] = [(width / 2) * reach * Math.cos(turn), (depth / 2) * reach * Math.sin(turn)];
    return [
      centre[0] + x * Math.cos(angle) - y * Math.sin(angle),
      centre[1] + x * Math.sin(angle) + y * Math.cos(angle),
    ];
  });
  return closedCurve(corners, 8);
}

/** Where the stream spreads when the tide holds it back: wider and wider towards its mouth. */
function floodPlain(): Line {
  const lower = stream.filter(([, y]) => y < -170);
  const bank = (side: 1 | -1) =>
    offset(lower, (index) => side * (14 + 40 * smoothstep(0, lower.length, index) + 5 * Math.sin(index * 0.55 + side)));
  const [west, east] = [bank(-1), bank(1)];
  return closedCurve(
    [...west.filter((_, index) => index % 3 === 0), ...east.reverse().filter((_, index) => index % 3 === 0)],
    9,
  );
}

/** A soft outline around a stretch of a line. */
function along(line: Line, width: number): Line {
  return ribbon(curve(line, 12), width);
}

/** What can go wrong on land and water that belongs to no house, each where it would be. */
export function openDangers(): Sited[] {
  const upperStream = stream.filter(([, y]) => y < 330 && y > 60);
  const highway = roadNamed('荣港公路');
  return [
    {
      category: 'flood',
      severity: 1,
      title: '青石河下游易涝区',
      description: '大潮顶托时河水漫滩，两岸院落进水',
      at: {
        ring: floodPlain(),
      },
    },
    {
      category: 'flood',
      severity: 2,
      title: '海堤风暴潮越浪',
      description: '台风增水时越浪，堤后道路积水',
      at: { line: shore(-44, 90) },
    },
    {
      category: 'flood',
      severity: 2,
      title: '晒网场低洼积水',
      description: '排水口被网具堵塞',
      at: { ring: outline(bay, { u0: 148, u1: 222, v0: -60, v1: -16 }) },
    },
    {
      category: 'geology',
      severity: 1,
      title: '水库坝体渗水',
      description: '坝脚有湿润斑，已降低水位',
      at: {
        ring: along(
          [
            [440, 876],
            [492, 858],
            [530, 872],
          ],
          26,
        ),
      },
    },
    {
      category: 'geology',
      severity: 2,
      title: '村北坡面松动',
      description: '雨后有小块滚石，紧邻末排房屋',
      at: {
        ring: curve(
          [
            [1010, 838],
            [1090, 862],
            [1150, 905],
            [1090, 940],
            [1000, 905],
            [1010, 838],
          ],
          9,
        ).slice(0, -1),
      },
    },
    {
      category: 'geology',
      severity: 3,
      title: '西山头海崖崩塌',
      description: '崖顶裂缝加宽，已设警示',
      at: { line: shore(-1270, -1090) },
    },
    {
      category: 'flood',
      severity: 3,
      title: '公路桥涵淤堵',
      description: '桥孔被枯枝堵去三分之一',
      at: { line: upperStream.slice(4, 12) },
    },
    {
      category: 'fire',
      severity: 1,
      title: '老巷连片火灾风险',
      description: '石木老屋成片，胡同窄，消防车进不去',
      at: { ring: outline(bay, { u0: -92, u1: -20, v0: 84, v1: 151 }) },
    },
    {
      category: 'fire',
      severity: 2,
      title: '东坡公墓祭扫用火',
      description: '墓区与松林相连，防火隔离带不足',
      at: { ring: patch([1168, 1184], 165, 150, 0.2) },
    },
    {
      category: 'fire',
      severity: 2,
      title: '松林林缘可燃物',
      description: '林下枯草厚，未及时清理',
      at: {
        line: curve(
          [
            [480, 1120],
            [560, 1140],
            [640, 1130],
            [730, 1090],
          ],
          14,
        ),
      },
    },
    {
      category: 'road',
      severity: 2,
      title: '荣港公路弯道',
      description: '视线被行道树遮挡，去年三起剐蹭',
      at: { line: highway.filter(([x]) => x > 380 && x < 560) },
    },
    {
      category: 'road',
      severity: 3,
      title: '环海西路临崖段无护栏',
      description: '临海侧缺护栏约二百米',
      at: { line: roadNamed('环海西路').filter(([x]) => x < -860 && x > -1010) },
    },
    {
      category: 'road',
      severity: 3,
      title: '岭港路路肩塌陷',
      description: '重车碾压，路肩下沉',
      at: { line: roadNamed('岭港路').filter(([x]) => x > -330 && x < -190) },
    },
    {
      category: 'road',
      severity: 2,
      title: '学校门前无减速带',
      description: '上学时段车速快',
      at: { point: bay.bend(262, 160) },
    },
    {
      category: 'road',
      severity: 4,
      title: '果园路坑槽',
      description: '连续坑槽十余处',
      at: { line: roadNamed('果园路').filter(([, y]) => y < 420 && y > 260) },
    },
    {
      category: 'vessel',
      severity: 2,
      title: '锚地船舶走锚',
      description: '大风天锚链交缠，缺值守',
      at: {
        ring: curve(
          [
            [112, -628],
            [150, -545],
            [330, -540],
            [338, -600],
            [250, -645],
            [112, -628],
          ],
          10,
        ).slice(0, -1),
      },
    },
    {
      category: 'vessel',
      severity: 3,
      title: '筏区浮标灯损坏',
      description: '夜间船只误入养殖区',
      at: { ring: patch([-330, -868], 560, 300, 0.05) },
    },
    {
      category: 'vessel',
      severity: 3,
      title: '防波堤堤头灯不亮',
      description: '进港航道无灯标',
      at: { point: [212, -662] },
    },
    { category: 'vessel', severity: 4, title: '栈桥系缆桩锈蚀', description: '两处松动', at: { point: [230, -520] } },
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
