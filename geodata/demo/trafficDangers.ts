import type { Sited } from './hazards.ts';
import { bay } from './plan.ts';
import { curve, patch } from './plane.ts';
import { roads } from './roads.ts';

const roadNamed = (name: string) => roads.find((road) => road.name === name)?.line ?? [];

/** On the roads, and among the boats. */
export function trafficDangers(): Sited[] {
  const highway = roadNamed('荣港公路');
  return [
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
  ];
}
