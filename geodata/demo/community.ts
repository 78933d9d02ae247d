import type { Calendar } from './calendar.ts';
import { appointLeads, linkHouseholds, residents } from './duties.ts';
import { history } from './history.ts';
import { type Gaps, loosen } from './irregularities.ts';
import { keyPeople } from './keyPeople.ts';
import { family } from './people.ts';
import { random } from './random.ts';
import type { AllIds } from './register.ts';
import type { Demo } from './rows.ts';
import { countyCode, type Village } from './village.ts';
import { journal, visitHouseholds } from './visits.ts';

/** Everything about the people of one village. */
export type Community = Pick<
  Demo,
  | 'households'
  | 'persons'
  | 'zoneLeads'
  | 'partyMembers'
  | 'householdLinks'
  | 'keyPersons'
  | 'visits'
  | 'journalEntries'
  | 'changes'
>;

/** Moves families into a village's houses and gives them leads, members, visits and a past; `idNumbers` holds those given out in the county. */
export function settleIn(
  { plan, dwellings, zones }: Village,
  gaps: Gaps,
  dates: Calendar,
  ids: AllIds,
  idNumbers: Set<string>,
): Community {
  const dice = random(`people ${plan.code}`);
  const persons = dwellings.flatMap(({ row, kind }) =>
    family(dice, dates, idNumbers, {
      countyCode,
      villageCode: plan.code,
      householdId: row.id,
      nextId: ids.person,
      kind,
    }),
  );
  const loosened = loosen(dwellings, zones, gaps);
  const people = residents(dwellings, persons, dates);
  const { partyMembers, links } = linkHouseholds(plan.code, dwellings, people, dates, ids.link);
  const memberIds = new Set(partyMembers.map((member) => member.personId));
  const zoneLeads = appointLeads(zones, people, memberIds, dates, ids.lead);
  const keyPersons = keyPeople(plan.code, people, dates, ids.keyPerson);
  return {
    households: dwellings.map(({ row }) => row),
    persons,
    partyMembers,
    householdLinks: links,
    zoneLeads,
    keyPersons,
    visits: visitHouseholds(plan.code, dwellings, links, keyPersons, persons, dates, ids.visit),
    journalEntries: journal(plan.code, zones, zoneLeads, dates, ids.entry),
    changes: history(dwellings, zones, links, loosened, dates),
  };
}
