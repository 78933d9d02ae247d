import { type SQL, sql } from 'drizzle-orm';
import { diagnoses } from '../../shared/keyPerson.ts';
import type { Scope } from '../auth/scope.ts';
import { inRanges } from './area.ts';
import { anyId } from './ids.ts';

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

/** Whether the scope may know in which household somebody of the joined `key_person` and `person` lives. */
export function isExactSql(scope: Scope): SQL {
  return sql`(${inRanges(sql`key_person.village_code`, scope.exact)} or ${anyId(sql`person.household_id`, scope.households)})`;
}

/** Of fewer households than this, whoever may not know who in them is cared for is not told how many are either. */
const fewestTold = 3;

/** What is told of the people of some households: everything to whoever may know where they live, or when they are enough. */
export function toldOf<People extends { households: number; keyPersons: object; needHelp: number }>(
  scope: Scope,
  people: People,
): People {
  const isTold = people.households >= fewestTold || !scope.seesPeopleCoarsely;
  return isTold ? people : { ...people, keyPersons: {}, needHelp: 0 };
}
