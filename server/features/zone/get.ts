import { sql } from 'drizzle-orm';
import { AppError } from '../../../shared/errors.ts';
import type { RowRef } from '../../../shared/household.ts';
import type { FieldLevels } from '../../../shared/permissions.ts';
import { quarterStart } from '../../../shared/visit.ts';
import type { ZoneCard } from '../../../shared/zone.ts';
import type { Scope } from '../../auth/scope.ts';
import { heldWhole } from '../../db/area.ts';
import { dayOf, isoMoment, today } from '../../db/calendar.ts';
import type { Tx } from '../../db/connect.ts';
import { type Sealed, shownPhone } from '../../mask.ts';
import { zoneSummaries, zonesBelow } from './summaries.ts';

/** A zone with its lead, its state in numbers, the zones in it, its former leads and its journal. Throws notFound. */
export async function getZone(tx: Tx, scope: Scope, ref: RowRef): Promise<ZoneCard> {
  const [zone] = await tx.execute<{ villageCode: string }>(
    sql`select village_code as "villageCode" from zone where county_code = ${ref.countyCode} and id = ${ref.id} and ${heldWhole(sql`zone`)}`,
  );
  if (!zone) throw new AppError({ code: 'notFound' });
  const [summary] = await zoneSummaries(tx, zone.villageCode, sql`zone.id = ${ref.id}`);
  if (!summary) throw new AppError({ code: 'notFound' });
  const levels = scope.levels({ areaCode: zone.villageCode, zoneId: ref.id });
  const state = await zoneState(tx, ref);
  const inside = sql`zone.parent_id = ${ref.id} and zone.ended_at is null`;
  return {
    ...summary,
    ...state,
    leadPhone: shownPhone(levels.phone, ref.countyCode, state.leadPhone),
    children: await zoneSummaries(tx, zone.villageCode, inside),
    ...(await zonePast(tx, levels, ref)),
  };
}

type State = Sealed<Omit<ZoneCard, 'children' | 'pastLeads' | 'journal'>, 'leadPhone'>;

async function zoneState(tx: Tx, { countyCode, id }: RowRef): Promise<Omit<State, keyof ZoneSummaryFields>> {
  const [state] = await tx.execute<Omit<State, keyof ZoneSummaryFields>>(sql`
    with recursive ${zonesBelow(countyCode, sql`zone.id = ${id}`)},
    homes as (
      select household.id from household
      where household.county_code = ${countyCode} and household.lane_id in (select id from below) and household.ended_at is null
    )
    select parent.name as "parentName", zone_lead.from_on::text as "leadSince", lead.phone_sealed as "leadPhone",
      (
        select count(*) from household_link
        where county_code = ${countyCode} and to_on is null and household_id in (select id from homes)
      )::integer as "householdsLinked",
      (
        select count(distinct household_id) from visit
        where county_code = ${countyCode} and household_id in (select id from homes)
          and ${dayOf(sql`visited_at`)} >= ${quarterStart(today())}::date
      )::integer as "householdsVisitedThisQuarter",
      (
        select count(*) from hazard
        where county_code = ${countyCode} and zone_id in (select id from below) and state not in ('closed', 'rejected')
      )::integer as "openHazards"
    from zone
    left join zone parent on parent.county_code = zone.county_code and parent.id = zone.parent_id
    left join zone_lead on zone_lead.county_code = zone.county_code and zone_lead.zone_id = zone.id and zone_lead.to_on is null
    left join lateral duty_people(zone.county_code, array[zone_lead.person_id]) lead on true
    where zone.county_code = ${countyCode} and zone.id = ${id}`);
  if (!state) throw new AppError({ code: 'notFound' });
  return state;
}

type ZoneSummaryFields = Awaited<ReturnType<typeof zoneSummaries>>[number];

async function zonePast(
  tx: Tx,
  levels: FieldLevels,
  { countyCode, id }: RowRef,
): Promise<Pick<ZoneCard, 'pastLeads' | 'journal'>> {
  const pastLeads = await tx.execute<ZoneCard['pastLeads'][number]>(sql`
    select lead.name, zone_lead.from_on::text as "fromOn", zone_lead.to_on::text as "toOn"
    from zone_lead
    cross join lateral duty_people(zone_lead.county_code, array[zone_lead.person_id]) lead
    where zone_lead.county_code = ${countyCode} and zone_lead.zone_id = ${id} and zone_lead.to_on is not null
    order by zone_lead.from_on desc
    limit 20`);
  const journal = await tx.execute<ZoneCard['journal'][number]>(sql`
    select journal_entry.id::float8 as id, ${isoMoment(sql`journal_entry.written_at`)} as "writtenAt", journal_entry.text,
      author.name as "authorName"
    from journal_entry
    left join lateral duty_people(journal_entry.county_code, array[journal_entry.author_id]) author on true
    where journal_entry.county_code = ${countyCode} and journal_entry.zone_id = ${id}
    order by journal_entry.written_at desc
    limit 20`);
  return { pastLeads: [...pastLeads], journal: levels.note === 'full' ? [...journal] : [] };
}
