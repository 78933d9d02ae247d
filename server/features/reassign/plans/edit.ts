import { sql } from 'drizzle-orm';
import type { RowRef } from '../../../../shared/household.ts';
import type { PlanSummary } from '../../../../shared/reassign.ts';
import type { Scope } from '../../../auth/scope.ts';
import type { Tx } from '../../../db/connect.ts';
import { lockPlan, planRow, updatePlan } from './planRow.ts';
import { demand } from './rights.ts';
import { summaryOf } from './summary.ts';

/** Gives one's own draft another name. */
export async function renamePlan(tx: Tx, scope: Scope, input: RowRef & { name: string }): Promise<PlanSummary> {
  const { revision } = await planRow(tx, input);
  const plan = await lockPlan(tx, { ...input, revision });
  demand(scope, plan, 'edit');
  await updatePlan(tx, plan, sql`name = ${input.name}`);
  return summaryOf(scope, await planRow(tx, input));
}

/** Throws one's own draft away. */
export async function discardPlan(tx: Tx, scope: Scope, input: RowRef & { revision: number }): Promise<void> {
  const plan = await lockPlan(tx, input);
  demand(scope, plan, 'discard');
  await updatePlan(tx, plan, sql`discarded_at = now()`);
}
