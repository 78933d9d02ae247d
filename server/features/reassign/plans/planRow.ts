import { type SQL, sql } from 'drizzle-orm';
import { AppError } from '../../../../shared/errors.ts';
import type { RowRef } from '../../../../shared/household.ts';
import type { PlanState } from '../../../../shared/plan.ts';
import type { PlanDecision, PlanDecisions } from '../../../../shared/reassign.ts';
import { isoMoment } from '../../../db/calendar.ts';
import type { Tx } from '../../../db/connect.ts';
import { recordChange } from '../../../db/recordChange.ts';

/** A plan as the database keeps it. */
export type PlanRow = {
  countyCode: string;
  id: number;
  villageCode: string;
  name: string;
  state: PlanState;
  accountId: string;
  actor: string;
  revision: number;
  done: number;
  gestures: number;
  moves: number | null;
  zones: number[];
  effectiveOn: string | null;
  decisions: PlanDecisions;
  failure: 'conflict' | 'refused' | null;
  revertsPlanId: number | null;
  createdAt: string;
  updatedAt: string;
};

const columns = sql`
  county_code as "countyCode", id::float8 as id, village_code as "villageCode", name, state, account_id as "accountId", actor,
  revision, done, gestures, moves, array_to_json(zones) as zones, effective_on::text as "effectiveOn", decisions, failure,
  reverts_plan_id::float8 as "revertsPlanId", ${isoMoment(sql`created_at`)} as "createdAt", ${isoMoment(sql`updated_at`)} as "updatedAt"`;

/** Plans that the transaction may see, the last touched first. */
export async function planRows(tx: Tx, chosen: SQL): Promise<PlanRow[]> {
  const rows = await tx.execute<PlanRow>(sql`
    select ${columns}
    from plan
    where ${chosen} and discarded_at is null
    order by updated_at desc, id desc`);
  return [...rows];
}

/** Throws notFound. */
export async function planRow(tx: Tx, { countyCode, id }: RowRef): Promise<PlanRow> {
  const [plan] = await planRows(tx, sql`county_code = ${countyCode} and id = ${id}`);
  if (!plan) throw new AppError({ code: 'notFound' });
  return plan;
}

/**
 * The plan, held until the transaction ends. Throws notFound, and planChanged when somebody has gone on with it since
 * `revision` was seen.
 */
export async function lockPlan(tx: Tx, { countyCode, id, revision }: RowRef & { revision: number }): Promise<PlanRow> {
  const [plan] = await tx.execute<PlanRow>(sql`
    select ${columns}
    from plan
    where county_code = ${countyCode} and id = ${id} and discarded_at is null
    for update`);
  if (!plan) throw new AppError({ code: 'notFound' });
  if (plan.revision !== revision) throw new AppError({ code: 'planChanged', detail: { revision: plan.revision } });
  return plan;
}

/** Writes what is given, and that the plan is another one now. */
export async function updatePlan(tx: Tx, plan: PlanRow, changes: SQL): Promise<void> {
  await tx.execute(sql`
    update plan
    set ${changes}, revision = revision + 1, updated_at = now()
    where county_code = ${plan.countyCode} and id = ${plan.id}`);
}

/** The state of a plan after a decision, with who took it; leaves a line in the log. */
export async function decide(
  tx: Tx,
  plan: PlanRow,
  decision: PlanDecision,
  { state, by, note, also = sql`` }: { state: PlanState; by: string; note: string; also?: SQL },
): Promise<void> {
  const decided = { [decision]: { by, at: new Date().toISOString(), note } };
  await updatePlan(tx, plan, sql`state = ${state}, decisions = decisions || ${JSON.stringify(decided)}::jsonb${also}`);
  await recordChange(tx, {
    countyCode: plan.countyCode,
    villageCode: plan.villageCode,
    actor: by,
    action: logVerbs[decision],
    subject: 'plan',
    subjectId: plan.id,
    before: { state: plan.state },
    after: { state, note },
    planId: plan.id,
  });
}

const logVerbs: Record<PlanDecision, string> = {
  submitted: 'submit',
  returned: 'return',
  approved: 'approve',
  published: 'publish',
  reverted: 'revert',
};
