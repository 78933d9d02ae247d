import { type SQL, sql } from 'drizzle-orm';

/** Ids of a zone and of all zones in it, as what a column can be `in`. */
export function zonesWithin(countyCode: string, zoneId: number): SQL {
  return sql`(
    with recursive below as (
      select id from zone where county_code = ${countyCode} and id = ${zoneId}
      union all
      select zone.id from below join zone on zone.county_code = ${countyCode} and zone.parent_id = below.id
    )
    select id from below
  )`;
}
