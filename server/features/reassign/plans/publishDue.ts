import { sql } from 'drizzle-orm';
import { AppError } from '../../../../shared/errors.ts';
import type { RowRef } from '../../../../shared/household.ts';
import { today } from '../../../db/calendar.ts';
import type { Database, Tx } from '../../../db/connect.ts';
import { maintain } from '../../../db/transaction.ts';
import { tellMaker } from '../tell.ts';
import { type PlanRow, planRow, updatePlan } from './planRow.ts';
import { applyPlan } from './publish.ts';

/**
 * Publishes every approved plan whose day has come, each in its own transaction; how many it were. Safe with several
 * servers: a plan that one of them has in hand is passed over by the others. What cannot be published any more says so
 * and waits for somebody to decide.
 */
export async function publishDue(database: Database, day: string = today()): Promise<number> {
  const due = await database.execute<RowRef & { by: string }>(sql`
    select county_code as "countyCode", id::float8 as id, coalesce(decisions -> 'published' ->> 'by', actor) as by
    from plan
    where state = 'approved' and effective_on <= ${day}::date and discarded_at is null
    order by effective_on, id`);
  let published = 0;
  for (const { by, ...ref } of due) {
    const done = await maintain(database, by, (tx) => publishOne(tx, ref, day)).catch(async (error: unknown) => {
      if (!(error instanceof AppError)) throw error;
      await maintain(database, by, (tx) => giveUp(tx, ref, error));
      return false;
    });
    if (done) published += 1;
  }
  return published;
}

async function publishOne(tx: Tx, ref: RowRef, day: string): Promise<boolean> {
  const plan = await takeDue(tx, ref, day);
  if (!plan) return false;
  const { by = plan.actor, note = '' } = plan.decisions.published ?? {};
  await applyPlan(tx, plan, { by, note, accountId: null, effectiveOn: plan.effectiveOn ?? day, resolutions: [] });
  return true;
}

/** The plan, unless another server has it in hand or has been done with it. */
async function takeDue(tx: Tx, ref: RowRef, day: string): Promise<PlanRow | null> {
  const [free] = await tx.execute(sql`
    select id
    from plan
    where county_code = ${ref.countyCode} and id = ${ref.id} and state = 'approved' and effective_on <= ${day}::date
      and discarded_at is null
    for update skip locked`);
  return free ? planRow(tx, ref) : null;
}

async function giveUp(tx: Tx, ref: RowRef, error: AppError): Promise<void> {
  const plan = await planRow(tx, ref);
  const failure = error.code === 'planConflict' ? 'conflict' : 'refused';
  await updatePlan(tx, plan, sql`effective_on = null, failure = ${failure}`);
  await tellMaker(tx, plan, 'failed', null);
}
