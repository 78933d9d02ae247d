import { sql } from 'drizzle-orm';
import type { Nearby, NearbyInput } from '../../../shared/hazardRegister.ts';
import type { Shape } from '../../../shared/shape.ts';
import type { Tx } from '../../db/connect.ts';
import { position } from '../../db/geometry.ts';
import { flat, isWithin, latitudeOf, shapeSql } from '../../db/shape.ts';

/** How near an open hazard must be to be the same one perhaps, in metres. */
const suspiciousMetres = 80;

/** Where a hazard would lie and who would answer for it; null in both where nobody would. */
export async function responsibleFor(
  tx: Tx,
  countyCode: string,
  shape: Shape,
): Promise<{ villageCode: string | null; zoneId: number | null }> {
  const [found] = await tx.execute<{ villageCode: string | null; zoneId: number | null }>(sql`
    select village_code as "villageCode", zone_id::float8 as "zoneId"
    from responsible_zone(${countyCode}, st_pointonsurface(${shapeSql(shape)}))`);
  return found ?? { villageCode: null, zoneId: null };
}

/** What a reporter should know before reporting: whose it will be, and what may be the same, the likeliest first. */
export async function nearbyHazards(tx: Tx, { countyCode, shape, category, title }: NearbyInput): Promise<Nearby> {
  const { villageCode, zoneId } = await responsibleFor(tx, countyCode, shape);
  const [names] = await tx.execute<{ village: string | null; zone: string | null; lead: string | null }>(sql`
    select
      (select name from area where county_code = ${countyCode} and code = ${villageCode}) as village,
      zone.name as zone, lead.name as lead
    from (select) one
    left join zone on zone.county_code = ${countyCode} and zone.id = ${zoneId}
    left join zone_lead on zone_lead.county_code = zone.county_code and zone_lead.zone_id = zone.id and zone_lead.to_on is null
    left join lateral duty_people(zone.county_code, array[zone_lead.person_id]) lead on true`);
  const drawn = shapeSql(shape);
  const duplicates = await tx.execute<Nearby['duplicates'][number]>(sql`
    select hazard.id::float8 as id, hazard.number, hazard.title, hazard.category, hazard.severity, hazard.state,
      st_distance(${flat(sql`hazard.geometry`, latitudeOf(drawn))}, ${flat(drawn, latitudeOf(drawn))}) as metres,
      ${position(sql`st_pointonsurface(hazard.geometry)`)} as position
    from hazard
    where hazard.county_code = ${countyCode} and hazard.state not in ('closed', 'rejected')
      and ${isWithin(sql`hazard.geometry`, drawn, sql`${suspiciousMetres}::float8`)}
    order by hazard.category is distinct from ${category}, similarity(hazard.title, ${title}) desc, metres, hazard.id
    limit 5`);
  return {
    village: villageCode !== null && names?.village ? { code: villageCode, name: names.village } : null,
    zone: zoneId !== null && names?.zone ? { id: zoneId, name: names.zone, leadName: names.lead } : null,
    duplicates: [...duplicates],
  };
}
