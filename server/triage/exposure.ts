import { type SQL, sql } from 'drizzle-orm';
import type { Exposure } from '../../shared/exposure.ts';
import type { HazardReach } from '../../shared/hazardRules.ts';
import type { Scope } from '../auth/scope.ts';
import type { Tx } from '../db/connect.ts';
import { joinByHash } from '../db/joinByHash.ts';
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
    select household.id from household_in_reach household
    where household.county_code = danger.county_code and household.ended_at is null and ${inDanger(sql`household.geometry`)}
    offset 0
  ) near`;

/** Of so many hazards and fewer the people are looked up household by household, and of more in one pass through the county. */
const fewHazards = 300;

/**
 * A relation `living (household_id, persons)` of how many people live where. A view that is a barrier is asked for single rows
 * by `lateral` alone: joined, it is gone through whole.
 */
function livingSql(countyCode: string, isMany: boolean): SQL {
  if (!isMany) {
    return sql`
      select home.household_id, own.persons
      from home cross join lateral (
        select count(*)::integer as persons from person_in_reach person
        where person.county_code = home.county_code and person.household_id = home.household_id and person.ended_at is null
        offset 0
      ) own`;
  }
  return sql`select household_id, persons from living_in_reach where county_code = ${countyCode}`;
}

/** A relation `cared (household_id, person_id, category, needs_help_to_move)` of key people, each with where they live. */
function caredSql(scope: Scope, countyCode: string, isMany: boolean): SQL {
  const columns = sql`person.household_id, person.id as person_id, ${shownCategorySql(scope)} as category,
    key_person.needs_help_to_move`;
  if (!isMany) {
    return sql`
      select ${columns}
      from home
      cross join lateral (
        select person.county_code, person.household_id, person.id from person_in_reach person
        where person.county_code = home.county_code and person.household_id = home.household_id and person.ended_at is null
        offset 0
      ) person
      join key_person on key_person.county_code = person.county_code and key_person.person_id = person.id
        and key_person.to_on is null`;
  }
  return sql`
    select ${columns}
    from key_person
    cross join lateral (
      select person.id, person.household_id from person_in_reach person
      where person.county_code = key_person.county_code and person.id = key_person.person_id and person.ended_at is null
      offset 0
    ) person
    where key_person.county_code = ${countyCode} and key_person.to_on is null`;
}

type Row = {
  id: number;
  households: number;
  persons: number;
  needHelp: number;
  keyPersons: Exposure['keyPersons'] | null;
};

/**
 * Who is within reach of each hazard of the county that a condition on `hazard` holds for, by its id; hazards that reach
 * nobody are left out. One statement, each household's people counted once however many hazards reach it.
 */
export async function exposures(
  tx: Tx,
  scope: Scope,
  countyCode: string,
  condition: SQL,
  reach: HazardReach,
  few = fewHazards,
): Promise<Map<number, Exposure>> {
  const meant = sql`hazard.county_code = ${countyCode} and ${condition}`;
  const [size] = await tx.execute<{ many: boolean }>(
    sql`select count(*) > ${few} as many from (select from hazard where ${meant} limit ${few + 1}) asked`,
  );
  const isMany = size?.many === true;
  const count = () => tx.execute<Row>(exposureSql(scope, countyCode, dangerSql(meant, reach), isMany));
  const rows = await (isMany ? joinByHash(tx, count) : count());
  return new Map(
    [...rows].map(({ id, keyPersons, ...exposure }) => [
      id,
      toldOf(scope, { ...exposure, keyPersons: keyPersons ?? {} }),
    ]),
  );
}

/** Rows of `Row`, one for each hazard of the relation that reaches somebody. */
function exposureSql(scope: Scope, countyCode: string, danger: SQL, isMany: boolean): SQL {
  return sql`
    with danger as materialized (${danger}),
    exposed as materialized (${inReach}),
    home as materialized (select distinct county_code, household_id from exposed),
    living as (${livingSql(countyCode, isMany)}),
    cared as materialized (${caredSql(scope, countyCode, isMany)}),
    helped as (
      select exposed.id, sum(helpless.persons)::integer as persons
      from exposed
      join (
        select household_id, count(distinct person_id) as persons from cared where needs_help_to_move group by household_id
      ) helpless on helpless.household_id = exposed.household_id
      group by exposed.id
    ),
    tagged as (
      select id, json_object_agg(category, persons) as key_persons
      from (
        select exposed.id, cared.category, count(*)::integer as persons
        from exposed join cared on cared.household_id = exposed.household_id
        group by 1, 2
      ) by_category
      group by id
    ),
    counted as (
      select exposed.id, count(*)::integer as households, coalesce(sum(living.persons), 0)::integer as persons
      from exposed
      left join living on living.household_id = exposed.household_id
      group by exposed.id
    )
    select counted.id::float8 as id, counted.households, counted.persons, coalesce(helped.persons, 0) as "needHelp",
      tagged.key_persons as "keyPersons"
    from counted
    left join helped on helped.id = counted.id
    left join tagged on tagged.id = counted.id`;
}
