import {
  type Exposure,
  type ExposureIndex,
  exposureIndex,
  householdsWithin,
  peopleOf,
} from '../../../../shared/exposure.ts';
import { dayNumber } from '../../../../shared/geo.ts';
import { type HazardSeverity, hazardCategories, hazardSeverities, isOpen } from '../../../../shared/hazard.ts';
import { type HazardReach, reachOf } from '../../../../shared/hazardRules.ts';
import type { Shape } from '../../../../shared/shape.ts';
import { type Urgency, type UrgencyWeights, urgencyOf, visitOverdue } from '../../../../shared/urgency.ts';
import { rowById } from '../../../api/columnLookups.ts';
import { type Register, stateAt, zonePath } from '../../../map/visible.ts';
import { shapeAt } from '../filter/inPlace.ts';

const indexes = new WeakMap<object, ExposureIndex>();

/** Who lives where, to be asked again and again; built once for given columns. */
export function indexOf({ household, keyPerson }: Pick<Register, 'household' | 'keyPerson'>): ExposureIndex {
  const known = indexes.get(household.id);
  if (known && known.columns.keyPerson === keyPerson) return known;
  const index = exposureIndex({ household, keyPerson });
  indexes.set(household.id, index);
  return index;
}

/** Metres a hazard reaches: the slider's where one is given, else its own or its category's. */
export function reachAt({ hazard }: Register, row: number, setting: HazardReach, slider: number | null): number {
  if (slider !== null) return slider;
  const geometry = hazard.geometry[row] ?? '';
  const own = hazard.reach[row] ?? -1;
  return reachOf(setting, {
    category: hazardCategories[hazard.category[row] ?? 0] ?? 'other',
    isArea: geometry.includes('Polygon'),
    reach: own < 0 ? null : own,
  });
}

/** What is in danger: some shapes, each with the metres it reaches. */
export type Threats = readonly { shape: Shape; metres: number }[];

/** Shapes and reaches of some hazards; those without a position are left out. */
export function threatsOf(
  register: Register,
  rows: readonly number[],
  setting: HazardReach,
  slider: number | null,
): Threats {
  return rows.flatMap((row) => {
    const shape = shapeAt(register.hazard, row);
    return shape ? [{ shape, metres: reachAt(register, row, setting, slider) }] : [];
  });
}

export type Duty = { zoneId: number; zoneName: string; leadName: string | null; households: number };
export type DangerNow = Exposure & {
  /** Rows of the households. */
  rows: readonly number[];
  duties: readonly Duty[];
  /** Party members linked with households in danger, and how many of those have one. */
  members: number;
  linked: number;
};

/** Who is in danger, each household once, and whose lanes they live in, the largest first. */
export function dangerOf(register: Register, threats: Threats): DangerNow {
  const index = indexOf(register);
  const found = new Set(threats.flatMap(({ shape, metres }) => householdsWithin(index, shape, metres)));
  const rows = [...found].filter((row) => register.household.ended[row] !== 1).sort((a, b) => a - b);
  const ids = new Set(rows.map((row) => register.household.id[row] ?? 0));
  const members = new Set<number>();
  const linked = new Set<number>();
  register.link.household.forEach((id, row) => {
    if (!ids.has(id)) return;
    linked.add(id);
    members.add(register.link.member[row] ?? 0);
  });
  return {
    ...peopleOf(index, rows),
    rows,
    duties: dutiesOf(register, rows),
    members: members.size,
    linked: linked.size,
  };
}

function dutiesOf({ household, zones }: Register, rows: readonly number[]): Duty[] {
  const counts = new Map<number, number>();
  for (const row of rows) {
    const lane = household.lane[row] ?? 0;
    counts.set(lane, (counts.get(lane) ?? 0) + 1);
  }
  return zones
    .flatMap(({ id, name, leadName }) => {
      const households = counts.get(id);
      return households === undefined ? [] : [{ zoneId: id, zoneName: name, leadName, households }];
    })
    .sort((a, b) => b.households - a.households || a.zoneId - b.zoneId);
}

export type Ranked = { id: number; row: number; score: number; urgency: Urgency };

/** Whether some key people are shown near their lane only, so that who is within reach of a place is the server's to count. */
export function isCoarse({ keyPerson }: Pick<Register, 'keyPerson'>): boolean {
  return keyPerson.household.includes(0);
}

/** Open hazards of some rows by urgency, the most urgent first. */
export function rankedHazards(
  register: Register,
  rows: readonly number[],
  setting: HazardReach,
  weights: UrgencyWeights,
): Ranked[] {
  const { hazard } = register;
  const index = indexOf(register);
  const today = dayNumber(register.today);
  return rows
    .filter((row) => isOpen(stateAt(hazard, row)))
    .flatMap((row): Ranked[] => {
      const shape = shapeAt(hazard, row);
      const within = shape ? householdsWithin(index, shape, reachAt(register, row, setting, null)) : [];
      const due = hazard.dueOn[row] ?? 0;
      const last = hazard.lastStepOn[row] ?? 0;
      const urgency = urgencyOf(
        {
          ...peopleOf(index, within),
          severities: [severityAt(register, row)],
          overdueDays: due > 0 ? today - due : 0,
          idleDays: last > 0 ? today - last : null,
        },
        weights,
      );
      return [{ id: hazard.id[row] ?? 0, row, score: urgency.score, urgency }];
    })
    .sort((a, b) => b.score - a.score || a.id - b.id);
}

/** Households within reach of open hazards by urgency, the most urgent first. */
export function rankedHouseholds(
  register: Register,
  rows: readonly number[],
  setting: HazardReach,
  weights: UrgencyWeights,
): Ranked[] {
  const { hazard, household, visit, keyPerson } = register;
  const index = indexOf(register);
  const today = dayNumber(register.today);
  const severities = new Map<number, HazardSeverity[]>();
  for (const row of rows) {
    const shape = isOpen(stateAt(hazard, row)) ? shapeAt(hazard, row) : null;
    if (!shape) continue;
    for (const home of householdsWithin(index, shape, reachAt(register, row, setting, null))) {
      severities.set(home, [...(severities.get(home) ?? []), severityAt(register, row)]);
    }
  }
  const visits = rowById(visit);
  return [...severities]
    .map(([row, reaching]): Ranked => {
      const id = household.id[row] ?? 0;
      const last = visit.lastOn[visits.get(id) ?? -1] ?? 0;
      const idleDays = last > 0 ? today - last : null;
      const intervals = (index.keyPersonsOf.get(id) ?? [])
        .map((at) => keyPerson.visitEveryDays[at] ?? 0)
        .filter(Boolean);
      const shortest = intervals.length > 0 ? Math.min(...intervals) : null;
      const overdueDays = visitOverdue(shortest, idleDays);
      const urgency = urgencyOf({ ...peopleOf(index, [row]), severities: reaching, overdueDays, idleDays }, weights);
      return { id, row, score: urgency.score, urgency };
    })
    .sort((a, b) => b.score - a.score || a.id - b.id);
}

function severityAt({ hazard }: Register, row: number): HazardSeverity {
  return hazardSeverities.find((each) => each === hazard.severity[row]) ?? 4;
}

/** The zone a household lies in, with the one around it, for its row of a list. */
export function zoneNameAt({ household, zones }: Register, row: number): string {
  const byId = new Map(zones.map((zone) => [zone.id, zone]));
  return zonePath(household.lane[row] ?? 0, byId)
    .map(({ name }) => name)
    .reverse()
    .join(' · ');
}
