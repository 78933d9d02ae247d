import type { BalanceRow } from '../../../../shared/balance.ts';
import { piecesOf } from '../../../../shared/contiguity.ts';
import type { Position } from '../../../../shared/geo.ts';
import type { Slot } from '../../../../shared/move.ts';
import type { Register } from '../../../map/visible.ts';
import { type Draft, rowsOfIds } from '../draft.ts';
import type { ReassignNow } from '../reassignNow.ts';
import { metresApart, middleOf } from '../select/targets.ts';
import type { Palette } from './discs.ts';
import { walksOf } from './lanePaths.ts';
import type { Badge, ColouredWalk, ShownPiece } from './reassignLayer.ts';

/** The ways from door to door of every innermost zone, as the draft has them. */
export function walksShown(register: Register, draft: Draft, slot: Slot, palette: Palette): ColouredWalk[] {
  if (slot === 'member') return [];
  return register.zones
    .filter(({ id }) => draft.order.ordinalOf(id) === draft.order.innermost)
    .flatMap(({ id }) => {
      const colour = palette(slot === 'lane' ? id : draft.sheet.holder('grid', id));
      return walksOf(register.household, draft.sheet.rowsOf(id)).map((walk) => ({ walk, colour }));
    });
}

/** Where a holder is: in the middle of what it has, or of what leaves it; a member at home. */
export function placeOfHolder(
  { register, draft, members }: Pick<ReassignNow, 'register' | 'draft' | 'members'>,
  slot: Slot,
  holder: number | null,
  leaving: readonly number[],
): Position | null {
  const { household, zones } = register;
  if (holder === null) return middleOf(household, rowsOfIds(register, leaving));
  if (slot === 'member') {
    const home = members.find(({ personId }) => personId === holder)?.position ?? null;
    return home ?? middleOf(household, rowsOfIds(register, leaving));
  }
  return middleOf(household, draft.sheet.rowsOf(holder)) ?? zones.find(({ id }) => id === holder)?.position ?? null;
}

/** `22→18` at a zone's name, for those whose number changes. */
export function badgesOf(
  { draft }: Pick<ReassignNow, 'draft'>,
  rows: readonly BalanceRow[],
  spots: ReadonlyMap<number, Position>,
): Badge[] {
  return rows.flatMap(({ zoneId, level, before, after }): Badge[] => {
    if (before.households === after.households) return [];
    const position = spots.get(zoneId);
    const { minHouseholds, maxHouseholds } = draft.sheet.limitsOf(level);
    const isBad = after.households < minHouseholds || after.households > maxHouseholds;
    const text = `${before.households}→${after.households}`;
    return position ? [{ position, text, tone: isBad ? 'bad' : 'plain' }] : [];
  });
}

/** The pieces of a zone that do not reach each other; none while it is in one. */
export function piecesShown(
  { register, draft, slot }: Pick<ReassignNow, 'register' | 'draft' | 'slot'>,
  zoneId: number | null,
): ShownPiece[] {
  if (zoneId === null || slot === 'member') return [];
  const pieces = piecesOf(draft.neighbours, draft.sheet.rowsOf(zoneId));
  if (pieces.length < 2) return [];
  const { id, lng, lat } = register.household;
  return pieces.map((rows, at) => {
    const positions = rows.map((row): Position => [lng[row] ?? 0, lat[row] ?? 0]);
    return {
      number: at + 1,
      ids: rows.map((row) => id[row] ?? 0),
      positions,
      middle: nearestOf(positions, middleOf(register.household, rows) ?? [0, 0]),
    };
  });
}

function nearestOf(positions: readonly Position[], goal: Position): Position {
  return positions.reduce(
    (best, each) => (metresApart(each, goal) < metresApart(best, goal) ? each : best),
    [Number.POSITIVE_INFINITY, 0],
  );
}

export function lockedPlaces({ locked }: ReassignNow, spots: ReadonlyMap<number, Position>): Position[] {
  return [...spots].flatMap(([id, spot]) => (locked.has(id) ? [spot] : []));
}
