import { sql } from 'drizzle-orm';
import type { Role } from '../../shared/permissions.ts';
import { today } from '../db/calendar.ts';
import type { Database } from '../db/connect.ts';
import { type Holding, type HoldingReach, Scope, type Who } from './scope.ts';

type Row = {
  source: 'grant' | 'office' | 'link' | 'glass';
  role: Role;
  villageCode: string;
  zoneId: number | null;
  zones: number[] | null;
  above: number[] | null;
  households: number[] | null;
  persons: number[] | null;
};

/**
 * What an account may do today: its grants, the zones its person leads, the households linked to its person, and what it
 * has opened through the glass. One statement, on the owner's connection, because it decides what the others may see.
 */
export async function loadScope(database: Database, who: Who): Promise<Scope> {
  const day = today();
  const rows = await database.execute<Row>(sql`
    with recursive me as (
      select id, person_county_code as county_code, person_id from account where id = ${who.accountId}
    ),
    held as (
      select 'grant' as source, account_grant.role, account_grant.county_code, account_grant.area_code as village_code,
        account_grant.zone_id
      from account_grant
      where account_id = ${who.accountId} and from_on <= ${day}::date and (to_on is null or to_on > ${day}::date)
      union all
      select 'office', case when zone_level.ordinal = deepest.ordinal then 'laneLead' else 'gridLead' end, zone.county_code,
        zone.village_code, zone.id
      from me
      join zone_lead on zone_lead.county_code = me.county_code and zone_lead.person_id = me.person_id
        and zone_lead.from_on <= ${day}::date and (zone_lead.to_on is null or zone_lead.to_on > ${day}::date)
      join zone on zone.county_code = zone_lead.county_code and zone.id = zone_lead.zone_id and zone.ended_at is null
      join zone_level on zone_level.county_code = zone.county_code and zone_level.level = zone.level
      cross join lateral (
        select max(ordinal) as ordinal from zone_level other where other.county_code = zone.county_code
      ) deepest
    ),
    below as (
      select held.zone_id as root, zone.county_code, zone.id
      from held
      join zone on zone.county_code = held.county_code and zone.id = held.zone_id and zone.ended_at is null
      union
      select below.root, zone.county_code, zone.id
      from below
      join zone on zone.county_code = below.county_code and zone.parent_id = below.id and zone.ended_at is null
    ),
    linked as (
      select household.county_code, household.village_code, household.id, household.lane_id
      from me
      join party_member on party_member.county_code = me.county_code and party_member.person_id = me.person_id
        and party_member.ended_at is null
      join household_link on household_link.county_code = me.county_code and household_link.member_id = me.person_id
        and household_link.from_on <= ${day}::date and (household_link.to_on is null or household_link.to_on > ${day}::date)
      join household on household.county_code = household_link.county_code and household.id = household_link.household_id
        and household.ended_at is null
    ),
    around as (
      select held.zone_id as root, zone.county_code, zone.parent_id as id
      from held
      join zone on zone.county_code = held.county_code and zone.id = held.zone_id
      union
      select -1, linked.county_code, linked.lane_id from linked
      union
      select around.root, zone.county_code, zone.parent_id
      from around
      join zone on zone.county_code = around.county_code and zone.id = around.id
    ),
    reached as (
      select held.source, held.role, held.village_code, held.zone_id, held.county_code,
        (select json_agg(id) from below where root = held.zone_id) as zones,
        (select json_agg(id) from around where root = held.zone_id and id is not null) as above,
        array(
          select household.id
          from below
          join household on household.county_code = below.county_code and household.lane_id = below.id
            and household.ended_at is null
          where below.root = held.zone_id
        ) as homes
      from held
      union all
      select 'link', 'partyMember', linked.village_code, null, linked.county_code,
        (select json_agg(id) from around where root = -1 and id is not null), null, array_agg(linked.id)
      from linked
      group by linked.county_code, linked.village_code
      union all
      select 'glass', glass.role, glass.village_code, null, glass.county_code, null, null, array[glass.household_id]
      from glass
      where glass.account_id = ${who.accountId} and glass.until > now()
    )
    select source, role, village_code as "villageCode", zone_id::float8 as "zoneId", zones, above,
      array_to_json(homes) as households,
      (
        select json_agg(person.id) from person
        where person.county_code = reached.county_code and person.household_id = any(reached.homes)
          and person.ended_at is null
      ) as persons
    from reached`);
  return new Scope(
    who,
    [...rows].map((row): Holding => ({ role: row.role, reach: reachOfRow(row) })),
    [...new Set([...rows].flatMap(({ persons }) => persons ?? []))],
  );
}

function reachOfRow(row: Row): HoldingReach {
  const { villageCode, zoneId } = row;
  const households = row.households ?? [];
  if (row.source === 'glass') return { kind: 'glass', villageCode, households };
  if (row.source === 'link') return { kind: 'links', villageCode, zones: row.zones ?? [], households };
  if (zoneId === null) return { kind: 'area', areaCode: villageCode };
  return { kind: 'zone', villageCode, zoneId, zones: row.zones ?? [], above: row.above ?? [], households };
}
