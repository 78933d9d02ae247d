import { AppError } from '../../../../shared/errors.ts';
import type { RowRef } from '../../../../shared/household.ts';
import { conflictsOf, keyOf } from '../../../../shared/move.ts';
import { netMoves, type PlanSteps, rebase } from '../../../../shared/plan.ts';
import type { PlanDetail, Resolution } from '../../../../shared/reassign.ts';
import type { Scope } from '../../../auth/scope.ts';
import type { Tx } from '../../../db/connect.ts';
import { type Present, readPresent } from '../present.ts';
import { getPlan } from './get.ts';
import { lockPlan } from './planRow.ts';
import { demand } from './rights.ts';
import { readSteps, replaceSteps } from './steps.ts';

/**
 * Goes on with one's own draft after somebody else has changed rows of it: each is kept as the plan wants it, or left as
 * it is now. Gestures stay steps of undo. Throws planConflict with all conflicts when one is not decided on, or is no
 * longer what was seen.
 */
export async function resolvePlan(
  tx: Tx,
  scope: Scope,
  { resolutions, ...write }: RowRef & { revision: number; resolutions: Resolution[] },
): Promise<PlanDetail> {
  const plan = await lockPlan(tx, write);
  demand(scope, plan, 'edit');
  const steps = await readSteps(tx, plan);
  const present = await readPresent(tx, plan.villageCode, netMoves(steps));
  await replaceSteps(tx, plan, resolveSteps(steps, present, resolutions));
  return getPlan(tx, scope, write);
}

/** The steps begun from what is there now. Throws planConflict unless every conflict is decided on as it is now. */
export function resolveSteps(steps: PlanSteps, { belonging }: Present, resolutions: readonly Resolution[]): PlanSteps {
  const conflicts = conflictsOf(netMoves(steps), belonging);
  const decided = new Map(resolutions.map((resolution) => [keyOf(resolution), resolution]));
  const isOpen = conflicts.some(({ move, now }) => decided.get(keyOf(move))?.now !== now);
  if (isOpen) throw new AppError({ code: 'planConflict', detail: { conflicts } });
  const theirs = conflicts.filter(({ move }) => decided.get(keyOf(move))?.choice === 'theirs');
  return conflicts.length === 0 ? steps : rebase(steps, belonging, new Set(theirs.map(({ move }) => keyOf(move))));
}
