import { type SQL, sql } from 'drizzle-orm';
import type { Exposure } from '../../shared/exposure.ts';
import type { HazardReach } from '../../shared/hazardRules.ts';
import type { Scope } from '../auth/scope.ts';
import type { Tx } from '../db/connect.ts';
import { shownCategorySql, toldOf } from '../db/keyPerson.ts';
import { around, flat, latitudeOf } from '../db/shape.ts';

/** Metres a row of `hazard` reaches beyond itself: `reachOf` of shared/hazardRules.ts. */
export function reachSql(reach: HazardReach): SQL {
  return sql`coalesce(
    hazard.reach,
    case when st_dimension(hazard.geometry) = 2 then 0 else (${JSON.stringify(reach)}::jsonb ->> hazard.category)::float8 end
  )::float8`;
}

/**
 * A relation `danger (id, shape, reach, latitude, flat)` of the hazards a condition holds for, to be joined with
 * `inDanger`.
 */
export function dangerSql(condition: SQL, reach: HazardReach): SQL {
  return sql`
    select measured.*, case when geometrytype(shape) <> 'POINT' then ${flat(sql`shape`, sql`latitude`)} end as flat,
      metric_x(latitude) as metric_x, metric_y(latitude) as metric_y
    from (
      select hazard.id, hazard.county_code, hazard.geometry as shape, ${reachSql(reach)} as reach,
        ${latitudeOf(sql`hazard.geometry`)} as latitude
      from hazard
      where ${condition}
    ) measured`;
}

/** Whether a point of a row is within reach of a row of `danger`: by the spatial index first, then in metres. */
export function inDanger(point: SQL): SQL {
  return sql`(${point} && ${around(sql`danger.shape`, sql`danger.reach`, sql`danger.latitude`)}
    and case
      when danger.flat is null
      then power((st_x(${point}) - st_x(danger.shape)) * danger.metric_x, 2)
        + power((st_y(${point}) - st_y(danger.shape)) * danger.metric_y, 2) <= power(danger.reach, 2)
      else st_dwithin(st_scale(${point}, danger.metric_x, danger.metric_y), danger.flat, danger.reach)
    end)`;
}

/**
 * Ids of hazards of `danger` with the households within their reach (`id, county_code, household_id`). Each row of `danger`
 * asks the spatial index for itself: left to join as it likes, the planner meets 5,000 hazards and 160,000 households of one
 * county by the county's code, which takes minutes where this takes a second.
 */
export const inReach = sql`
  select danger.id, danger.county_code, near.id as household_id
  from danger
  cross join lateral (
    select household.id from household
    where household.county_code = danger.county_code and household.ended_at is null and ${inDanger(sql`household.geometry`)}
    offset 0
  ) near`;

/** Up to so many hazards their people are looked up one household after the other. */
const fewHazards = 300;

/** The planner cannot know how many households many hazards reach, guesses few, and would look each person up by itself. */
function walkedOnce(nestedLoops: 'on' | 'off'): SQL {
  return sql`select set_config('enable_nestloop', ${nestedLoops}, true)`;
}

type Row = {
  id: number;
  households: number;
  persons: number;
  needHelp: number;
  keyPersons: Exposure['keyPersons'] | null;
};

/**
 * Who is within reach of each hazard that a condition on `hazard` holds for, by its id; hazards that reach nobody are
 * left out. One statement, each household's people counted once however many hazards reach it.
 */
export async function exposures(
  tx: Tx,
  scope: Scope,
  condition: SQL,
  reach: HazardReach,
): Promise<Map<number, Exposure>> {
  const [size] = await tx.execute<{ many: boolean }>(
    sql`select count(*) > ${fewHazards} as many from (select from hazard where ${condition} limit ${fewHazards + 1}) asked`,
  );
  if (size?.many) await tx.execute(walkedOnce('off'));
  const rows = await tx.execute<Row>(sql`
    with danger as materialized (${dangerSql(condition, reach)}),
    exposed as materialized (${inReach}),
    home as materialized (select distinct county_code, household_id from exposed),
    person as materialized (
      select person.county_code, person.household_id, person.id, person.village_code
      from home
      join person on person.county_code = home.county_code and person.household_id = home.household_id
        and person.ended_at is null
    ),
    living as (select household_id, count(*)::integer as persons from person group by household_id),
    cared as materialized (
      select person.household_id, ${shownCategorySql(scope)} as category, count(*)::integer as persons,
        array_agg(person.id) filter (where key_person.needs_help_to_move) as helpless
      from person
      join key_person on key_person.county_code = person.county_code and key_person.person_id = person.id
        and key_person.to_on is null
      group by 1, 2
    ),
    helpless as (
      select household_id, count(distinct person_id)::integer as persons
      from cared cross join lateral unnest(helpless) person_id
      group by household_id
    ),
    tagged as (
      select id, json_object_agg(category, persons) as key_persons
      from (
        select exposed.id, cared.category, sum(cared.persons)::integer as persons
        from exposed join cared on cared.household_id = exposed.household_id
        group by 1, 2
      ) by_category
      group by id
    ),
    counted as (
      select exposed.id, count(*)::integer as households, coalesce(sum(living.persons), 0)::integer as persons,
        coalesce(sum(helpless.persons), 0)::integer as need_help
      from exposed
      left join living on living.household_id = exposed.household_id
      left join helpless on helpless.household_id = exposed.household_id
      group by exposed.id
    )
    select counted.id::float8 as id, counted.households, counted.persons, counted.need_help as "needHelp",
      tagged.key_persons as "keyPersons"
    from counted
    left join tagged on tagged.id = counted.id`);
  if (size?.many) await tx.execute(walkedOnce('on'));
  return new Map(
    [...rows].map(({ id, keyPersons, ...exposure }) => [
      id,
      toldOf(scope, { ...exposure, keyPersons: keyPersons ?? {} }),
    ]),
  );
}
