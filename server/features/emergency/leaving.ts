import { type SQL, sql } from 'drizzle-orm';
import type { Position } from '../../../shared/geo.ts';
import type { Region } from '../../../shared/shape.ts';
import type { Tx } from '../../db/connect.ts';
import { position } from '../../db/geometry.ts';
import { regionSql } from '../../db/shape.ts';

/** A household within a threatened area, with who lives there and who answers for it. */
export type LeavingHousehold = {
  id: number;
  villageCode: string;
  number: string;
  address: string;
  position: Position;
  persons: number;
  keyPersons: number;
  needHelp: number;
  laneId: number | null;
  laneLeadId: number | null;
  memberId: number | null;
};

/** Every household of the county that stands within an area, as far as the request reaches. */
export async function leavingHouseholds(tx: Tx, countyCode: string, region: Region): Promise<LeavingHousehold[]> {
  const [drawn] = await tx.execute<{ geometry: string }>(sql`select ${regionSql(region)}::text as geometry`);
  const threatened: SQL = sql`${drawn?.geometry ?? ''}::geometry`;
  const rows = await tx.execute<LeavingHousehold>(sql`
    with meant as materialized (
      select household.id, household.county_code, household.village_code, household.number, household.address, household.geometry,
        household.lane_id
      from household
      where household.county_code = ${countyCode} and household.ended_at is null
        and household.geometry && ${threatened} and st_intersects(household.geometry, ${threatened})
    ),
    living as (
      select person.household_id as id, count(*)::integer as persons
      from meant
      join person on person.county_code = meant.county_code and person.household_id = meant.id and person.ended_at is null
      group by 1
    ),
    cared as (
      select person.household_id as id, count(distinct person.id)::integer as key_persons,
        (count(distinct person.id) filter (where key_person.needs_help_to_move))::integer as need_help
      from meant
      join person on person.county_code = meant.county_code and person.household_id = meant.id and person.ended_at is null
      join key_person on key_person.county_code = person.county_code and key_person.person_id = person.id and key_person.to_on is null
      group by 1
    )
    select meant.id::float8 as id, meant.village_code as "villageCode", meant.number, meant.address,
      ${position(sql`meant.geometry`)} as position, coalesce(living.persons, 0) as persons,
      coalesce(cared.key_persons, 0) as "keyPersons", coalesce(cared.need_help, 0) as "needHelp",
      meant.lane_id::float8 as "laneId", zone_lead.person_id::float8 as "laneLeadId", household_link.member_id::float8 as "memberId"
    from meant
    left join living on living.id = meant.id
    left join cared on cared.id = meant.id
    left join zone_lead on zone_lead.county_code = meant.county_code and zone_lead.zone_id = meant.lane_id and zone_lead.to_on is null
    left join household_link on household_link.county_code = meant.county_code and household_link.household_id = meant.id
      and household_link.to_on is null
    order by meant.id`);
  return [...rows];
}

export type OpenShelter = { id: number; name: string; position: Position; capacity: number; threatened: boolean };

/** The county's shelters; one within the threatened area takes nobody in. */
export async function openShelters(tx: Tx, countyCode: string, region: Region): Promise<OpenShelter[]> {
  const rows = await tx.execute<OpenShelter>(sql`
    select place.id::float8 as id, place.name, ${position(sql`place.geometry`)} as position, coalesce(place.capacity, 0) as capacity,
      st_intersects(place.geometry, ${regionSql(region)}) as threatened
    from place
    where place.county_code = ${countyCode} and place.category = 'shelter' and place.ended_at is null
    order by place.id`);
  return [...rows];
}
