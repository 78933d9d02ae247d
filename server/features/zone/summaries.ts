import { type SQL, sql } from 'drizzle-orm';
import type { ZoneSummary } from '../../../shared/zone.ts';
import { countyOf, inArea } from '../../db/area.ts';
import type { Tx } from '../../db/connect.ts';

/** Ids of a zone (`root`) and of every zone in it, itself included, as a recursive table named `below`. */
export function zonesBelow(countyCode: string, chosen: SQL): SQL {
  return sql`below as (
    select id as root, id from zone where zone.county_code = ${countyCode} and ${chosen}
    union all
    select below.root, inner_zone.id
    from below
    join zone inner_zone on inner_zone.county_code = ${countyCode} and inner_zone.parent_id = below.id
    where inner_zone.ended_at is null
  )`;
}

/**
 * Zones with what lies in them and in the zones inside them, by level and number. The label stands inside the border
 * or in the middle of the households. All of them lie in the area, which spares the database the rest of the county.
 */
export async function zoneSummaries(tx: Tx, areaCode: string, chosen: SQL): Promise<ZoneSummary[]> {
  const countyCode = countyOf(areaCode);
  const inSameArea = (table: SQL) => inArea(sql`${table}.county_code`, sql`${table}.village_code`, areaCode);
  const rows = await tx.execute<ZoneSummary>(sql`
    with recursive ${zonesBelow(countyCode, chosen)},
    homes as (
      select below.root, count(*) as households, avg(st_x(household.geometry)) as x, avg(st_y(household.geometry)) as y,
        min(st_x(household.geometry)) as west, min(st_y(household.geometry)) as south,
        max(st_x(household.geometry)) as east, max(st_y(household.geometry)) as north
      from below
      join household on ${inSameArea(sql`household`)} and household.lane_id = below.id
      where household.ended_at is null
      group by below.root
    ),
    people as (
      select below.root, count(*) as persons, count(watched.person_id) as key_persons
      from below
      join household on ${inSameArea(sql`household`)} and household.lane_id = below.id
      join person on ${inSameArea(sql`person`)} and person.household_id = household.id
      left join (
        select distinct person_id from key_person where county_code = ${countyCode} and to_on is null
      ) watched on watched.person_id = person.id
      where household.ended_at is null and person.ended_at is null
      group by below.root
    )
    select zone.id::float8 as id, zone.county_code as "countyCode", zone.village_code as "villageCode", zone.level,
      zone.parent_id::float8 as "parentId", zone.number, zone.name,
      lead.name as "leadName", lead.id::float8 as "leadId",
      coalesce(homes.households, 0)::integer as households,
      coalesce(people.persons, 0)::integer as persons,
      coalesce(people.key_persons, 0)::integer as "keyPersons",
      case
        when label.point is not null then json_build_array(st_x(label.point), st_y(label.point))
        when homes.x is not null then json_build_array(homes.x, homes.y)
      end as position,
      case
        when zone.geometry is not null
          then json_build_array(st_xmin(zone.geometry), st_ymin(zone.geometry), st_xmax(zone.geometry), st_ymax(zone.geometry))
        when homes.west is not null then json_build_array(homes.west, homes.south, homes.east, homes.north)
      end as bounds
    from zone
    cross join lateral (select st_pointonsurface(zone.geometry) as point) label
    left join homes on homes.root = zone.id
    left join people on people.root = zone.id
    left join zone_lead on zone_lead.county_code = zone.county_code and zone_lead.zone_id = zone.id and zone_lead.to_on is null
    left join lateral duty_people(zone.county_code, array[zone_lead.person_id]) lead on true
    left join zone_level on zone_level.county_code = zone.county_code and zone_level.level = zone.level
    where zone.county_code = ${countyCode} and ${chosen}
    order by zone.village_code, zone_level.ordinal, zone.number, zone.id`);
  return [...rows];
}
