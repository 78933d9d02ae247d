import type { AreaSummary } from '../../../../shared/area.ts';
import { dayNumber, type Position } from '../../../../shared/geo.ts';
import {
  type HazardCategory,
  type HazardSeverity,
  hazardCategories,
  hazardSeverities,
  isOpen,
} from '../../../../shared/hazard.ts';
import type { HazardFilter } from '../../../../shared/hazardFilter.ts';
import { isOverdueRow, type Register, stateAt, zoneWithInner } from '../../../map/visible.ts';
import type { TriageNow } from '../useTriage.ts';
import { type Frame, frameOf } from './frame.ts';

/** One of two that are set side by side: a period, or an area or zone. */
export type Side = {
  name: string;
  filter: HazardFilter;
  /** Of the area, for what counts per household. */
  households: number;
  /** Rows of households that show where it is. */
  ground: readonly number[];
};

/** What somebody chose for one side. */
export type SideChoice =
  | { kind: 'period'; from: string; to: string }
  /** Code of an area below the current one, or id of a zone. */
  | { kind: 'area'; key: string };

/** The areas below the current one, or in a village its zones of a level. */
export function comparable(
  { areaCode, register }: TriageNow,
  areas: readonly AreaSummary[],
  level: string,
): { key: string; name: string }[] {
  if (areaCode.length < 12) {
    return areas.filter(({ parentCode }) => parentCode === areaCode).map(({ code, name }) => ({ key: code, name }));
  }
  return register.zones.filter((zone) => zone.level === level).map(({ id, name }) => ({ key: String(id), name }));
}

export function sideOf(now: TriageNow, choice: SideChoice, areas: readonly AreaSummary[]): Side {
  const { filter, register } = now;
  const { household, zones } = register;
  const everywhere = [...household.id.keys()].filter((row) => household.ended[row] !== 1);
  if (choice.kind === 'period') {
    return {
      name: `${choice.from} – ${choice.to}`,
      filter: { ...filter, reportedFrom: choice.from, reportedTo: choice.to },
      households: everywhere.length,
      ground: everywhere,
    };
  }
  const area = areas.find(({ code }) => code === choice.key);
  if (area) {
    const byId = new Map(zones.map((zone) => [zone.id, zone]));
    return {
      name: area.name,
      filter: { ...filter, areaCode: area.code, zoneId: null },
      households: area.households,
      ground: everywhere.filter((row) => byId.get(household.lane[row] ?? 0)?.villageCode.startsWith(area.code)),
    };
  }
  const id = Number(choice.key);
  const inner = zoneWithInner(id, zones);
  const zone = zones.find((each) => each.id === id);
  return {
    name: zone?.name ?? '',
    filter: { ...filter, zoneId: id },
    households: zone?.households ?? 0,
    ground: everywhere.filter((row) => inner.has(household.lane[row] ?? 0)),
  };
}

/** What the hazards of one side come to. */
export type Tally = {
  total: number;
  open: number;
  overdue: number;
  closed: number;
  onTime: number;
  rated: number;
  satisfied: number;
  categories: Map<HazardCategory, number>;
  severities: Map<HazardSeverity, number>;
};

export function tallyOf({ hazard, today }: Register, rows: readonly number[]): Tally {
  const day = dayNumber(today);
  const tally: Tally = {
    total: rows.length,
    open: 0,
    overdue: 0,
    closed: 0,
    onTime: 0,
    rated: 0,
    satisfied: 0,
    categories: new Map(),
    severities: new Map(),
  };
  for (const row of rows) {
    const state = stateAt(hazard, row);
    const category = hazardCategories[hazard.category[row] ?? 0] ?? 'other';
    const severity = hazardSeverities.find((each) => each === hazard.severity[row]) ?? 4;
    tally.categories.set(category, (tally.categories.get(category) ?? 0) + 1);
    tally.severities.set(severity, (tally.severities.get(severity) ?? 0) + 1);
    if (isOpen(state)) tally.open += 1;
    if (isOverdueRow(hazard, row, day)) tally.overdue += 1;
    const due = hazard.dueOn[row] ?? 0;
    if (state === 'closed' && due > 0) {
      tally.closed += 1;
      if ((hazard.closedOn[row] ?? 0) <= due) tally.onTime += 1;
    }
    if ((hazard.satisfied[row] ?? -1) >= 0) tally.rated += 1;
    if (hazard.satisfied[row] === 1) tally.satisfied += 1;
  }
  return tally;
}

/** The frame of each side from what is drawn in it; one place at two times has one, so that what lies where can be compared. */
export function framesOf(
  [one, other]: readonly [Side, Side],
  [left, right]: readonly [readonly Position[], readonly Position[]],
): [Frame | null, Frame | null] {
  const isOnePlace = one.filter.areaCode === other.filter.areaCode && one.filter.zoneId === other.filter.zoneId;
  if (!isOnePlace) return [frameOf(left), frameOf(right)];
  const both = frameOf([...left, ...right]);
  return [both, both];
}
