import { type SQL, sql } from 'drizzle-orm';
import { keyPersonCategories } from '../../../shared/keyPerson.ts';
import type { Summary } from '../../../shared/summary.ts';
import { quarterStart, visitAgeBreaks } from '../../../shared/visit.ts';
import { dayOf } from '../../db/calendar.ts';
import type { Tx } from '../../db/connect.ts';
import type { Within } from './scope.ts';

type HouseholdNumbers = Pick<
  Summary,
  | 'households'
  | 'shops'
  | 'householdsWithoutPosition'
  | 'householdsWithoutLane'
  | 'householdsLinked'
  | 'householdsVisitedThisQuarter'
  | 'householdsByVisitAge'
>;

/**
 * When a household was last visited, by one look into an index. Joins to grouped tables are faster where the planner
 * knows how large they are and a thousand times slower where nothing was analysed yet, as right after an import.
 */
const lastVisit = (county: SQL, household: SQL) => sql`cross join lateral (
  select ${dayOf(sql`max(visit.visited_at)`)} as last_on
  from visit
  where visit.county_code = ${county} and visit.household_id = ${household}
) last`;

/** On `person`: their household is one that is asked for. A scalar sub-select stays one look by key, whatever is known of sizes. */
const livesWithin = (scope: Within) => sql`(
  select ${scope.household}
  from household
  where household.county_code = person.county_code and household.id = person.household_id
)`;

export async function householdNumbers(tx: Tx, scope: Within, today: string): Promise<HouseholdNumbers> {
  const ages = [...visitAgeBreaks, null].map((limit, index) => {
    const from = visitAgeBreaks[index - 1];
    const above = from === undefined ? sql`true` : sql`${today}::date - last.last_on > ${from}`;
    const below =
      limit === null
        ? sql`(last.last_on is null or ${above})`
        : sql`${today}::date - last.last_on <= ${limit} and ${above}`;
    return sql`count(*) filter (where ${below})`;
  });
  const [row] = await tx.execute<HouseholdNumbers>(sql`
    select count(*)::integer as households,
      (count(*) filter (where household.kind = 'shop'))::integer as shops,
      (count(*) filter (where household.geometry is null))::integer as "householdsWithoutPosition",
      (count(*) filter (where household.lane_id is null))::integer as "householdsWithoutLane",
      (count(*) filter (where exists (
        select from household_link
        where household_link.county_code = household.county_code and household_link.household_id = household.id
          and household_link.to_on is null
      )))::integer as "householdsLinked",
      (count(*) filter (where last.last_on >= ${quarterStart(today)}::date))::integer as "householdsVisitedThisQuarter",
      json_build_array(${sql.join(ages, sql`, `)}) as "householdsByVisitAge"
    from household
    ${lastVisit(sql`household.county_code`, sql`household.id`)}
    where ${scope.household}`);
  return one(row);
}

type PersonNumbers = Pick<Summary, 'persons' | 'personsAway' | 'personsOver65' | 'personsUnder15' | 'partyMembers'>;

export async function personNumbers(tx: Tx, scope: Within, today: string): Promise<PersonNumbers> {
  const living = scope.whole ? sql`true` : livesWithin(scope);
  const [row] = await tx.execute<PersonNumbers>(sql`
    select count(*)::integer as persons,
      (count(*) filter (where person.away_at is not null))::integer as "personsAway",
      (count(*) filter (where person.birth_date <= ${today}::date - interval '65 years'))::integer as "personsOver65",
      (count(*) filter (where person.birth_date > ${today}::date - interval '15 years'))::integer as "personsUnder15",
      (
        select count(*)
        from party_member
        cross join lateral (
          select county_code, household_id, ended_at from person
          where person.county_code = party_member.county_code and person.id = party_member.person_id
          offset 0
        ) person
        where ${scope.area(sql`party_member`)} and party_member.ended_at is null and person.ended_at is null and ${living}
      )::integer as "partyMembers"
    from person
    where ${scope.area(sql`person`)} and person.ended_at is null and ${living}`);
  return one(row);
}

type KeyPersonNumbers = Pick<Summary, 'keyPersons' | 'keyPersonsOverdue' | 'keyPersonsByCategory'>;
type KeyPersonRow = Omit<KeyPersonNumbers, 'keyPersonsByCategory'> & {
  byCategory: Record<string, { count: number; overdue: number }>;
};

/** Overdue is who was not visited, at home, for longer than their register entry allows, or never. */
export async function keyPersonNumbers(tx: Tx, scope: Within, today: string): Promise<KeyPersonNumbers> {
  const living = scope.whole ? sql`true` : livesWithin(scope);
  const [row] = await tx.execute<KeyPersonRow>(sql`
    with entry as (
      select key_person.person_id, key_person.category,
        coalesce(${today}::date - last.last_on > key_person.visit_every_days, true) as overdue
      from key_person
      cross join lateral (
        select county_code, household_id, ended_at from person
        where person.county_code = key_person.county_code and person.id = key_person.person_id
        offset 0
      ) person
      ${lastVisit(sql`person.county_code`, sql`person.household_id`)}
      where ${scope.area(sql`key_person`)} and key_person.to_on is null and person.ended_at is null and ${living}
    )
    select
      (select count(distinct person_id) from entry)::integer as "keyPersons",
      (select count(distinct person_id) from entry where overdue)::integer as "keyPersonsOverdue",
      (
        select coalesce(json_object_agg(category, json_build_object('count', count, 'overdue', overdue)), '{}')
        from (select category, count(*), count(*) filter (where overdue) as overdue from entry group by category) counted
      ) as "byCategory"`);
  const { byCategory, ...numbers } = one(row);
  const keyPersonsByCategory = keyPersonCategories.map((category) => ({
    category,
    ...(byCategory[category] ?? { count: 0, overdue: 0 }),
  }));
  return { ...numbers, keyPersonsByCategory };
}

function one<Row>(row: Row | undefined): Row {
  if (row === undefined) throw new Error('an aggregate has one row');
  return row;
}
