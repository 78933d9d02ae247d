import type { Conflict } from '../../../shared/move.ts';
import { rowById } from '../../api/columnLookups.ts';
import type { ReassignNow } from './reassignNow.ts';

/** A row that somebody else has changed; a household that is gone is no longer in the reader's charge, and can only be let go. */
export type ShownConflict = Conflict & { isGone: boolean };

/**
 * What stands in the way of the open plan: what the register here says has changed, and what the server says of households
 * that this reader is not shown any more.
 */
export function conflictsShown({
  draft,
  open,
  register,
}: Pick<ReassignNow, 'draft' | 'open' | 'register'>): ShownConflict[] {
  const rows = rowById(register.household);
  const gone = (open?.plan.conflicts ?? []).filter(({ move }) => move.slot !== 'grid' && !rows.has(move.id));
  return [
    ...draft.conflicts.map((conflict) => ({ ...conflict, isGone: false })),
    ...gone.map((conflict) => ({ ...conflict, isGone: true })),
  ];
}
