import { type SQL, sql } from 'drizzle-orm';
import type { ColumnSet, columnSets } from '../../shared/columns.ts';
import { hazardCategories, hazardStates } from '../../shared/hazard.ts';
import { householdKinds } from '../../shared/household.ts';
import { keyPersonCategories } from '../../shared/keyPerson.ts';
import { quarterStart } from '../../shared/visit.ts';
import type { Scope } from '../auth/scope.ts';
import { countyOf, inArea } from '../db/area.ts';
import { dayOf } from '../db/calendar.ts';
import { isExactSql, shownCategorySql } from '../db/keyPerson.ts';

/** Which rows are asked for: those of an area that live, or all that changed after a sequence number. */
export type ColumnsRequest = { areaCode: string; since: number | null; today: string };

/** How a set is read: an expression per column, in rows ordered by id. */
export type SetRows<Set extends ColumnSet> = {
  columns: Record<keyof (typeof columnSets)[Set] & string, SQL>;
  from: SQL;
  where: SQL;
  /**
   * Its join is of two large halves: the planner counts the area twice, in the request and in the policy, expects one row
   * and would go through the second half once for each of the first.
   */
  joinsByHash?: boolean;
};

/** Place of a word in its list, from 0. */
function indexOf(words: readonly string[], column: SQL): SQL {
  return sql`(array_position(array[${sql.join(
    [...words].map((word) => sql`${word}`),
    sql`, `,
  )}]::text[], ${column}) - 1)`;
}

const lng = (point: SQL) => sql`coalesce(st_x(${point}), 'NaN'::float8)`;
const lat = (point: SQL) => sql`coalesce(st_y(${point}), 'NaN'::float8)`;
const dayNumber = (day: SQL) => sql`coalesce(${day} - date '1970-01-01', 0)`;
const flag = (condition: SQL) => sql`(${condition})::integer`;

function household({ areaCode, since }: ColumnsRequest): SetRows<'household'> {
  const people = sql`person.county_code = household.county_code and person.household_id = household.id and person.ended_at is null`;
  return {
    columns: {
      id: sql`household.id`,
      lng: lng(sql`household.geometry`),
      lat: lat(sql`household.geometry`),
      lane: sql`coalesce(household.lane_id, 0)`,
      building: sql`coalesce(household.building_id, 0)`,
      kind: indexOf(householdKinds, sql`household.kind`),
      persons: sql`coalesce(people.persons, 0)`,
      ended: flag(sql`household.ended_at is not null`),
      number: sql`household.number`,
    },
    from:
      since === null
        ? sql`household left join (
            select person.household_id, count(*) as persons
            from person_in_reach person
            where ${inArea(sql`person.county_code`, sql`person.village_code`, areaCode)} and person.ended_at is null
            group by person.household_id
          ) people on people.household_id = household.id`
        : sql`household left join lateral (select count(*) as persons from person where ${people}) people on true`,
    joinsByHash: since === null,
    where: sql`${inArea(sql`household.county_code`, sql`household.village_code`, areaCode)} and ${
      since === null
        ? sql`household.ended_at is null`
        : sql`(household.seq > ${since} or household.id in (
            select household_id from person
            where ${inArea(sql`person.county_code`, sql`person.village_code`, areaCode)} and seq > ${since}
          ))`
    }`,
  };
}

/**
 * Where a key person lives is told to who answers for them; everybody else gets a point in the lane, and no household or
 * person to look them up by. A diagnosis is named only to whom it is shown.
 */
function keyPerson({ areaCode, since }: ColumnsRequest, scope: Scope): SetRows<'keyPerson'> {
  const exact = isExactSql(scope);
  const point = sql`case when ${exact} then household.geometry else st_pointonsurface(coalesce(lane.geometry, around.geometry)) end`;
  const shown = shownCategorySql(scope);
  return {
    columns: {
      id: sql`key_person.id`,
      lng: lng(point),
      lat: lat(point),
      household: sql`case when ${exact} then coalesce(person.household_id, 0) else 0 end`,
      person: sql`case when ${exact} then key_person.person_id else 0 end`,
      category: indexOf(keyPersonCategories, shown),
      needsHelpToMove: flag(sql`key_person.needs_help_to_move`),
      visitEveryDays: sql`key_person.visit_every_days`,
      ended: flag(sql`key_person.to_on is not null or person.ended_at is not null`),
    },
    from: sql`key_person
      join person on person.county_code = key_person.county_code and person.id = key_person.person_id
      left join household on household.county_code = person.county_code and household.id = person.household_id
      left join zone lane on lane.county_code = household.county_code and lane.id = household.lane_id
      left join zone around on around.county_code = lane.county_code and around.id = lane.parent_id`,
    where: sql`${inArea(sql`key_person.county_code`, sql`key_person.village_code`, areaCode)} and ${
      since === null
        ? sql`key_person.to_on is null and person.ended_at is null`
        : sql`greatest(key_person.seq, person.seq, household.seq) > ${since}`
    }`,
  };
}

function hazard({ areaCode, since }: ColumnsRequest): SetRows<'hazard'> {
  const point = sql`case when geometrytype(geometry) = 'POINT' then geometry else st_pointonsurface(geometry) end`;
  return {
    columns: {
      id: sql`id`,
      lng: lng(point),
      lat: lat(point),
      severity: sql`severity`,
      category: indexOf(hazardCategories, sql`category`),
      state: indexOf(hazardStates, sql`state`),
      reportedOn: dayNumber(dayOf(sql`reported_at`)),
      dueOn: dayNumber(sql`due_on`),
      zone: sql`coalesce(zone_id, 0)`,
      assignee: sql`coalesce(assignee_id, 0)`,
      reach: sql`coalesce(reach, -1)`,
      lastStepOn: dayNumber(dayOf(sql`coalesce(last_step_at, reported_at)`)),
      closedOn: dayNumber(dayOf(sql`closed_at`)),
      satisfied: sql`coalesce(satisfied::integer, -1)`,
      kind: sql`kind`,
      number: sql`number`,
      // Millimetres: the browser measures from it what PostGIS measures from the geometry.
      geometry: sql`case when st_dimension(geometry) > 0 then st_asgeojson(geometry, 8, 0) else '' end`,
    },
    from: sql`hazard`,
    where: sql`${inArea(sql`county_code`, sql`village_code`, areaCode)} and ${since === null ? sql`true` : sql`seq > ${since}`}`,
  };
}

/** A member may live where the reader's other rows end: where their home stands is part of the link. */
function link({ areaCode, since }: ColumnsRequest): SetRows<'link'> {
  const area = inArea(sql`household_link.county_code`, sql`household_link.village_code`, areaCode);
  return {
    columns: {
      id: sql`household_link.id`,
      household: sql`household_link.household_id`,
      member: sql`household_link.member_id`,
      lng: lng(sql`member.home`),
      lat: lat(sql`member.home`),
      memberHousehold: sql`coalesce(member.household_id, 0)`,
      ended: flag(sql`household_link.to_on is not null`),
    },
    from: sql`household_link
      left join duty_people(
        ${countyOf(areaCode)}, (select array_agg(distinct member_id) from household_link where ${area})
      ) member on member.id = household_link.member_id`,
    where: sql`${area} and ${
      since === null ? sql`household_link.to_on is null` : sql`greatest(household_link.seq, member.seq) > ${since}`
    }`,
  };
}

function visit({ areaCode, since, today }: ColumnsRequest): SetRows<'visit'> {
  const area = inArea(sql`county_code`, sql`village_code`, areaCode);
  return {
    columns: {
      id: sql`visited.household_id`,
      lastOn: dayNumber(dayOf(sql`visited.last_at`)),
      thisQuarter: sql`visited.this_quarter`,
    },
    from: sql`(
      select household_id, max(visited_at) as last_at,
        count(*) filter (where ${dayOf(sql`visited_at`)} >= ${quarterStart(today)}::date) as this_quarter
      from visit
      where ${area}
      group by household_id
    ) visited`,
    where:
      since === null
        ? sql`true`
        : sql`visited.household_id in (select household_id from visit where ${area} and seq > ${since})`,
  };
}

export const setRows: { [Set in ColumnSet]: (request: ColumnsRequest, scope: Scope) => SetRows<Set> } = {
  household,
  keyPerson,
  hazard,
  link,
  visit,
};
