import type { ColumnsOf } from '../../shared/columns.ts';
import { dayNumber } from '../../shared/geo.ts';
import { type HazardState, hazardCategories, hazardStates, isOpen } from '../../shared/hazard.ts';
import { type KeyPersonCategory, keyPersonCategories } from '../../shared/keyPerson.ts';
import { visitAgeClass } from '../../shared/visit.ts';
import { type ZoneLevel, type ZoneSize, type ZoneSummary, zoneSize } from '../../shared/zone.ts';
import { rowById, rowsByValue } from '../api/columnLookups.ts';
import type { MapState } from '../url/mapState.ts';

export type Filters = Pick<
  MapState,
  'keyPersonCategories' | 'hazardSeverities' | 'hazardStates' | 'hazardCategories' | 'visitAges' | 'zoneSizes'
>;

export type Register = {
  household: ColumnsOf<'household'>;
  keyPerson: ColumnsOf<'keyPerson'>;
  hazard: ColumnsOf<'hazard'>;
  link: ColumnsOf<'link'>;
  visit: ColumnsOf<'visit'>;
  zones: readonly ZoneSummary[];
  levels: readonly ZoneLevel[];
  /** Calendar day `YYYY-MM-DD`. */
  today: string;
};

/** Rows of each set that the filters let through. */
export type Visible = { households: Int32Array; keyPersons: Int32Array; hazards: Int32Array; zoneIds: number[] | null };

function rowsWhere(length: number, test: (row: number) => boolean): Int32Array {
  const rows: number[] = [];
  for (let row = 0; row < length; row += 1) if (test(row)) rows.push(row);
  return Int32Array.from(rows);
}

/** Class of `visitAgeClass` for every row of the households. */
export function visitClasses({ household, visit, today }: Pick<Register, 'household' | 'visit' | 'today'>): Uint8Array {
  const now = dayNumber(today);
  const visits = rowById(visit);
  return Uint8Array.from(household.id, (id) => {
    const last = visit.lastOn[visits.get(id) ?? -1];
    return visitAgeClass(last ? now - last : null);
  });
}

export function sizeOf(zone: ZoneSummary, levels: readonly ZoneLevel[]): ZoneSize {
  const level = levels.find((each) => each.level === zone.level);
  return level ? zoneSize(zone.households, level) : 'within';
}

/** The zone and all that it lies in, innermost first. */
export function zonePath(id: number, zones: ReadonlyMap<number, ZoneSummary>): ZoneSummary[] {
  const path: ZoneSummary[] = [];
  for (let zone = zones.get(id); zone && path.length < 5; zone = zones.get(zone.parentId ?? -1)) path.push(zone);
  return path;
}

/** Ids of a zone and all zones inside it. */
export function zoneWithInner(id: number, zones: readonly ZoneSummary[]): Set<number> {
  const found = new Set([id]);
  for (let size = 0; size !== found.size; ) {
    size = found.size;
    for (const zone of zones) if (zone.parentId !== null && found.has(zone.parentId)) found.add(zone.id);
  }
  return found;
}

/** What the filters let through; a household passes when each filter that is set lets it through. */
export function visibleRows(register: Register, filters: Filters): Visible {
  const { household, zones, levels } = register;
  const zoneById = new Map(zones.map((zone) => [zone.id, zone]));
  const zoneIds =
    filters.zoneSizes.length === 0
      ? null
      : zones.filter((zone) => filters.zoneSizes.includes(sizeOf(zone, levels))).map((zone) => zone.id);
  const wantedZones = zoneIds && new Set(zoneIds);
  const wantedAges = new Set(filters.visitAges);
  const classes = wantedAges.size > 0 ? visitClasses(register) : null;
  const keyPersons = visibleKeyPersons(register.keyPerson, filters.keyPersonCategories);
  const withKeyPerson =
    filters.keyPersonCategories.length > 0
      ? new Set(Array.from(keyPersons, (row) => register.keyPerson.household[row]))
      : null;
  const households = rowsWhere(household.id.length, (row) => {
    if (withKeyPerson && !withKeyPerson.has(household.id[row])) return false;
    if (classes && !wantedAges.has(classes[row] ?? 0)) return false;
    return !wantedZones || zonePath(household.lane[row] ?? 0, zoneById).some((zone) => wantedZones.has(zone.id));
  });
  return { households, keyPersons, hazards: visibleHazards(register.hazard, filters), zoneIds };
}

function visibleKeyPersons(keyPerson: ColumnsOf<'keyPerson'>, categories: readonly KeyPersonCategory[]): Int32Array {
  const wanted = new Set(categories.map((category) => keyPersonCategories.indexOf(category)));
  return rowsWhere(keyPerson.id.length, (row) => wanted.size === 0 || wanted.has(keyPerson.category[row] ?? -1));
}

function visibleHazards(hazard: ColumnsOf<'hazard'>, filters: Filters): Int32Array {
  const severities = new Set<number>(filters.hazardSeverities);
  const states = new Set<number>(filters.hazardStates.map((state) => hazardStates.indexOf(state)));
  const categories = new Set<number>(filters.hazardCategories.map((category) => hazardCategories.indexOf(category)));
  const lets = (wanted: ReadonlySet<number>, value: number | undefined) => wanted.size === 0 || wanted.has(value ?? -1);
  return rowsWhere(
    hazard.id.length,
    (row) =>
      lets(severities, hazard.severity[row]) &&
      lets(states, hazard.state[row]) &&
      lets(categories, hazard.category[row]),
  );
}

/** The state a hazard's number in the columns stands for. */
export function stateAt(hazard: ColumnsOf<'hazard'>, row: number): HazardState {
  return hazardStates[hazard.state[row] ?? 0] ?? 'reported';
}

/** Open and past its day, given today's day number. */
export function isOverdueRow(hazard: ColumnsOf<'hazard'>, row: number, today: number): boolean {
  const due = hazard.dueOn[row] ?? 0;
  return isOpen(stateAt(hazard, row)) && due > 0 && due < today;
}

/** Whether each household has a party member, by row. */
export function linkedRows({ household, link }: Pick<Register, 'household' | 'link'>): Uint8Array {
  const links = rowsByValue(link.household);
  return Uint8Array.from(household.id, (id) => (links.has(id) ? 1 : 0));
}
