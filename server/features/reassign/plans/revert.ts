import { sql } from 'drizzle-orm';
import type { RowRef } from '../../../../shared/household.ts';
import { invert } from '../../../../shared/move.ts';
import { netMoves } from '../../../../shared/plan.ts';
import type { PlanRevertResult } from '../../../../shared/reassign.ts';
import type { Scope } from '../../../auth/scope.ts';
import type { Tx } from '../../../db/connect.ts';
import { idArray } from '../../../db/ids.ts';
import { readPresent } from '../present.ts';
import { createPlan } from './create.ts';
import { getPlan } from './get.ts';
import { planRow, updatePlan } from './planRow.ts';
import { demand } from './rights.ts';
import { putGestures, readSteps, zonesOf } from './steps.ts';

/**
 * 撤回: a new draft that puts everything back where a published plan took it from. What has been changed since is a
 * conflict of the draft, to be resolved row by row; what is back already is left out.
 */
export async function revertPlan(tx: Tx, scope: Scope, ref: RowRef): Promise<PlanRevertResult> {
  const plan = await planRow(tx, ref);
  demand(scope, plan, 'revert');
  const done = netMoves(await readSteps(tx, plan));
  const { belonging } = await readPresent(tx, plan.villageCode, done);
  const moves = invert(done).filter(({ slot, id, to }) => belonging.holder(slot, id) !== to);
  const { villageCode, name } = plan;
  const draft = await createPlan(tx, scope, { villageCode, name, revertsPlanId: plan.id });
  const made = await planRow(tx, draft);
  if (moves.length > 0) {
    await putGestures(tx, made, 1, [{ kind: 'revert', moves }]);
    await updatePlan(tx, made, sql`done = 1, gestures = 1, zones = ${idArray(zonesOf(moves))}`);
  }
  const detail = await getPlan(tx, scope, draft);
  return { plan: detail, conflicts: detail.conflicts };
}
