import { sql } from 'drizzle-orm';
import type { AsOf } from '../../../shared/zoneChange.ts';
import { countyOf } from '../../db/area.ts';
import { dayOf } from '../../db/calendar.ts';
import type { Tx } from '../../db/connect.ts';

/**
 * A village as it was at the end of a day: its zones with their borders and who led them, and which zone and member every household had.
 * What is current is read back through the log: the first change after the day says what there was before it.
 */
export async function villageAsOf(tx: Tx, { villageCode, day }: { villageCode: string; day: string }): Promise<AsOf> {
  const rows = await tx.execute<{ id: number; lane: number; member: number }>(sql`
    with ${firstAfter(villageCode, day, 'household', 'assign')}
    select household.id::float8 as id,
      coalesce(case when later.subject_id is null then household.lane_id else (later.before ->> 'laneId')::bigint end, 0)::float8 as lane,
      coalesce((
        select member_id from household_link
        where county_code = household.county_code and household_id = household.id and from_on <= ${day}::date
          and (to_on is null or to_on > ${day}::date)
      ), 0)::float8 as member
    from household
    left join later on later.subject_id = household.id
    where household.county_code = ${countyOf(villageCode)} and household.village_code = ${villageCode}
      and (household.ended_at is null or household.ended_at > ${day}::date)
    order by household.id`);
  const zones = await zonesAsOf(tx, villageCode, day);
  const parents = new Map(zones.map(({ id, parentId }) => [id, parentId]));
  const counts = new Map<number, number>();
  for (const { lane } of rows) {
    for (let at = lane; parents.has(at); at = parents.get(at) ?? 0) counts.set(at, (counts.get(at) ?? 0) + 1);
  }
  return {
    day,
    zones: zones.map((zone) => ({ ...zone, households: counts.get(zone.id) ?? 0 })),
    household: [...rows].map(({ id }) => id),
    lane: [...rows].map(({ lane }) => lane),
    member: [...rows].map(({ member }) => member),
  };
}

/** The first change of each row after the end of the day, as a table `later (subject_id, before)`. */
function firstAfter(villageCode: string, day: string, subject: string, action: string, name = sql`later`) {
  return sql`${name} as materialized (
    select distinct on (subject_id) subject_id, before
    from change
    where county_code = ${countyOf(villageCode)} and village_code = ${villageCode} and subject = ${subject}
      and action = ${action} and before is not null and ${dayOf(sql`at`)} > ${day}::date
    order by subject_id, at, id
  )`;
}

type ZoneAsOf = Omit<AsOf['zones'][number], 'households'>;

async function zonesAsOf(tx: Tx, villageCode: string, day: string): Promise<ZoneAsOf[]> {
  const rows = await tx.execute<ZoneAsOf>(sql`
    with ${firstAfter(villageCode, day, 'zone', 'assign', sql`moved`)},
    ${firstAfter(villageCode, day, 'zone', 'rename', sql`renamed`)},
    ${firstAfter(villageCode, day, 'zone', 'border', sql`bordered`)}
    select zone.id::float8 as id, zone.level,
      case when moved.subject_id is null then zone.parent_id else (moved.before ->> 'parentId')::bigint end::float8 as "parentId",
      zone.number, coalesce(renamed.before ->> 'name', zone.name) as name, lead.name as "leadName",
      zone_lead.from_on::text as "leadSince", zone.ended_at is not null as ended,
      case
        when bordered.subject_id is null then st_asgeojson(zone.geometry, 8, 0)::jsonb
        else nullif(bordered.before -> 'geometry', 'null'::jsonb)
      end as border
    from zone
    left join moved on moved.subject_id = zone.id
    left join renamed on renamed.subject_id = zone.id
    left join bordered on bordered.subject_id = zone.id
    left join zone_lead on zone_lead.county_code = zone.county_code and zone_lead.zone_id = zone.id
      and zone_lead.from_on <= ${day}::date and (zone_lead.to_on is null or zone_lead.to_on > ${day}::date)
    left join lateral duty_people(zone.county_code, array[zone_lead.person_id]) lead on true
    where zone.county_code = ${countyOf(villageCode)} and zone.village_code = ${villageCode}
      and (zone.ended_at is null or zone.ended_at > ${day}::date)
      and not exists (
        select from change
        where change.county_code = zone.county_code and change.village_code = zone.village_code and change.subject = 'zone'
          and change.subject_id = zone.id and ${dayOf(sql`change.at`)} > ${day}::date
          and (change.action = 'create' or change.action = 'restore' and (change.before ->> 'endedOn')::date <= ${day}::date)
      )
    order by zone.id`);
  return [...rows];
}
