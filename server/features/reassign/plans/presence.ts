import { sql } from 'drizzle-orm';
import { type Presence, presenceSeconds } from '../../../../shared/reassign.ts';
import type { Scope } from '../../../auth/scope.ts';
import { countyOf } from '../../../db/area.ts';
import { isoMoment } from '../../../db/calendar.ts';
import type { Tx } from '../../../db/connect.ts';
import { planRow } from './planRow.ts';

/** A sign of life of somebody who has a plan open, or none any more; answers who else has one open that they may see. */
export async function beat(
  tx: Tx,
  scope: Scope,
  { villageCode, planId }: { villageCode: string; planId: number | null },
): Promise<Presence[]> {
  const countyCode = countyOf(villageCode);
  if (planId !== null) await planRow(tx, { countyCode, id: planId });
  await tx.execute(sql`
    insert into plan_presence (county_code, village_code, account_id, actor, plan_id)
    values (${countyCode}, ${villageCode}, ${scope.accountId}, ${scope.actor}, ${planId})
    on conflict (county_code, village_code, account_id) do update
    set actor = excluded.actor, plan_id = excluded.plan_id, at = now()`);
  const rows = await tx.execute<Presence>(sql`
    with mine as (
      select distinct unnest(gesture.households) as id
      from plan_gesture gesture
      join plan on plan.county_code = gesture.county_code and plan.id = gesture.plan_id and gesture.number <= plan.done
      where plan.county_code = ${countyCode} and plan.id = ${planId}
    )
    select presence.actor as name, plan.id::float8 as "planId", plan.name as "planName", ${isoMoment(sql`presence.at`)} as at,
      coalesce((
        select json_agg(distinct mine.id)
        from plan_gesture gesture
        join mine on mine.id = any(gesture.households)
        where gesture.county_code = plan.county_code and gesture.plan_id = plan.id and gesture.number <= plan.done
      ), '[]') as shared
    from plan_presence presence
    join plan on plan.county_code = presence.county_code and plan.id = presence.plan_id and plan.discarded_at is null
    where presence.county_code = ${countyCode} and presence.village_code = ${villageCode}
      and presence.account_id <> ${scope.accountId} and presence.at > now() - make_interval(secs => ${presenceSeconds})
    order by presence.at desc`);
  return [...rows];
}
