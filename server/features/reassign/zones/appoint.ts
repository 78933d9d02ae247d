import { sql } from 'drizzle-orm';
import { AppError } from '../../../../shared/errors.ts';
import { ageOn } from '../../../../shared/person.ts';
import { type AppointInput, leadAge, type Vacancy } from '../../../../shared/zoneChange.ts';
import type { Scope } from '../../../auth/scope.ts';
import { inArea } from '../../../db/area.ts';
import { today } from '../../../db/calendar.ts';
import type { Tx } from '../../../db/connect.ts';
import { idArray } from '../../../db/ids.ts';
import { holdZone, logZone, type ZoneRow, zonesChanged } from './zoneRow.ts';

type Office = Pick<ZoneRow, 'countyCode' | 'villageCode' | 'id' | 'name'>;

/**
 * Appoints the lead of a zone from a day on, instead of whoever led it until then, or leaves it vacant. The day is today or
 * one since the last change of lead; access follows the office. Throws leadUnfit with the reason for somebody who cannot
 * lead it, and invalidInput with the first possible day for the day.
 */
export async function appointLead(tx: Tx, scope: Scope, { countyCode, zoneId, personId, fromOn }: AppointInput) {
  const zone = await holdZone(tx, scope, 'zone.lead', { countyCode, id: zoneId });
  if (fromOn > today()) throw new AppError({ code: 'invalidInput', detail: { field: 'fromOn' } });
  if (personId !== null) await checkPerson(tx, zone, personId, fromOn);
  await checkDay(tx, zone, fromOn, personId);
  const before = await endLead(tx, zone, fromOn, personId);
  if (before !== personId && personId !== null) {
    await tx
      .execute(sql`
      insert into zone_lead (county_code, village_code, zone_id, person_id, from_on)
      values (${countyCode}, ${zone.villageCode}, ${zoneId}, ${personId}, ${fromOn}::date)`)
      .catch(refuseOverlap);
    await tellLead(tx, zone, personId);
  }
  if (before !== personId) {
    await logZone(tx, scope, zone, 'appoint', { personId: before }, { personId, fromOn });
  }
  return zonesChanged(tx, countyCode, [zoneId]);
}

/** Ends the office of whoever leads a zone, unless they are to stay; who it was. Throws invalidInput before they came. */
export async function endLead(
  tx: Tx,
  zone: Office,
  day: string,
  successor: number | null = null,
): Promise<number | null> {
  const { countyCode, id } = zone;
  const [lead] = await tx.execute<{ personId: number; fromOn: string }>(sql`
    select person_id::float8 as "personId", from_on::text as "fromOn"
    from zone_lead
    where county_code = ${countyCode} and zone_id = ${id} and to_on is null
    for update`);
  if (!lead || lead.personId === successor) return lead?.personId ?? null;
  if (day < lead.fromOn) throw new AppError({ code: 'invalidInput', detail: { field: 'fromOn' } });
  await tx.execute(sql`
    update zone_lead
    set to_on = ${day}::date
    where county_code = ${countyCode} and zone_id = ${id} and to_on is null`);
  await tellLead(tx, zone, lead.personId);
  return lead.personId;
}

/** A lead is in the register of the zone's village and of age on the day; whose birthday is not known counts as of age. */
async function checkPerson(tx: Tx, { countyCode, villageCode }: Office, personId: number, day: string): Promise<void> {
  const [person] = await tx.execute<{ villageCode: string; birthDate: string | null; ended: boolean }>(sql`
    select village_code as "villageCode", birth_date::text as "birthDate", ended_at is not null as ended
    from person where county_code = ${countyCode} and id = ${personId}`);
  if (!person || person.ended) throw new AppError({ code: 'leadUnfit', detail: { reason: 'gone' } });
  if (person.villageCode !== villageCode) throw new AppError({ code: 'leadUnfit', detail: { reason: 'elsewhere' } });
  if (person.birthDate && ageOn(person.birthDate, day) < leadAge) {
    throw new AppError({ code: 'leadUnfit', detail: { reason: 'underAge', age: leadAge } });
  }
}

/** Nobody comes before whoever led the zone last has come or gone. */
async function checkDay(tx: Tx, { countyCode, id }: Office, day: string, personId: number | null): Promise<void> {
  const [last] = await tx.execute<{ since: string | null; staying: boolean | null }>(sql`
    select max(coalesce(to_on, from_on))::text as since, bool_or(to_on is null and person_id = ${personId}) as staying
    from zone_lead
    where county_code = ${countyCode} and zone_id = ${id}`);
  if (last?.since && day < last.since && !last.staying) {
    throw new AppError({ code: 'invalidInput', detail: { field: 'fromOn', since: last.since } });
  }
}

/** The zone was led by somebody on the day already. */
function refuseOverlap(error: unknown): never {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof Error && 'code' in cause && cause.code === '23P01') {
    throw new AppError({ code: 'invalidInput', detail: { field: 'fromOn' } });
  }
  throw error;
}

async function tellLead(tx: Tx, { countyCode, villageCode, id, name }: Office, personId: number): Promise<void> {
  await tx.execute(sql`
    insert into notice (county_code, village_code, account_id, kind, detail)
    select ${countyCode}, ${villageCode}, told.account_id, 'leadChanged',
      jsonb_build_object('zoneId', ${id}::bigint, 'zoneName', ${name}::text)
    from accounts_of_people(${countyCode}, ${idArray([personId])}) told`);
}

/** Zones of an area that nobody leads, with the most households first. */
export async function listVacancies(tx: Tx, areaCode: string): Promise<Vacancy[]> {
  const rows = await tx.execute<Vacancy>(sql`
    with recursive vacant as (
      select zone.county_code, zone.id, zone.village_code, zone.name, zone.level
      from zone
      where ${inArea(sql`zone.county_code`, sql`zone.village_code`, areaCode)} and zone.ended_at is null
        and not exists (
          select from zone_lead
          where zone_lead.county_code = zone.county_code and zone_lead.zone_id = zone.id and zone_lead.to_on is null
        )
    ),
    below as (
      select county_code, id as root, id from vacant
      union all
      select below.county_code, below.root, zone.id
      from below
      join zone on zone.county_code = below.county_code and zone.parent_id = below.id and zone.ended_at is null
    )
    select vacant.id::float8 as "zoneId", vacant.village_code as "villageCode", vacant.name, vacant.level, (
      select count(*)
      from below
      join household on household.county_code = below.county_code and household.lane_id = below.id and household.ended_at is null
      where below.root = vacant.id
    )::integer as households, (
      select max(to_on)::text from zone_lead
      where zone_lead.county_code = vacant.county_code and zone_lead.zone_id = vacant.id
    ) as since
    from vacant
    order by households desc, vacant.id`);
  return [...rows];
}
