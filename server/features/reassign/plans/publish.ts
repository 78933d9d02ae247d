import { sql } from 'drizzle-orm';
import { AppError } from '../../../../shared/errors.ts';
import type { RowRef } from '../../../../shared/household.ts';
import { netMoves } from '../../../../shared/plan.ts';
import type { PublishedPlan, Resolution } from '../../../../shared/reassign.ts';
import type { Scope } from '../../../auth/scope.ts';
import { today } from '../../../db/calendar.ts';
import type { Tx } from '../../../db/connect.ts';
import { applyMoves } from '../applyMoves.ts';
import { holdVillage, readPresent } from '../present.ts';
import { tellCharges, tellMaker } from '../tell.ts';
import { checkPlan } from './decide.ts';
import { decide, lockPlan, type PlanRow, planRow, updatePlan } from './planRow.ts';
import { resolveSteps } from './resolve.ts';
import { demand } from './rights.ts';
import { readSteps, replaceSteps } from './steps.ts';
import { summaryOf } from './summary.ts';

type Publish = RowRef & { revision: number; note: string; effectiveOn: string; resolutions: Resolution[] };

/**
 * 发布: makes an approved plan take effect, at once or on a later day. All of its moves or none: throws planConflict,
 * planRefused or planBreaches with the rows and what they are now, and invalidInput for a day gone by.
 */
export async function publishPlan(tx: Tx, scope: Scope, input: Publish): Promise<PublishedPlan> {
  const plan = await lockPlan(tx, input);
  demand(scope, plan, 'publish');
  if (input.effectiveOn < today()) throw new AppError({ code: 'invalidInput', detail: { field: 'effectiveOn' } });
  const applied = input.effectiveOn === today();
  const publisher = { by: scope.actor, accountId: scope.accountId, note: input.note };
  const moved = applied
    ? await applyPlan(tx, plan, { ...publisher, effectiveOn: input.effectiveOn, resolutions: input.resolutions })
    : await schedulePlan(tx, plan, { ...publisher, effectiveOn: input.effectiveOn, resolutions: input.resolutions });
  const [counter] = await tx.execute<{ seq: number }>(
    sql`select seq::float8 as seq from county_sequence where county_code = ${plan.countyCode}`,
  );
  return { plan: summaryOf(scope, await planRow(tx, input)), applied, moved, seq: counter?.seq ?? 0 };
}

type Publication = {
  by: string;
  accountId: string | null;
  note: string;
  effectiveOn: string;
  resolutions: readonly Resolution[];
};

/** Holds the village and the rows, checks every move against what is there, writes and tells; the number of moves. */
export async function applyPlan(tx: Tx, plan: PlanRow, publication: Publication): Promise<number> {
  await holdVillage(tx, plan.villageCode);
  const drafted = await readSteps(tx, plan);
  const present = await readPresent(tx, plan.villageCode, netMoves(drafted), { hold: true });
  const steps = resolveSteps(drafted, present, publication.resolutions);
  // What was decided on row by row becomes the plan, so that taking it back later takes back what was done.
  if (steps !== drafted) await replaceSteps(tx, plan, steps);
  const moves = netMoves(steps);
  await checkPlan(tx, present, moves);
  const { countyCode, villageCode, id: planId } = plan;
  await applyMoves(tx, { countyCode, villageCode, planId, actor: publication.by }, moves);
  await tellCharges(tx, present, moves);
  const also = sql`, effective_on = ${publication.effectiveOn}::date, moves = ${moves.length}, failure = null`;
  await decide(tx, plan, 'published', { state: 'published', by: publication.by, note: publication.note, also });
  await tellMaker(tx, plan, 'published', publication.accountId);
  if (plan.revertsPlanId !== null) await markReverted(tx, plan, plan.revertsPlanId, publication);
  return moves.length;
}

/** Leaves an approved plan to the server for a later day, with what was decided on row by row. */
async function schedulePlan(
  tx: Tx,
  plan: PlanRow,
  { by, note, effectiveOn, resolutions }: Publication,
): Promise<number> {
  const drafted = await readSteps(tx, plan);
  const present = await readPresent(tx, plan.villageCode, netMoves(drafted));
  const steps = resolveSteps(drafted, present, resolutions);
  if (steps !== drafted) await replaceSteps(tx, plan, steps);
  await checkPlan(tx, present, netMoves(steps));
  const decided = { published: { by, at: new Date().toISOString(), note } };
  await updatePlan(
    tx,
    plan,
    sql`effective_on = ${effectiveOn}::date, failure = null, decisions = decisions || ${JSON.stringify(decided)}::jsonb`,
  );
  return 0;
}

async function markReverted(tx: Tx, by: PlanRow, id: number, publication: Publication): Promise<void> {
  const reverted = await planRow(tx, { countyCode: by.countyCode, id });
  if (reverted.state !== 'published') return;
  await decide(tx, reverted, 'reverted', { state: 'reverted', by: publication.by, note: publication.note });
  await tellMaker(tx, reverted, 'reverted', publication.accountId);
}
