import type { Geometry } from 'geojson';
import { reading } from '../../server/db/pinyin.ts';
import {
  type HazardCategory,
  type HazardChannel,
  type HazardSeverity,
  type HazardState,
  hazardStates,
  isOpen,
} from '../../shared/hazard.ts';
import { defaultHazardDueDays } from '../../shared/hazardRules.ts';
import type { Calendar } from './calendar.ts';
import { geoLine, geoPoint, geoPolygon } from './frame.ts';
import { kindOf } from './hazardKinds.ts';
import { lifeOf, type Standing, stepsTo } from './hazardLife.ts';
import type { Line, Point } from './plane.ts';
import { itemAt, type Random, random as randomOf } from './random.ts';
import type { HazardEventRow, HazardRow } from './rows.ts';

/** A danger and where it lies, before anybody has dealt with it. */
export type Danger = {
  category: HazardCategory;
  severity: HazardSeverity;
  title: string;
  description: string;
  villageCode: string;
  zoneId: number | null;
  at: { point: Point } | { line: Line } | { ring: Line };
  /** Of what is over: the months of the year in which such a thing happens. */
  months?: readonly number[];
};

/** A danger of which only the place is known, not yet the village and zone it lies in. */
export type Sited = Omit<Danger, 'villageCode' | 'zoneId'>;

function shape(at: Danger['at']): Geometry {
  if ('point' in at) return geoPoint(at.point);
  return 'line' in at ? geoLine(at.line) : geoPolygon([at.ring]);
}

/** Who answers for a zone, or for a village where a danger lies in none. */
export type ResponsibleOf = (zoneId: number | null, villageCode: string) => number | null;
type Ids = { hazard: () => number; event: () => number };

/** Beyond the means of a village. */
const referred = new Set(['水库坝体渗水']);

/**
 * The dangers of today, in every state of the closed loop, about a quarter of the open ones overdue, and those of the
 * fourteen months before that are over; each with what happened to it day by day. Numbers follow the day of the report.
 */
export function hazardRows(
  countyCode: string,
  { present, past }: { present: Danger[]; past: Danger[] },
  responsibleOf: ResponsibleOf,
  dates: Calendar,
  ids: Ids,
): { hazards: HazardRow[]; events: HazardEventRow[] } {
  const random = randomOf('hazards');
  // The order of report is not the order in which they are listed by place.
  const standing = random
    .shuffled(present)
    .map((danger, index) => ({ danger, standing: presentStanding(danger, index, random) }));
  const over = past.map((danger, index) => ({
    danger,
    standing: pastStanding(danger, dates, randomOf(`past standing ${index}`)),
  }));
  const lives = randomOf('hazard lives');
  const made = [...standing, ...over].map(({ danger, standing: stands }) =>
    hazardRow(countyCode, danger, stands, responsibleOf, dates, lives, ids),
  );
  const inOrder = [...made].sort((a, b) => (a.row.reportedAt < b.row.reportedAt ? -1 : 1));
  for (const [index, { row }] of inOrder.entries()) row.number = `F-${String(index + 1).padStart(3, '0')}`;
  return { hazards: made.map(({ row }) => row), events: made.flatMap(({ events }) => events) };
}

function daysAllowed({ category, severity }: Danger): number {
  return (defaultHazardDueDays.byCategory[category] ?? defaultHazardDueDays.usual)[severity];
}

function presentStanding(danger: Danger, index: number, random: Random): Standing {
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
  const state = index < hazardStates.length && !isGrave ? itemAt(hazardStates, index) : isGrave ? 'rectifying' : drawn;
  const allowed = daysAllowed(danger);
  const isLate = isOpen(state) && state !== 'reported' && random.chance(0.27);
  const age =
    state === 'reported'
      ? random.whole(1, Math.min(5, allowed))
      : isLate
        ? allowed + random.whole(1, 26)
        : random.whole(1, Math.max(1, allowed - 1));
  const reported = state === 'closed' ? age + random.whole(10, 160) : age;
  return { state, reported, closed: state === 'closed' ? Math.max(2, reported - random.whole(3, allowed)) : null };
}

/** What is over was mostly mended in time; the day falls into a season of its own where there is one. */
function pastStanding(danger: Danger, dates: Calendar, random: Random): Standing {
  let reported = random.whole(60, 425);
  for (let tries = 0; tries < 80 && danger.months; tries++) {
    if (danger.months.includes(Number(dates.daysAgo(reported).slice(5, 7)))) break;
    reported = random.whole(60, 425);
  }
  if (random.chance(0.06)) return { state: 'rejected', reported, closed: null };
  const allowed = daysAllowed(danger);
  const taken = random.chance(0.16) ? allowed + random.whole(1, 20) : random.whole(1, allowed);
  return { state: 'closed', reported, closed: Math.max(8, reported - taken) };
}

function hazardRow(
  countyCode: string,
  danger: Danger,
  standing: Standing,
  responsibleOf: ResponsibleOf,
  dates: Calendar,
  random: Random,
  ids: Ids,
): { row: HazardRow; events: HazardEventRow[] } {
  const { category, severity, title, description, villageCode, zoneId } = danger;
  const id = ids.hazard();
  const channel = random.weighted<HazardChannel>([
    ['patrol', 46],
    ['snapshot', 24],
    ['inspection', 20],
    ['hotline', 10],
  ]);
  const planned = stepsTo(standing.state, random);
  const steps = referred.has(title)
    ? planned.flatMap((step) => (step === 'assign' ? ['refer' as const, step] : step))
    : planned;
  const { events, ...life } = lifeOf(
    steps,
    standing,
    {
      countyCode,
      villageCode,
      hazardId: id,
      reporter: reporters[channel],
      assigneeId: responsibleOf(zoneId, villageCode),
    },
    dates,
    random,
    ids.event,
  );
  const row: HazardRow = {
    countyCode,
    id,
    villageCode,
    number: '',
    category,
    kind: kindOf(category, title),
    channel,
    severity,
    state: standing.state,
    title,
    ...reading(title),
    description,
    zoneId,
    ...life,
    dueOn: dates.daysAgo(standing.reported - daysAllowed(danger)),
    geometry: shape(danger.at),
  };
  return { row, events };
}

const reporters: Record<HazardChannel, string> = {
  patrol: '街巷长',
  snapshot: '随手拍村民',
  inspection: '网格长',
  hotline: '12345 热线',
  import: '村两委',
  other: '村两委',
};
