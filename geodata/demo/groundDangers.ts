import type { Sited } from './hazards.ts';
import { bay } from './plan.ts';
import { closedCurve, curve, type Line, offset, patch, ribbon, smoothstep } from './plane.ts';
import { outline } from './settlement.ts';
import { coast } from './shore.ts';
import { stream } from './water.ts';

const shore = (from: number, to: number) => coast.filter(([x]) => x >= from && x <= to);

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

/** Water, slopes and fire: what comes over houses, fields and woods. */
export function groundDangers(): Sited[] {
  const upperStream = stream.filter(([, y]) => y < 330 && y > 60);
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
  ];
}
