import { sql } from 'drizzle-orm';
import type { Dossier, RowRef } from '../../../shared/household.ts';
import type { FieldLevels } from '../../../shared/permissions.ts';
import { isoMoment } from '../../db/calendar.ts';
import type { Tx } from '../../db/connect.ts';

const nearbyMetres = 100;

/** The last visits, newest first. */
export async function dossierVisits(
  tx: Tx,
  levels: FieldLevels,
  { countyCode, id }: RowRef,
): Promise<Dossier['visits']> {
  const rows = await tx.execute<Dossier['visits'][number]>(sql`
    select visit.id::float8 as id, ${isoMoment(sql`visit.visited_at`)} as "visitedAt", visit.kind, visit.outcome, visit.note,
      visitor.name as "visitorName"
    from visit
    left join lateral duty_people(visit.county_code, array[visit.visitor_id]) visitor on true
    where visit.county_code = ${countyCode} and visit.household_id = ${id}
    order by visit.visited_at desc, visit.id desc
    limit 20`);
  return [...rows].map((visit) => ({ ...visit, note: levels.note === 'full' ? visit.note : '' }));
}

/** Hazards within 100 m of the house, nearest first. */
export async function dossierHazards(tx: Tx, { countyCode, id }: RowRef): Promise<Dossier['hazards']> {
  // The spatial index works in degrees: a box a little too large is asked for first, then measured in metres.
  const rows = await tx.execute<Dossier['hazards'][number]>(sql`
    select near.* from (
      select hazard.id::float8 as id, hazard.number, hazard.title, hazard.category, hazard.severity, hazard.state,
        hazard.due_on::text as "dueOn", st_distance(hazard.geometry::geography, household.geometry::geography) as distance
      from household
      join hazard on hazard.county_code = household.county_code
        and hazard.geometry && st_expand(household.geometry, 0.0012 / cos(radians(st_y(household.geometry))), 0.0012)
      where household.county_code = ${countyCode} and household.id = ${id}
    ) near
    where near.distance <= ${nearbyMetres}
    order by near.distance, near.id
    limit 20`);
  return [...rows];
}

/** What was changed about the household, newest first. */
export async function dossierHistory(tx: Tx, { countyCode, id }: RowRef): Promise<Dossier['history']> {
  const rows = await tx.execute<Dossier['history'][number]>(sql`
    select id::float8 as id, ${isoMoment(sql`at`)} as at, actor, action, before::text as before, after::text as after
    from change
    where county_code = ${countyCode} and subject = 'household' and subject_id = ${id}
    order by id desc
    limit 50`);
  return [...rows];
}
