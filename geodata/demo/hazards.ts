import type { Geometry } from 'geojson';
import { type HazardCategory, type HazardSeverity, type HazardState, hazardStates } from '../../shared/hazard.ts';
import type { Calendar } from './calendar.ts';
import { geoLine, geoPoint, geoPolygon } from './frame.ts';
import { reading } from './names.ts';
import type { Line, Point } from './plane.ts';
import { random as randomOf } from './random.ts';
import type { Dwelling } from './register.ts';
import type { HazardRow } from './rows.ts';

/** A danger and where it lies, before anybody has dealt with it. */
export type Danger = {
  category: HazardCategory;
  severity: HazardSeverity;
  title: string;
  description: string;
  villageCode: string;
  zoneId?: number | null;
  at: { point: Point } | { line: Line } | { ring: Line };
};

function shape(at: Danger['at']): Geometry {
  if ('point' in at) return geoPoint(at.point);
  return 'line' in at ? geoLine(at.line) : geoPolygon([at.ring]);
}

/** Gives every danger its number, its state in the closed loop, and its dates; some are overdue. */
export function hazardRows(countyCode: string, dangers: Danger[], dates: Calendar, nextId: () => number): HazardRow[] {
  const random = randomOf('hazards');
  return dangers.map((danger, index) => {
    const state: HazardState = random.weighted([
      ['reported', 7],
      ['verified', 7],
      ['assigned', 9],
      ['rectifying', 14],
      ['rechecked', 6],
      ['closed', 14],
      ['rejected', 3],
    ] as const);
    const forced = hazardStates[index] ?? state;
    const chosen = index < hazardStates.length ? forced : state;
    const reported = chosen === 'reported' ? random.whole(0, 6) : random.whole(8, 150);
    const due = reported - [0, 7, 15, 30, 60][danger.severity]! - random.whole(0, 40);
    const closed = chosen === 'closed' ? random.whole(1, reported - 2) : null;
    const { category, severity, title, description, villageCode, zoneId = null } = danger;
    return {
      countyCode,
      id: nextId(),
      villageCode,
      number: `F-${String(index + 1).padStart(3, '0')}`,
      category,
      severity,
      state: chosen,
      title,
      ...reading(title),
      description,
      zoneId,
      reportedAt: dates.momentAgo(reported, random.whole(8, 17), random.whole(0, 59)),
      dueOn: dates.daysAgo(due),
      closedAt: closed === null ? null : dates.momentAgo(closed, 16, random.whole(0, 59)),
      geometry: shape(danger.at),
    };
  });
}

/** Dangers in and around houses. */
export function houseDangers(dwellings: Dwelling[], count: number, villageCode: string): Danger[] {
  const random = randomOf(`dangers ${villageCode}`);
  const kinds: Omit<Danger, 'at' | 'villageCode'>[] = [
    { category: 'electricity', severity: 2, title: '线路老化', description: '入户线绝缘层开裂，雨天跳闸' },
    { category: 'fire', severity: 3, title: '院内柴草堆积', description: '紧靠山墙，离灶房不足三米' },
    { category: 'building', severity: 2, title: '厢房墙体开裂', description: '裂缝宽约两厘米，已劝离居住' },
    { category: 'gas', severity: 3, title: '燃气软管超期', description: '使用超过三年，接口无卡箍' },
    { category: 'building', severity: 4, title: '院墙倾斜', description: '外倾约五度，临胡同一侧' },
  ];
  return random
    .shuffled(dwellings)
    .slice(0, count)
    .map((dwelling, index) => ({
      ...kinds[index % kinds.length]!,
      villageCode,
      zoneId: dwelling.row.laneId,
      at: { point: dwelling.door },
    }));
}
