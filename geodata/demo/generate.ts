import { defaultZoneLevels } from '../../shared/zone.ts';
import { calendar } from './calendar.ts';
import { countryside } from './countryside.ts';
import { appointLeads, linkHouseholds, residents } from './duties.ts';
import type { Ground } from './facilities.ts';
import { geoLine, geoMultiPolygon, geoPoint, geoPolygon } from './frame.ts';
import { hazardRows, houseDangers } from './hazards.ts';
import { keyPeople } from './keyPeople.ts';
import { reading } from './names.ts';
import { family } from './people.ts';
import { plans } from './plan.ts';
import { random } from './random.ts';
import { counter } from './register.ts';
import type { AreaRow, Demo, LandformRow, PersonRow } from './rows.ts';
import { extent, sea } from './shore.ts';
import { columns, makeTerrain, reliefBytes, rows } from './terrain.ts';
import { townAreas } from './town.ts';
import { buildVillage, countyCode, placeRow, streetRow } from './village.ts';
import { journal, visitHouseholds } from './visits.ts';
import { brook, gully, stream } from './water.ts';

/** The invented town, the same on every machine; only its dates follow `today` (`YYYY-MM-DD`). */
export function generateDemo(today: string): Demo {
  const dates = calendar(today);
  const ids = {
    street: counter(),
    building: counter(),
    zone: counter(),
    household: counter(),
    place: counter(),
    landform: counter(),
    person: counter(),
    link: counter(),
    lead: counter(),
    keyPerson: counter(),
    visit: counter(),
    entry: counter(),
    hazard: counter(),
  };
  const terrain = makeTerrain([stream, brook, gully]);
  const villages = plans.map((plan) => buildVillage(plan, ids));
  const land = countryside(terrain, villages);
  const townGround: Ground[] = [{ kind: 'sea', name: '月牙湾', rings: [sea] }, ...land.ground];
  const key = { countyCode, villageCode: null };
  const landform = (ground: Ground, villageCode: string | null): LandformRow => ({
    countyCode,
    id: ids.landform(),
    villageCode,
    kind: ground.kind,
    name: ground.name ?? '',
    elevation: ground.elevation ?? null,
    geometry: ground.point
      ? geoPoint(ground.point)
      : ground.line
        ? geoLine(ground.line)
        : geoPolygon(ground.rings ?? []),
  });
  const demo: Demo = {
    areas: townAreas().map(
      ({ code, level, parentCode, name, rings }): AreaRow => ({
        countyCode,
        code,
        level,
        parentCode,
        name,
        ...reading(name),
        geometry: geoMultiPolygon([rings]),
      }),
    ),
    zoneLevels: defaultZoneLevels.map((level) => ({ countyCode, ...level })),
    streets: [
      ...villages.flatMap((village) => village.streets),
      ...land.roads.map((road) => streetRow(key, ids, road.kind, road.name, [road.line])),
    ],
    buildings: [
      ...villages.flatMap((village) => village.buildings),
      ...land.buildings.map(({ ring, ...rest }) => ({
        ...key,
        id: ids.building(),
        ...rest,
        geometry: geoMultiPolygon([[ring]]),
      })),
    ],
    landforms: [
      ...townGround.map((ground) => landform(ground, null)),
      ...villages.flatMap((village) => village.ground.map((ground) => landform(ground, village.plan.code))),
    ],
    reliefs: [
      {
        countyCode,
        id: 1,
        columns,
        rows,
        heights: reliefBytes(terrain.heights),
        geometry: geoPolygon([
          [
            [extent.west, extent.south],
            [extent.east, extent.south],
            [extent.east, extent.north],
            [extent.west, extent.north],
          ],
        ]),
      },
    ],
    zones: villages.flatMap((village) => village.zones),
    households: [],
    persons: [],
    zoneLeads: [],
    partyMembers: [],
    householdLinks: [],
    keyPersons: [],
    places: [...villages.flatMap((village) => village.places), ...land.spots.map((spot) => placeRow(key, ids, spot))],
    assets: [],
    hazards: [],
    visits: [],
    journalEntries: [],
    changes: [],
  };
  const taken = new Set<string>();
  for (const { plan, dwellings, zones } of villages) {
    const dice = random(`people ${plan.code}`);
    const persons: PersonRow[] = dwellings.flatMap(({ row, kind }) => {
      const made = family(dice, dates, taken, {
        countyCode,
        villageCode: plan.code,
        householdId: row.id,
        firstId: 0,
        kind,
      });
      return made.map((person) => ({ ...person, id: ids.person() }));
    });
    const unplaced = new Set(
      dice
        .shuffled(dwellings.filter(({ kind }) => kind === 'home'))
        .slice(0, 12)
        .map(({ row }) => row.id),
    );
    const people = residents(dwellings, persons, dates);
    const { partyMembers, links } = linkHouseholds(plan.code, dwellings, people, dates, ids.link);
    const leads = appointLeads(zones, people, new Set(partyMembers.map((member) => member.personId)), dates, ids.lead);
    const keyPersons = keyPeople(plan.code, people, dates, ids.keyPerson);
    demo.households.push(
      ...dwellings.map(({ row }) => (unplaced.has(row.id) ? { ...row, geometry: null, buildingId: null } : row)),
    );
    demo.persons.push(...persons);
    demo.partyMembers.push(...partyMembers);
    demo.householdLinks.push(...links);
    demo.zoneLeads.push(...leads);
    demo.keyPersons.push(...keyPersons);
    demo.visits.push(...visitHouseholds(plan.code, dwellings, links, keyPersons, persons, dates, ids.visit));
    demo.journalEntries.push(...journal(plan.code, zones, leads, dates, ids.entry));
  }
  demo.hazards = hazardRows(
    countyCode,
    villages.flatMap(({ plan, dwellings }) => houseDangers(dwellings, 20, plan.code)),
    dates,
    ids.hazard,
  );
  demo.changes = [
    { countyCode, actor: '演示数据', action: 'import', subject: 'area', after: { households: demo.households.length } },
  ];
  return demo;
}
