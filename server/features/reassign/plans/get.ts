import { type SQL, sql } from 'drizzle-orm';
import type { RowRef } from '../../../../shared/household.ts';
import { conflictsOf } from '../../../../shared/move.ts';
import { netMoves, type PlanState } from '../../../../shared/plan.ts';
import type { PlanDetail, PlanSummary } from '../../../../shared/reassign.ts';
import type { Scope } from '../../../auth/scope.ts';
import { countyOf } from '../../../db/area.ts';
import type { Tx } from '../../../db/connect.ts';
import { readPresent } from '../present.ts';
import { planRow, planRows } from './planRow.ts';
import { readSteps } from './steps.ts';
import { summaryOf } from './summary.ts';

/** Plans of a village that the reader may see, the last touched first. */
export async function listPlans(
  tx: Tx,
  scope: Scope,
  { villageCode, states }: { villageCode: string; states: PlanState[] },
): Promise<PlanSummary[]> {
  const inState: SQL = sql.join(
    states.map((state) => sql`${state}`),
    sql`, `,
  );
  if (states.length === 0) return [];
  const rows = await planRows(
    tx,
    sql`county_code = ${countyOf(villageCode)} and village_code = ${villageCode} and state in (${inState})`,
  );
  return rows.map((row) => summaryOf(scope, row));
}

/** A plan with its gestures and, until it is published, what somebody else has changed meanwhile. Throws notFound. */
export async function getPlan(tx: Tx, scope: Scope, ref: RowRef): Promise<PlanDetail> {
  const plan = await planRow(tx, ref);
  const gestures = await readSteps(tx, plan);
  const isOpen = plan.state !== 'published' && plan.state !== 'reverted';
  const moves = isOpen ? netMoves(gestures) : [];
  const conflicts =
    moves.length > 0 ? conflictsOf(moves, (await readPresent(tx, plan.villageCode, moves)).belonging) : [];
  return { ...summaryOf(scope, plan), gestures, conflicts };
}
