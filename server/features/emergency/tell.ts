import { sql } from 'drizzle-orm';
import type { Scope } from '../../auth/scope.ts';
import type { Tx } from '../../db/connect.ts';
import { notify } from '../../db/notify.ts';

type Started = { countyCode: string; emergencyId: number; name: string };

/** Leaves a notice for every lead, member and helper with an account, and says how many households are theirs. */
export async function tellLeads(tx: Tx, scope: Scope, { countyCode, emergencyId, name }: Started): Promise<void> {
  const rows = await tx.execute<{ accountId: string; villageCode: string | null; households: number }>(sql`
    with charged as (
      select distinct person_id, household_id, village_code
      from evacuation cross join lateral unnest(array[lane_lead_id, member_id, fetched_by_id]) person_id
      where county_code = ${countyCode} and emergency_id = ${emergencyId} and person_id is not null
    )
    select account.account_id as "accountId", min(charged.village_code) as "villageCode", count(distinct household_id)::integer as households
    from charged
    join accounts_of(${countyCode}, (select array_agg(distinct person_id) from charged), '{}') account
      on account.person_id = charged.person_id
    group by account.account_id
    order by account.account_id`);
  for (const { accountId, villageCode, households } of rows) {
    if (accountId === scope.accountId) continue;
    await notify(tx, {
      countyCode,
      villageCode,
      accountId,
      kind: 'emergencyStarted',
      detail: { emergencyId, name, households },
    });
  }
}
