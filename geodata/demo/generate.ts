import { defaultZoneLevels } from '../../shared/zone.ts';
import { assetRows } from './assets.ts';
import { baseRows } from './baseRows.ts';
import { calendar } from './calendar.ts';
import { type Community, settleIn } from './community.ts';
import { countryside } from './countryside.ts';
import { centreOf, dangers } from './dangers.ts';
import { responsible } from './duties.ts';
import { hazardRows } from './hazards.ts';
import { inspectionRows } from './inspections.ts';
import type { Gaps } from './irregularities.ts';
import { pastDangers } from './pastDangers.ts';
import { plans } from './plan.ts';
import { itemAt, random } from './random.ts';
import { type AllIds, counters } from './register.ts';
import type { Demo } from './rows.ts';
import { makeTerrain } from './terrain.ts';
import { buildVillage, countyCode } from './village.ts';
import { brook, gully, stream } from './water.ts';

/** Of each village, in the order of the plans. */
const gaps: Gaps[] = [
  { withoutPosition: 12, withoutLane: 4, scatteredLanes: 3 },
  { withoutPosition: 9, withoutLane: 3, scatteredLanes: 2 },
  { withoutPosition: 7, withoutLane: 3, scatteredLanes: 2 },
];

/** The invented town, the same on every machine; only its dates follow `today` (`YYYY-MM-DD`). */
export function generateDemo(today: string): Demo {
  const dates = calendar(today);
  const ids: AllIds = counters();
  const terrain = makeTerrain([stream, brook, gully]);
  const villages = plans.map((plan) => buildVillage(plan, ids));
  const land = countryside(terrain, villages);
  const idNumbers = new Set<string>();
  const communities: Community[] = villages.map((village, index) =>
    settleIn(village, itemAt(gaps, index), dates, ids, idNumbers),
  );
  const households = communities.flatMap((community) => community.households);
  const persons = communities.flatMap((community) => community.persons);
  const base = baseRows(villages, land, terrain, ids);
  const zones = villages.flatMap((village) => village.zones);
  const zoneLeads = communities.flatMap((community) => community.zoneLeads);
  const present = dangers(villages);
  const past = pastDangers(present, villages, centreOf, random('past dangers'));
  const { hazards, events } = hazardRows(countyCode, { present, past }, responsible(zones, zoneLeads), dates, ids);
  const rounds = inspectionRows(countyCode, { zones, places: base.places, hazards }, dates, ids);
  return {
    ...base,
    zoneLevels: defaultZoneLevels.map((level) => ({ countyCode, ...level })),
    zones,
    households,
    persons,
    zoneLeads,
    partyMembers: communities.flatMap((community) => community.partyMembers),
    householdLinks: communities.flatMap((community) => community.householdLinks),
    keyPersons: communities.flatMap((community) => community.keyPersons),
    assets: assetRows(countyCode, land, dates, ids.asset),
    hazards,
    hazardEvents: events,
    inspectionPlans: rounds.plans,
    inspections: rounds.inspections,
    visits: communities.flatMap((community) => community.visits),
    journalEntries: communities.flatMap((community) => community.journalEntries),
    changes: [
      ...communities.flatMap((community) => community.changes).sort((a, b) => ((a.at ?? '') < (b.at ?? '') ? -1 : 1)),
      {
        countyCode,
        villageCode: null,
        at: dates.momentAgo(0, 0, 0),
        actor: '演示数据',
        action: 'import',
        subject: 'area',
        subjectId: null,
        before: null,
        after: { households: households.length, persons: persons.length },
      },
    ],
  };
}
