import { type BalanceSheet, balanceSheet } from '../../../shared/balanceSheet.ts';
import type { MemberSummary } from '../../../shared/household.ts';
import type { ZoneOrder } from '../../../shared/lock.ts';
import { type Conflict, conflictsOf, invert, type Move, type Slot } from '../../../shared/move.ts';
import { type NeighbourGraph, neighbourGraph } from '../../../shared/neighbours.ts';
import { netMoves, type PlanSteps, rebase } from '../../../shared/plan.ts';
import { rowById, rowsByValue } from '../../api/columnLookups.ts';
import type { Register } from '../../map/visible.ts';

/** A village as a plan would have it: its balance with the plan's moves made, and what stands in their way. */
export type Draft = {
  sheet: BalanceSheet;
  neighbours: NeighbourGraph;
  order: ZoneOrder;
  /** The plan's moves, begun from what is there now. */
  net: readonly Move[];
  /** Things that somebody else has given away since the plan was drafted. */
  conflicts: readonly Conflict[];
};

/** The village without any plan: worked out once, in proportion to its households. */
export type Ground = {
  sheet: BalanceSheet;
  neighbours: NeighbourGraph;
  order: ZoneOrder;
  hasHousehold: (id: number) => boolean;
  /** The moves that the sheet has made just now. */
  applied: readonly Move[];
};

/** What a balance is made of. */
export type Counted = Pick<Register, 'household' | 'keyPerson' | 'link' | 'zones' | 'levels'>;

/** Of a member who lives where the reader's reach ends nothing is known but that they have households. */
const unknownCapacity = 200;

/** @throws {Error} when a zone is of a level that the county does not have */
export function groundOf(register: Counted, members: readonly MemberSummary[]): Ground {
  const { household, keyPerson, link, zones, levels } = register;
  const neighbours = neighbourGraph(household.lng, household.lat);
  const people = rowsByValue(keyPerson.household);
  const links = rowsByValue(link.household);
  const sheet = balanceSheet({
    levels,
    zones,
    households: {
      ...household,
      keyPersons: Int16Array.from(household.id, (id) => personsOf(register, people.get(id))),
      member: Int32Array.from(household.id, (id) => link.member[links.get(id)?.[0] ?? -1] ?? 0),
    },
    members: [
      ...members.map(({ personId, capacity }) => ({ id: personId, capacity })),
      ...strangers(register, members).map((id) => ({ id, capacity: unknownCapacity })),
    ],
    neighbours,
  });
  const ordinals = new Map(levels.map(({ level, ordinal }) => [level, ordinal]));
  const ordinalOfZone = new Map(zones.map(({ id, level }) => [id, ordinals.get(level) ?? null]));
  const order = {
    ordinalOf: (zoneId: number) => ordinalOfZone.get(zoneId) ?? null,
    innermost: Math.max(0, ...zones.map(({ level }) => ordinals.get(level) ?? 0)),
  };
  const rows = rowById(household);
  return { sheet, neighbours, order, hasHousehold: (id) => rows.has(id), applied: [] };
}

/** Members of other villages who have households in this one. */
function strangers({ link }: Counted, members: readonly MemberSummary[]): number[] {
  const known = new Set(members.map(({ personId }) => personId));
  return [...new Set(link.member)].filter((id) => !known.has(id));
}

/** Somebody who is of several categories is one person. */
function personsOf({ keyPerson }: Counted, rows: readonly number[] = []): number {
  return new Set(rows.map((row) => keyPerson.person[row])).size;
}

/**
 * Brings the ground's sheet to what a plan makes of it, at a cost per move that comes or goes. What somebody else has
 * changed meanwhile is moved from where it is now, and told as a conflict.
 */
export function draftOf(ground: Ground, steps: PlanSteps): Draft {
  const { sheet, neighbours, order } = ground;
  const moves = netMoves(steps);
  sheet.apply(invert(ground.applied));
  const known = moves.filter(({ slot, id, to }) => isKnown(ground, slot, id, to));
  const conflicts = conflictsOf(known, sheet);
  const net = known.length === moves.length && conflicts.length === 0 ? moves : netMoves(rebase(steps, sheet));
  const applicable = net.filter(({ slot, id, to }) => isKnown(ground, slot, id, to));
  sheet.apply(applicable);
  ground.applied = applicable;
  return { sheet, neighbours, order, net: applicable, conflicts };
}

/** A plan may speak of households and zones that its reader does not see, or that have ended. */
function isKnown({ sheet, hasHousehold }: Ground, slot: Slot, id: number, to: number | null): boolean {
  const isHeld = to === null || (slot === 'member' ? sheet.member(to) : sheet.zone(to)) !== null;
  return isHeld && (slot === 'grid' ? sheet.zone(id) !== null : hasHousehold(id));
}

/** Ids of the households of a zone, whatever its level, as the draft has them. */
export function idsOfZone({ sheet }: Draft, { household }: Register, zoneId: number): number[] {
  return sheet.rowsOf(zoneId).map((row) => household.id[row] ?? 0);
}

/** Rows of some households, those that are unknown left out. */
export function rowsOfIds({ household }: Register, ids: Iterable<number>): number[] {
  const rows = rowById(household);
  return [...ids].flatMap((id) => rows.get(id) ?? []);
}
