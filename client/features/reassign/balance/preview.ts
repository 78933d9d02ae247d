import type { BalanceRow, MemberRow } from '../../../../shared/balance.ts';
import { worstFirst } from '../../../../shared/balance.ts';
import { type Refusal, sortMoves } from '../../../../shared/lock.ts';
import { type Move, movesTo, type Slot } from '../../../../shared/move.ts';
import type { Draft } from '../draft.ts';

/** What giving the selection to the target would make of the balance, on top of the plan. */
export type Preview = {
  moves: readonly Move[];
  refused: readonly { move: Move; refusal: Refusal }[];
  /** Touched by the plan or by these moves, worst first. */
  zones: readonly BalanceRow[];
  members: readonly MemberRow[];
};

type Wish = {
  slot: Slot;
  ids: ReadonlySet<number>;
  target: number | null;
  locked: ReadonlySet<number>;
};

/**
 * Pure as seen from outside: the sheet is as it was afterwards. Without a target the selection is taken from whoever has it,
 * so that one sees who can spare it; zones are not, for a zone in nothing helps nobody.
 */
export function previewOf(draft: Draft, { slot, ids, target, locked }: Wish): Preview {
  const { sheet, order } = draft;
  const wished = ids.size === 0 || (target === null && slot === 'grid') ? [] : movesTo(slot, ids, target, sheet);
  const { allowed, refused } = sortMoves(wished, order, locked, sheet);
  const { zones, members } = sheet.preview(allowed);
  return { moves: target === null ? [] : allowed, refused, zones: withTarget(draft, zones, slot, target), members };
}

/** What suggested moves would make of the balance, on top of the plan. */
export function previewOfMoves({ sheet }: Draft, moves: readonly Move[]): Preview {
  return { moves, refused: [], ...sheet.preview(moves) };
}

/** The target is shown however little it changes. */
function withTarget({ sheet }: Draft, zones: BalanceRow[], slot: Slot, target: number | null): BalanceRow[] {
  if (target === null || slot === 'member' || zones.some(({ zoneId }) => zoneId === target)) return zones;
  const row = sheet.zone(target);
  return row ? worstFirst([...zones, row], sheet.limitsOf) : zones;
}

/** How a number of households stands to its limits, as the map's colours tell it. */
export type BalanceColour = 'under' | 'within' | 'over';

/** Colour of every zone the preview touches; of the untouched ones only those beyond their limits. */
export function balanceColours({ sheet }: Draft, zones: readonly BalanceRow[]): Map<number, BalanceColour> {
  return new Map(
    zones.map(({ zoneId, level, after }) => {
      const { minHouseholds, maxHouseholds } = sheet.limitsOf(level);
      const colour = after.households < minHouseholds ? 'under' : after.households > maxHouseholds ? 'over' : 'within';
      return [zoneId, colour];
    }),
  );
}
