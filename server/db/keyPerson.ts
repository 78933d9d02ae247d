import { type SQL, sql } from 'drizzle-orm';
import { diagnoses } from '../../shared/keyPerson.ts';
import type { Scope } from '../auth/scope.ts';
import { anyId, inRanges } from './area.ts';

/** Why somebody of the joined `key_person` and `person` is cared for, as far as the scope may know it: a diagnosis is named only to whom it is shown. */
export function shownCategorySql(scope: Scope): SQL {
  const named = scope.shownAtLeast('full', 'diagnosis');
  return sql`case
    when key_person.category not in ${[...diagnoses]} or ${inRanges(sql`key_person.village_code`, named.ranges)}
      or ${anyId(sql`person.household_id`, named.households)}
    then key_person.category
    else 'undisclosed'
  end`;
}
