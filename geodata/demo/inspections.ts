import { dayNumber } from '../../shared/geo.ts';
import type { HazardCategory } from '../../shared/hazard.ts';
import { type InspectionPlanInput, occurrences } from '../../shared/inspection.ts';
import type { Calendar } from './calendar.ts';
import { type Random, random as randomOf } from './random.ts';
import type { HazardRow, InspectionPlanRow, InspectionRow, PlaceRow, ZoneRow } from './rows.ts';

type Plan = Omit<InspectionPlanInput, 'startsOn'>;
const plans: Plan[] = [
  {
    areaCode: '371082999',
    name: '每月 26 日消防安全大巡查',
    category: 'fire',
    recurrence: { every: 'month', day: 26 },
    inspected: { kind: 'zone', level: 'lane' },
    graceDays: 3,
    recheckDays: 14,
    checklist: [
      '灭火器在期、压力正常',
      '巷道消防车可通行',
      '无飞线充电、楼道充电',
      '柴草不靠墙堆放',
      '独居老人灶台、取暖安全',
    ],
  },
  {
    areaCode: '371082999',
    name: '避难场所月检',
    category: 'flood',
    recurrence: { every: 'month', day: 10 },
    inspected: { kind: 'place', category: 'shelter' },
    graceDays: 5,
    recheckDays: 10,
    checklist: ['指示牌完好', '场地无占用', '照明与供水可用', '应急物资在期'],
  },
  {
    areaCode: '371082999',
    name: '食堂燃气季检',
    category: 'gas',
    recurrence: { every: 'quarter', day: 15 },
    inspected: { kind: 'place', category: 'canteen' },
    graceDays: 7,
    recheckDays: 15,
    checklist: ['报警器有效', '软管未超期', '气瓶间通风'],
  },
];

type Subject = { villageCode: string; zoneId: number | null; placeId: number | null };
type Ids = { plan: () => number; inspection: () => number };
type Found = Pick<InspectionRow, 'state' | 'recheckOn' | 'doneAt' | 'doneBy' | 'note' | 'hazardIds'>;

/**
 * Rounds of the last half year: those before the last are done, of the last a few are overdue and some wait for their
 * recheck. Rounds to come are made by the server.
 */
export function inspectionRows(
  countyCode: string,
  { zones, places, hazards }: { zones: ZoneRow[]; places: PlaceRow[]; hazards: HazardRow[] },
  dates: Calendar,
  ids: Ids,
): { plans: InspectionPlanRow[]; inspections: InspectionRow[] } {
  const random = randomOf('inspections');
  const inspections: InspectionRow[] = [];
  const planRows = plans.map((plan): InspectionPlanRow => {
    const id = ids.plan();
    const startsOn = dates.daysAgo(185);
    const rounds = occurrences(plan.recurrence, startsOn, dates.today);
    const subjects = subjectsOf(plan, zones, places);
    for (const [index, roundOn] of rounds.entries()) {
      const ago = dayNumber(dates.today) - dayNumber(roundOn);
      const isLast = index === rounds.length - 1;
      for (const subject of subjects) {
        const hazard = hazards.find(
          ({ zoneId, category }) => zoneId !== null && zoneId === subject.zoneId && category === plan.category,
        );
        inspections.push({
          countyCode,
          id: ids.inspection(),
          ...subject,
          planId: id,
          roundOn,
          dueOn: dates.daysAgo(ago - plan.graceDays),
          ...found(plan, ago, isLast, hazard, dates, random),
        });
      }
    }
    return { countyCode, id, ...plan, startsOn, endedOn: null, plannedTo: dates.today };
  });
  return { plans: planRows, inspections };
}

function subjectsOf({ inspected }: Plan, zones: ZoneRow[], places: PlaceRow[]): Subject[] {
  if (inspected.kind === 'zone') {
    return zones
      .filter(({ level }) => level === inspected.level)
      .map(({ id, villageCode }) => ({ villageCode, zoneId: id, placeId: null }));
  }
  return places.flatMap(({ id, villageCode, category }) =>
    category === inspected.category && villageCode ? [{ villageCode, zoneId: null, placeId: id }] : [],
  );
}

const faults: Partial<Record<HazardCategory, readonly [string, ...string[]]>> = {
  fire: ['灭火器过期两具', '巷口堆放柴草', '一户飞线充电'],
  flood: ['照明两盏不亮', '指示牌褪色'],
  gas: ['软管接口无卡箍'],
};

function found(
  { graceDays, recheckDays, category }: Plan,
  ago: number,
  isLast: boolean,
  hazard: HazardRow | undefined,
  dates: Calendar,
  random: Random,
): Found {
  const chance = random.next();
  const done = Math.max(0, ago - random.whole(0, graceDays));
  const doneAt = dates.momentAgo(done, random.whole(7, 9), random.whole(0, 59));
  const nothing: Found = { state: 'due', recheckOn: null, doneAt: null, doneBy: null, note: '', hazardIds: [] };
  // Whoever has still time may not have been there yet.
  if (isLast && chance < (ago <= graceDays ? 0.45 : 0.07)) return nothing;
  if (isLast && chance < (ago <= graceDays ? 0.55 : 0.16)) {
    const note = random.pick(faults[category] ?? ['有一处不合格']);
    const hazardIds = hazard ? [hazard.id] : [];
    return { state: 'found', recheckOn: dates.daysAgo(done - recheckDays), doneAt, doneBy: '街巷长', note, hazardIds };
  }
  return { ...nothing, state: 'passed', doneAt, doneBy: '街巷长', note: chance > 0.92 ? '复查合格' : '' };
}
