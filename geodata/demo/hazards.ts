import type { Geometry } from 'geojson';
import { reading } from '../../server/db/pinyin.ts';
import {
  type HazardCategory,
  type HazardSeverity,
  type HazardState,
  hazardStates,
  isOpen,
} from '../../shared/hazard.ts';
import type { Calendar } from './calendar.ts';
import { geoLine, geoPoint, geoPolygon } from './frame.ts';
import type { Line, Point } from './plane.ts';
import { itemAt, random as randomOf } from './random.ts';
import type { HazardRow } from './rows.ts';

/** A danger and where it lies, before anybody has dealt with it. */
export type Danger = {
  category: HazardCategory;
  severity: HazardSeverity;
  title: string;
  description: string;
  villageCode: string;
  zoneId: number | null;
  at: { point: Point } | { line: Line } | { ring: Line };
};

/** A danger of which only the place is known, not yet the village and zone it lies in. */
export type Sited = Omit<Danger, 'villageCode' | 'zoneId'>;

/** Days within which a danger of each severity is to be mended. */
const daysToMend: Record<HazardSeverity, number> = { 1: 10, 2: 20, 3: 45, 4: 75 };

function shape(at: Danger['at']): Geometry {
  if ('point' in at) return geoPoint(at.point);
  return 'line' in at ? geoLine(at.line) : geoPolygon([at.ring]);
}

/** Gives every danger its number, its state in the closed loop, and its dates; about a quarter of the open ones are overdue. */
export function hazardRows(countyCode: string, dangers: Danger[], dates: Calendar, nextId: () => number): HazardRow[] {
  const random = randomOf('hazards');
  // The order of report is not the order in which they are listed by place.
  return random.shuffled(dangers).map((danger, index) => {
    const drawn = random.weighted<HazardState>([
      ['reported', 6],
      ['verified', 7],
      ['assigned', 9],
      ['rectifying', 14],
      ['rechecked', 6],
      ['closed', 12],
      ['rejected', 3],
    ]);
    const isGrave = danger.severity === 1;
    const state =
      index < hazardStates.length && !isGrave ? itemAt(hazardStates, index) : isGrave ? 'rectifying' : drawn;
    const allowed = daysToMend[danger.severity];
    const isLate = isOpen(state) && state !== 'reported' && random.chance(0.27);
    const age =
      state === 'reported' ? random.whole(0, 5) : isLate ? allowed + random.whole(1, 26) : random.whole(2, allowed - 2);
    const reported = state === 'closed' ? age + random.whole(10, 160) : age;
    const closed = state === 'closed' ? Math.max(1, reported - random.whole(3, allowed)) : null;
    const { category, severity, title, description, villageCode, zoneId } = danger;
    return {
      countyCode,
      id: nextId(),
      villageCode,
      number: `F-${String(index + 1).padStart(3, '0')}`,
      category,
      severity,
      state,
      title,
      ...reading(title),
      description,
      zoneId,
      reportedAt: dates.momentAgo(reported, random.whole(8, 17), random.whole(0, 59)),
      dueOn: dates.daysAgo(reported - allowed),
      closedAt: closed === null ? null : dates.momentAgo(closed, 18, random.whole(0, 59)),
      geometry: shape(danger.at),
    };
  });
}
