import { sql } from 'drizzle-orm';
import type { HazardEvent, HazardPhoto } from '../../../shared/hazardRegister.ts';
import type { RowRef } from '../../../shared/household.ts';
import { isoMoment } from '../../db/calendar.ts';
import type { Tx } from '../../db/connect.ts';
import { position } from '../../db/geometry.ts';

/** Every step of a hazard, oldest first. */
export async function hazardEvents(tx: Tx, { countyCode, id }: RowRef): Promise<HazardEvent[]> {
  const rows = await tx.execute<HazardEvent>(sql`
    select event.id::float8 as id, event.step, event.from_state as "fromState", event.to_state as "toState",
      ${isoMoment(sql`event.at`)} as at, event.actor, event.note,
      coalesce(person.name, account.name) as "assigneeName", (event.detail ->> 'satisfied')::boolean as satisfied,
      event.detail ->> 'referredTo' as "referredTo", coalesce(event.detail -> 'changes', '[]'::jsonb) as changes
    from hazard_event event
    left join lateral duty_people(event.county_code, array[(event.detail ->> 'assigneeId')::bigint]) person on true
    left join lateral accounts_of(event.county_code, '{}', array[event.detail ->> 'assigneeAccountId']) account
      on person.id is null
    where event.county_code = ${countyCode} and event.hazard_id = ${id}
    order by event.id`);
  return [...rows];
}

export async function hazardPhotos(tx: Tx, { countyCode, id }: RowRef): Promise<HazardPhoto[]> {
  const rows = await tx.execute<HazardPhoto>(sql`
    select id::float8 as id, event_id::float8 as "eventId", width, height, ${isoMoment(sql`at`)} as at, actor,
      ${isoMoment(sql`taken_at`)} as "takenAt", ${position(sql`geometry`)} as position
    from hazard_photo
    where county_code = ${countyCode} and hazard_id = ${id}
    order by id`);
  return [...rows];
}
