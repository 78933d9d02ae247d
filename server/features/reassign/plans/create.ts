import { sql } from 'drizzle-orm';
import { AppError } from '../../../../shared/errors.ts';
import type { PlanDetail } from '../../../../shared/reassign.ts';
import type { Scope } from '../../../auth/scope.ts';
import { countyOf } from '../../../db/area.ts';
import type { Tx } from '../../../db/connect.ts';
import { getPlan } from './get.ts';
import { mayInVillage } from './rights.ts';

/** An empty draft of one's own. Throws notAllowed, and unknownArea when there is no such village. */
export async function createPlan(
  tx: Tx,
  scope: Scope,
  { villageCode, name, revertsPlanId = null }: { villageCode: string; name: string; revertsPlanId?: number | null },
): Promise<PlanDetail> {
  if (!mayInVillage(scope, 'plan.draft', villageCode)) {
    throw new AppError({ code: 'notAllowed', detail: { action: 'plan.draft' } });
  }
  const countyCode = countyOf(villageCode);
  const [plan] = await tx.execute<{ id: number }>(sql`
    insert into plan (county_code, village_code, name, account_id, actor, reverts_plan_id)
    select ${countyCode}, code, ${name}, ${scope.accountId}, ${scope.actor}, ${revertsPlanId}
    from area
    where county_code = ${countyCode} and code = ${villageCode}
    returning id::float8 as id`);
  if (!plan) throw new AppError({ code: 'unknownArea' });
  return getPlan(tx, scope, { countyCode, id: plan.id });
}
