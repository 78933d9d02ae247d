import { type BalanceRow, issuesOf, type Limits, type MemberRow, worstFirst } from './balance.ts';
import { apply, type Belonging, type Conflict, invert, type Move } from './move.ts';
import type { NeighbourGraph } from './neighbours.ts';
import { tallyOf } from './tally.ts';
import { planeOf } from './walking.ts';
import { type ZoneLoads, zoneLoads } from './zoneLoads.ts';

/** Households as the browser keeps them (`shared/columns.ts`): one row each, 0 for no zone or member, NaN for no position. */
export type SheetHouseholds = {
  id: ArrayLike<number>;
  lng: ArrayLike<number>;
  lat: ArrayLike<number>;
  lane: ArrayLike<number>;
  persons: ArrayLike<number>;
  keyPersons: ArrayLike<number>;
  member: ArrayLike<number>;
};

export type SheetZone = { id: number; level: string; parentId: number | null; leadId: number | null };
export type SheetMember = { id: number; capacity: number };

export type SheetInput = {
  levels: readonly Limits[];
  zones: readonly SheetZone[];
  households: SheetHouseholds;
  members: readonly SheetMember[];
  /** Of the same rows as `households`. */
  neighbours: NeighbourGraph;
};

/** The balance of an area that is always right, whatever is moved. */
export type BalanceSheet = Belonging & {
  /** Makes all moves or none, as `apply` does. A cost per move and per touched zone, none per household. */
  apply(moves: readonly Move[]): Conflict[];
  /** What the touched zones and members would be after these moves; nothing stays changed. */
  preview(moves: readonly Move[]): { zones: BalanceRow[]; members: MemberRow[] };
  /** The touched zones and those around them, worst first. */
  touchedZones(): BalanceRow[];
  /** The touched members, the fullest first. */
  touchedMembers(): MemberRow[];
  zone(zoneId: number): BalanceRow | null;
  member(memberId: number): MemberRow | null;
  /** Households in no zone, before and after. */
  unassigned(): { before: number; after: number };
  /** Rows of the households of a zone, at any level, ascending. */
  rowsOf(zoneId: number): number[];
  limitsOf(level: string): Limits;
};

/** Throws when a zone is of a level that is not in `levels`. Time in proportion to households, once. */
export function balanceSheet(input: SheetInput): BalanceSheet {
  const { households } = input;
  const rows = numbers(Array.from(households.id));
  const zones = numbers(input.zones.map(({ id }) => id));
  const members = numbers(input.members.map(({ id }) => id));
  const limits = new Map(input.levels.map((level) => [level.level, level]));
  const limitsOf = (level: string): Limits => found(limits.get(level), `zone level ${level}`);
  const loads = zoneLoads({
    plane: planeOf(households.lng, households.lat),
    neighbours: input.neighbours,
    lane: Int32Array.from(households.lane, (id) => zones.get(id) ?? -1),
    parent: Int32Array.from(input.zones, ({ parentId }) => zones.get(parentId ?? 0) ?? -1),
    persons: households.persons,
    keyPersons: households.keyPersons,
  });
  const links = tallyOf(
    Int32Array.from(households.member, (id) => members.get(id) ?? -1),
    input.members.length,
  );
  const unassignedBefore = countOfNone(loads.lanes.current);
  let unassigned = unassignedBefore;

  const belonging: Belonging = {
    holder: (slot, id) => {
      if (slot === 'member') return input.members[links.current[rows.get(id) ?? -1] ?? -1]?.id ?? null;
      const holder =
        slot === 'lane' ? loads.lanes.current[rows.get(id) ?? -1] : loads.grids.current[zones.get(id) ?? -1];
      return input.zones[holder ?? -1]?.id ?? null;
    },
    put: (slot, id, to) => {
      const thing = found((slot === 'grid' ? zones : rows).get(id), `${slot} move of ${id}`);
      const holder = to === null ? -1 : found((slot === 'member' ? members : zones).get(to), `${slot} ${to}`);
      if (slot === 'member') links.move(thing, holder);
      if (slot === 'grid') loads.moveZone(thing, holder);
      if (slot !== 'lane') return;
      unassigned += (holder < 0 ? 1 : 0) - ((loads.lanes.current[thing] ?? -1) < 0 ? 1 : 0);
      loads.moveHousehold(thing, holder);
    },
  };
  const zoneAt = (at: number) => rowOfZone(found(input.zones[at], `zone at ${at}`), at, loads, limitsOf);
  const memberAt = (at: number): MemberRow => {
    const { id, capacity } = found(input.members[at], `member at ${at}`);
    const [after, gained, lost] = [links.count[at] ?? 0, links.gained[at] ?? 0, links.lost[at] ?? 0];
    return { memberId: id, capacity, before: after - gained + lost, after, gained, lost };
  };
  const touchedZones = () => worstFirst([...loads.touched()].map(zoneAt), limitsOf);
  const touchedMembers = () => [...links.touched].map(memberAt).sort(fullestFirst);
  const applied = (moves: readonly Move[]) => apply(moves, belonging);
  return {
    ...belonging,
    limitsOf,
    touchedZones,
    touchedMembers,
    apply: applied,
    preview: (moves) => {
      const conflicts = applied(moves);
      const seen = { zones: touchedZones(), members: touchedMembers() };
      if (conflicts.length === 0) applied(invert(moves));
      return seen;
    },
    zone: (zoneId) => mapped(zones.get(zoneId), zoneAt),
    member: (memberId) => mapped(members.get(memberId), memberAt),
    unassigned: () => ({ before: unassignedBefore, after: unassigned }),
    rowsOf: (zoneId) => mapped(zones.get(zoneId), loads.rowsOf) ?? [],
  };
}

function rowOfZone(zone: SheetZone, at: number, loads: ZoneLoads, limitsOf: (level: string) => Limits): BalanceRow {
  const limits = limitsOf(zone.level);
  const [before, after] = [loads.before(at), loads.after(at)];
  const vacant = zone.leadId === null;
  return {
    zoneId: zone.id,
    level: zone.level,
    ordinal: limits.ordinal,
    before,
    after,
    issuesBefore: issuesOf(before, limits, vacant),
    issues: issuesOf(after, limits, vacant),
    gained: (loads.lanes.gained[at] ?? 0) + (loads.grids.gained[at] ?? 0),
    lost: (loads.lanes.lost[at] ?? 0) + (loads.grids.lost[at] ?? 0),
  };
}

function fullestFirst(a: MemberRow, b: MemberRow): number {
  return b.after / Math.max(1, b.capacity) - a.after / Math.max(1, a.capacity) || a.memberId - b.memberId;
}

/** Position by id. */
function numbers(ids: readonly number[]): Map<number, number> {
  return new Map(ids.map((id, at) => [id, at]));
}

function countOfNone(holders: Int32Array): number {
  let count = 0;
  for (const holder of holders) if (holder < 0) count += 1;
  return count;
}

function found<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`unknown: ${what}`);
  return value;
}

function mapped<Result>(at: number | undefined, map: (at: number) => Result): Result | null {
  return at === undefined ? null : map(at);
}
