import { sql } from 'drizzle-orm';
import { AppError } from '../../../shared/errors.ts';
import type { HazardCard } from '../../../shared/hazard.ts';
import type { RowRef } from '../../../shared/household.ts';
import { isoMoment } from '../../db/calendar.ts';
import type { Tx } from '../../db/connect.ts';
import { position } from '../../db/geometry.ts';

const nearbyMetres = 100;

/** A hazard with who is within 100 m of it. Throws notFound. */
export async function getHazard(tx: Tx, ref: RowRef): Promise<HazardCard> {
  const [hazard] = await tx.execute<HazardCard>(sql`
    select hazard.id::float8 as id, hazard.county_code as "countyCode", hazard.number, hazard.category, hazard.severity,
      hazard.state, hazard.title, hazard.description,
      case when zone.id is not null
        then json_build_object('id', zone.id, 'name', zone.name, 'leadName', lead.name) end as zone,
      ${isoMoment(sql`hazard.reported_at`)} as "reportedAt", hazard.due_on::text as "dueOn",
      ${isoMoment(sql`hazard.closed_at`)} as "closedAt",
      ${position(sql`st_pointonsurface(hazard.geometry)`)} as position,
      case st_dimension(hazard.geometry) when 0 then 'point' when 1 then 'line' else 'area' end as shape,
      near.households as "householdsNearby", near.key_persons as "keyPersonsNearby",
      ${isoMoment(sql`hazard.updated_at`)} as "updatedAt"
    from hazard
    left join zone on zone.county_code = hazard.county_code and zone.id = hazard.zone_id
    left join zone_lead on zone_lead.county_code = zone.county_code and zone_lead.zone_id = zone.id and zone_lead.to_on is null
    left join lateral duty_people(zone.county_code, array[zone_lead.person_id]) lead on true
    cross join lateral (
      select count(*)::integer as households, coalesce(sum(watched.persons), 0)::integer as key_persons
      from household
      cross join lateral (
        select count(distinct person.id) as persons
        from person
        join key_person on key_person.county_code = person.county_code and key_person.person_id = person.id
        where person.county_code = household.county_code and person.household_id = household.id
          and person.ended_at is null and key_person.to_on is null
      ) watched
      where household.county_code = hazard.county_code and household.ended_at is null
        -- The spatial index works in degrees: a box a little too large first, then metres.
        and household.geometry && st_expand(hazard.geometry, 0.0012 / cos(radians(st_ymax(hazard.geometry))), 0.0012)
        and st_distance(household.geometry::geography, hazard.geometry::geography) <= ${nearbyMetres}
    ) near
    where hazard.county_code = ${ref.countyCode} and hazard.id = ${ref.id}`);
  if (!hazard) throw new AppError({ code: 'notFound' });
  return hazard;
}
