import { type SQL, sql } from 'drizzle-orm';
import type { HouseholdItem } from '../../shared/household.ts';
import type { Scope } from '../auth/scope.ts';
import { shownCategories, shownName } from '../auth/show.ts';
import type { Tx } from './connect.ts';
import { position } from './geometry.ts';
import { recordShown } from './recordAccess.ts';

/**
 * Households as a list shows them, by their number; `chosen` is a condition on `household`. Ended ones are left out
 * unless the condition is of one household. Names and reasons for care are as far as the scope may know them; who is not
 * told where key people live is not told in which household either.
 */
export async function householdItems(
  tx: Tx,
  scope: Scope,
  chosen: SQL,
  page: { offset: number; limit: number },
): Promise<HouseholdItem[]> {
  const rows = await tx.execute<HouseholdItem & { head: string | null }>(sql`
    select household.id::float8 as id, household.county_code as "countyCode", household.village_code as "villageCode",
      household.number, household.kind, household.address,
      household.name, people.head,
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
  return [...rows].map(({ head, ...item }) => {
    const where = { areaCode: item.villageCode, householdId: item.id };
    return {
      ...item,
      name: item.name || shownName(scope.level('name', where), head ?? ''),
      categories: scope.isExactAt(where) ? shownCategories(scope.level('diagnosis', where), item.categories) : [],
    };
  });
}

/** A page of the living households a condition on `household` holds for, with their total; that their names were shown is on record. */
export async function householdPage(
  tx: Tx,
  scope: Scope,
  condition: SQL,
  page: { offset: number; limit: number },
): Promise<{ total: number; items: HouseholdItem[] }> {
  const living = sql`household.ended_at is null and ${condition}`;
  const [count] = await tx.execute<{ total: number }>(
    sql`select count(*)::integer as total from household where ${living}`,
  );
  const items = await householdItems(tx, scope, living, page);
  const named = items.filter(
    ({ villageCode, id }) => scope.level('name', { areaCode: villageCode, householdId: id }) === 'full',
  );
  await recordShown(tx, 'list', named);
  return { total: count?.total ?? 0, items };
}
