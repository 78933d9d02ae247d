import { sql } from 'drizzle-orm';
import type { Scope } from '../../auth/scope.ts';
import type { Tx } from '../../db/connect.ts';
import { notify } from '../../db/notify.ts';

type Started = { countyCode: string; emergencyId: number; name: string };

/**
 * Leaves a notice for every lead, of the lanes and of what they lie in, every member and helper with an account, and for
 * the officials of the villages, and says how many households are theirs.
 */
export async function tellLeads(tx: Tx, scope: Scope, { countyCode, emergencyId, name }: Started): Promise<void> {
  const rows = await tx.execute<{ accountId: string; villageCode: string | null; households: number }>(sql`
    with recursive leaving as materialized (
      select household_id, village_code, lane_id, lane_lead_id, member_id, fetched_by_id from evacuation
      where county_code = ${countyCode} and emergency_id = ${emergencyId}
    ), above as (
      select lane_id as leaf, lane_id as zone_id from leaving where lane_id is not null
      union
      select above.leaf, zone.parent_id from above
      join zone on zone.county_code = ${countyCode} and zone.id = above.zone_id and zone.parent_id is not null
    ), charged as (
      select person_id, household_id, village_code
      from leaving cross join lateral unnest(array[lane_lead_id, member_id, fetched_by_id]) person_id
      where person_id is not null
      union
      select zone_lead.person_id, leaving.household_id, leaving.village_code
      from leaving
      join above on above.leaf = leaving.lane_id
      join zone_lead on zone_lead.county_code = ${countyCode} and zone_lead.zone_id = above.zone_id and zone_lead.to_on is null
    ), told as (
      select account.account_id, charged.household_id, charged.village_code
      from charged
      join accounts_of(${countyCode}, (select array_agg(distinct person_id) from charged), '{}') account
        on account.person_id = charged.person_id
      union
      select official.account_id, leaving.household_id, leaving.village_code
      from (select distinct village_code from leaving) village
      cross join lateral officials_over(village.village_code) official
      join leaving on leaving.village_code = village.village_code
      where official.role = 'villageOfficial'
    )
    select account_id as "accountId", min(village_code) as "villageCode", count(distinct household_id)::integer as households
    from told
    group by account_id
    order by account_id`);
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
