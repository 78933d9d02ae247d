import { sql } from 'drizzle-orm';
import type { Exposure } from '../../../shared/exposure.ts';
import type { Scope } from '../../auth/scope.ts';
import type { Tx } from '../../db/connect.ts';
import { anyId } from '../../db/ids.ts';
import { shownCategorySql, toldOf } from '../../db/keyPerson.ts';

/** Who lives in some households: people, key people by category as far as the scope may know it, and who needs help to leave. */
export async function exposedPeople(
  tx: Tx,
  scope: Scope,
  countyCode: string,
  ids: readonly number[],
): Promise<Exposure> {
  const [row] = await tx.execute<Omit<Exposure, 'households'>>(sql`
    with living as (
      select id, household_id from person
      where county_code = ${countyCode} and ${anyId(sql`household_id`, ids)} and ended_at is null
    ),
    cared as (
      select ${shownCategorySql(scope)} as category, person.id, key_person.needs_help_to_move
      from living person
      join key_person on key_person.county_code = ${countyCode} and key_person.person_id = person.id and key_person.to_on is null
    )
    select (select count(*)::integer from living) as persons,
      (select count(distinct id)::integer from cared where needs_help_to_move) as "needHelp",
      coalesce((
        select json_object_agg(category, persons)
        from (select category, count(*)::integer as persons from cared group by category) by_category
      ), '{}') as "keyPersons"`);
  return toldOf(scope, { households: ids.length, persons: 0, needHelp: 0, keyPersons: {}, ...row });
}
