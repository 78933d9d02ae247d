import { sql } from 'drizzle-orm';
import { AppError } from '../../../../shared/errors.ts';
import type { RowRef } from '../../../../shared/household.ts';
import { conflictsOf, type Move } from '../../../../shared/move.ts';
import { netMoves } from '../../../../shared/plan.ts';
import type { PlanSummary } from '../../../../shared/reassign.ts';
import type { Scope } from '../../../auth/scope.ts';
import type { Tx } from '../../../db/connect.ts';
import { breachesOf } from '../breaches.ts';
import { refusedMoves } from '../checkMoves.ts';
import { type Present, readPresent } from '../present.ts';
import { tellApprovers, tellMaker } from '../tell.ts';
import { decide, lockPlan, planRow } from './planRow.ts';
import { demand } from './rights.ts';
import { readSteps } from './steps.ts';
import { summaryOf } from './summary.ts';

type Decision = RowRef & { revision: number; note: string };

/**
 * 提交: hands one's own draft to whoever approves it. Throws planEmpty, planConflict, planRefused and planBreaches with
 * their rows, so that nobody approves what cannot be published.
 */
export async function submitPlan(tx: Tx, scope: Scope, input: Decision): Promise<PlanSummary> {
  const plan = await lockPlan(tx, input);
  demand(scope, plan, 'submit');
  const moves = netMoves(await readSteps(tx, plan));
  if (moves.length === 0) throw new AppError({ code: 'planEmpty' });
  await checkPlan(tx, await readPresent(tx, plan.villageCode, moves), moves);
  const also = sql`, moves = ${moves.length}`;
  await decide(tx, plan, 'submitted', { state: 'submitted', by: scope.actor, note: input.note, also });
  await tellApprovers(tx, scope, plan, moves.length);
  return summaryOf(scope, await planRow(tx, input));
}

/** 退回: makes a submitted or approved plan a draft again, and takes it off the day it was to take effect on. */
export async function returnPlan(tx: Tx, scope: Scope, input: Decision): Promise<PlanSummary> {
  const plan = await lockPlan(tx, input);
  demand(scope, plan, 'return');
  const also = sql`, effective_on = null, failure = null, moves = null`;
  await decide(tx, plan, 'returned', { state: 'draft', by: scope.actor, note: input.note, also });
  await tellMaker(tx, plan, 'returned', scope.accountId);
  return summaryOf(scope, await planRow(tx, input));
}

/** 批准: somebody else's plan. */
export async function approvePlan(tx: Tx, scope: Scope, input: Decision): Promise<PlanSummary> {
  const plan = await lockPlan(tx, input);
  demand(scope, plan, 'approve');
  await decide(tx, plan, 'approved', { state: 'approved', by: scope.actor, note: input.note });
  await tellMaker(tx, plan, 'approved', scope.accountId);
  return summaryOf(scope, await planRow(tx, input));
}

/** Throws planConflict, planRefused or planBreaches with the rows, when net moves cannot be made as things are. */
export async function checkPlan(tx: Tx, present: Present, moves: readonly Move[]): Promise<void> {
  const conflicts = conflictsOf(moves, present.belonging);
  if (conflicts.length > 0) throw new AppError({ code: 'planConflict', detail: { conflicts } });
  const refusals = await refusedMoves(tx, present, moves);
  if (refusals.length > 0) throw new AppError({ code: 'planRefused', detail: { refusals } });
  const breaches = await breachesOf(tx, present, moves);
  if (breaches.length > 0) throw new AppError({ code: 'planBreaches', detail: { breaches } });
}
