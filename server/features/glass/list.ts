import { sql } from 'drizzle-orm';
import type { GlassLook } from '../../../shared/glass.ts';
import { isoMoment } from '../../db/calendar.ts';
import type { Tx } from '../../db/connect.ts';

/** Looks through the glass in the villages below one's own place, newest first. */
export async function listLooks(tx: Tx, page: { offset: number; limit: number }): Promise<GlassLook[]> {
  const rows = await tx.execute<GlassLook>(sql`
    select glass.id::float8 as id, glass.county_code as "countyCode", glass.village_code as "villageCode",
      coalesce(area.name, '') as "villageName", glass.household_id::float8 as "householdId",
      coalesce(household.number, '') as number, glass.actor, glass.role, glass.reason,
      ${isoMoment(sql`glass.opened_at`)} as "openedAt", ${isoMoment(sql`glass.until`)} as until
    from glass
    left join area on area.county_code = glass.county_code and area.code = glass.village_code
    left join household on household.county_code = glass.county_code and household.id = glass.household_id
    order by glass.opened_at desc, glass.id desc
    offset ${page.offset} limit ${page.limit}`);
  return [...rows];
}
