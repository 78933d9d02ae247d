import { type SQL, sql } from 'drizzle-orm';
import type { HouseholdItem } from '../../shared/household.ts';
import type { Tx } from './connect.ts';
import { position } from './geometry.ts';

/**
 * Households as a list shows them, by their number; `chosen` is a condition on `household`. Ended ones are left out
 * unless the condition is of one household.
 */
export async function householdItems(
  tx: Tx,
  chosen: SQL,
  page: { offset: number; limit: number },
): Promise<HouseholdItem[]> {
  const rows = await tx.execute<HouseholdItem>(sql`
    select household.id::float8 as id, household.county_code as "countyCode", household.village_code as "villageCode",
      household.number, household.kind, household.address,
      coalesce(nullif(household.name, ''), people.head, '') as name,
      people.persons, lane.name as "laneName", people.categories, ${position(sql`household.geometry`)} as position
    from (
      select * from household
      where ${chosen}
      order by household.village_code, household.number, household.id
      offset ${page.offset} limit ${page.limit}
    ) household
    left join zone lane on lane.county_code = household.county_code and lane.id = household.lane_id
    cross join lateral (
      select count(*)::integer as persons, max(person.name) filter (where person.is_head) as head,
        coalesce((
          select json_agg(distinct key_person.category)
          from person tagged
          join key_person on key_person.county_code = tagged.county_code and key_person.person_id = tagged.id
          where tagged.county_code = household.county_code and tagged.household_id = household.id
            and tagged.ended_at is null and key_person.to_on is null
        ), '[]') as categories
      from person
      where person.county_code = household.county_code and person.household_id = household.id and person.ended_at is null
    ) people
    order by household.village_code, household.number, household.id`);
  return [...rows];
}

/** A page of the living households a condition on `household` holds for, with their total. */
export async function householdPage(
  tx: Tx,
  condition: SQL,
  page: { offset: number; limit: number },
): Promise<{ total: number; items: HouseholdItem[] }> {
  const living = sql`household.ended_at is null and ${condition}`;
  const [count] = await tx.execute<{ total: number }>(
    sql`select count(*)::integer as total from household where ${living}`,
  );
  return { total: count?.total ?? 0, items: await householdItems(tx, living, page) };
}
