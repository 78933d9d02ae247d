import { sql } from 'drizzle-orm';
import type { Summary } from '../../../shared/summary.ts';
import { heldWhole } from '../../db/area.ts';
import type { Tx } from '../../db/connect.ts';
import type { Within } from './scope.ts';

const mostInBreach = 200;

type ZoneNumbers = Pick<Summary, 'zones' | 'zonesInBreach'>;

/** Zones by how their size stands to their level's limits; the households of the zones inside count for the outer one. */
export async function zoneNumbers(tx: Tx, scope: Within): Promise<ZoneNumbers> {
  const [row] = await tx.execute<ZoneNumbers>(sql`
    with recursive leaf as (
      select household.lane_id as id, count(*) as households
      from household
      where household.ended_at is null and ${scope.area(sql`household`)} and household.lane_id is not null
      group by household.lane_id
    ),
    upward as (
      select leaf.id, leaf.households from leaf
      union all
      select zone.parent_id, upward.households
      from upward
      join zone on zone.county_code = ${scope.countyCode} and zone.id = upward.id
      where zone.parent_id is not null
    ),
    size as (
      select id, sum(households) as households from upward group by id
    ),
    measured as (
      select zone.id, zone.level, zone_level.ordinal, zone.name, coalesce(size.households, 0)::integer as households,
        case
          when coalesce(size.households, 0) < zone_level.min_households then 'under'
          when size.households > zone_level.max_households then 'over'
          else 'within'
        end as size,
        greatest(
          (coalesce(size.households, 0) - zone_level.max_households)::float8 / greatest(zone_level.max_households, 1),
          (zone_level.min_households - coalesce(size.households, 0))::float8 / greatest(zone_level.min_households, 1)
        ) as beyond,
        zone_lead.id is null as vacant
      from zone
      join zone_level on zone_level.county_code = zone.county_code and zone_level.level = zone.level
      left join size on size.id = zone.id
      left join zone_lead on zone_lead.county_code = zone.county_code and zone_lead.zone_id = zone.id and zone_lead.to_on is null
      where ${scope.zone} and ${heldWhole(sql`zone`)}
    )
    select
      (
        select coalesce(json_agg(json_build_object(
          'level', level, 'total', total, 'under', under, 'within', "within", 'over', "over", 'vacant', vacant
        ) order by ordinal), '[]')
        from (
          select level, ordinal, count(*) as total, count(*) filter (where size = 'under') as under,
            count(*) filter (where size = 'within') as "within", count(*) filter (where size = 'over') as "over",
            count(*) filter (where vacant) as vacant
          from measured
          group by level, ordinal
        ) counted
      ) as zones,
      (
        select coalesce(json_agg(json_build_object(
          'id', id, 'level', level, 'name', name, 'households', households, 'size', size, 'vacant', vacant
        ) order by beyond desc, vacant desc, id), '[]')
        from (
          select * from measured
          where size <> 'within' or vacant
          order by beyond desc, vacant desc, id
          limit ${mostInBreach}
        ) worst
      ) as "zonesInBreach"`);
  return row ?? { zones: [], zonesInBreach: [] };
}
