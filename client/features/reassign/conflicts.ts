import { type Conflict, keyOf } from '../../../shared/move.ts';
import { netMoves, noSteps } from '../../../shared/plan.ts';
import type { PlanDetail } from '../../../shared/reassign.ts';
import { rowById } from '../../api/columnLookups.ts';
import type { Register } from '../../map/visible.ts';
import type { Draft } from './draft.ts';

/** A row that somebody else has changed; a household that is gone is no longer in the reader's charge, and can only be let go. */
export type ShownConflict = Conflict & { isGone: boolean };

type Sources = {
  draft: Pick<Draft, 'conflicts'>;
  open: { plan: Pick<PlanDetail, 'gestures' | 'conflicts'> } | null;
  register: Pick<Register, 'household'>;
};

/**
 * What stands in the way of the open plan: what the register here says has changed, and what the server says besides. A
 * household that went to somebody else's charge may still be in the register of a lead, for no row tells of it any more.
 */
export function conflictsShown({ draft, open, register }: Sources): ShownConflict[] {
  const rows = rowById(register.household);
  const known = new Set(draft.conflicts.map(({ move }) => keyOf(move)));
  const wanted = new Map(netMoves(open?.plan.gestures ?? noSteps).map((move) => [keyOf(move), move.to]));
  const told = (open?.plan.conflicts ?? []).filter(({ move }) => {
    const key = keyOf(move);
    return !known.has(key) && wanted.get(key) === move.to;
  });
  return [
    ...draft.conflicts.map((conflict) => ({ ...conflict, isGone: false })),
    ...told.map((conflict) => {
      const { move, now } = conflict;
      return { ...conflict, isGone: move.slot !== 'grid' && (now === null || !rows.has(move.id)) };
    }),
  ];
}
