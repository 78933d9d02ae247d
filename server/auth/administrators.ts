import { sql } from 'drizzle-orm';
import { today } from '../db/calendar.ts';
import type { Database } from '../db/connect.ts';

/**
 * Gives every county that nobody administers, such as one that was just imported, to the administrators of the others,
 * or, when there are none yet, to the account `first`.
 */
export async function coverCounties(database: Database, first: string | null): Promise<void> {
  const day = sql`${today()}::date`;
  const inForce = sql`account_grant.role = 'administrator' and from_on <= ${day} and (to_on is null or to_on > ${day})`;
  await database.execute(sql`
    insert into account_grant (account_id, role, county_code, area_code, from_on, granted_by)
    select administrator.id, 'administrator', area.code, area.code, ${day}, 'start'
    from area
    cross join (
      select distinct account_id as id from account_grant where length(area_code) = 6 and ${inForce}
      union
      select id from account where username = ${first}
    ) administrator
    where area.level = 'county' and not exists (
      select from account_grant where area_code = area.code and ${inForce}
    )`);
}
