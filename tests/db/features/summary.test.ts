import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { today } from '../../../server/db/calendar.ts';
import { read } from '../../../server/db/transaction.ts';
import { summarize } from '../../../server/features/summary/summarize.ts';
import { dayNumber } from '../../../shared/geo.ts';
import { isOpen, isOverdue } from '../../../shared/hazard.ts';
import { ageOn } from '../../../shared/person.ts';
import { registerLayers, type Summary, type SummaryInput, summarySchema } from '../../../shared/summary.ts';
import { quarterStart, visitAgeClass } from '../../../shared/visit.ts';
import { zoneSize } from '../../../shared/zone.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { scopeOf } from '../../support/scope.ts';

type Household = {
  id: number;
  village: string;
  kind: string;
  lane: number | null;
  lng: number | null;
  lat: number | null;
};
type Person = { id: number; household: number; birth: string | null; away: string | null; member: boolean };
type KeyPerson = { person: number; category: string; every: number };
type Zone = { id: number; village: string; level: 'grid' | 'lane'; parent: number | null; vacant: boolean };
type Hazard = {
  state: Parameters<typeof isOpen>[0];
  severity: number;
  due: string | null;
  zone: number | null;
  village: string;
};

const scope = scopeOf('villageOfficial', '371082');
let test: TestDatabase;
const all = {
  households: [] as Household[],
  persons: [] as Person[],
  keyPersons: [] as KeyPerson[],
  zones: [] as Zone[],
  hazards: [] as Hazard[],
};
const visits = new Map<number, string>();
let linked = new Set<number>();

beforeAll(async () => {
  test = await openTestDatabase({ demo: true });
  const rows = async <Row extends object>(query: ReturnType<typeof sql>): Promise<Row[]> => {
    const result: unknown[] = [...(await test.database.execute(query))];
    return result as Row[];
  };
  all.households = await rows(sql`
    select id::float8 as id, village_code as village, kind, lane_id::float8 as lane, st_x(geometry) as lng, st_y(geometry) as lat
    from household where ended_at is null`);
  all.persons = await rows(sql`
    select id::float8 as id, household_id::float8 as household, birth_date::text as birth, away_at as away,
      id in (select person_id from party_member where ended_at is null) as member
    from person where ended_at is null`);
  all.keyPersons = await rows(sql`
    select person_id::float8 as person, category, visit_every_days as every from key_person where to_on is null`);
  all.zones = await rows(sql`
    select id::float8 as id, village_code as village, level, parent_id::float8 as parent,
      id not in (select zone_id from zone_lead where to_on is null) as vacant
    from zone where ended_at is null`);
  all.hazards = await rows(sql`
    select state, severity, due_on::text as due, zone_id::float8 as zone, village_code as village from hazard`);
  for (const { household, day } of await rows<{ household: number; day: string }>(sql`
    select household_id::float8 as household, max((visited_at at time zone interval '8 hours')::date)::text as day from visit group by 1`)) {
    visits.set(household, day);
  }
  linked = new Set(
    (await rows<{ id: number }>(sql`select household_id::float8 as id from household_link where to_on is null`)).map(
      (row) => row.id,
    ),
  );
});
afterAll(() => test?.close());

const summary = (input: SummaryInput): Promise<Summary> =>
  read(test.database, scope, async (tx) => summarySchema.parse(await summarize(tx, input)));

/** The numbers of some households and zones, counted one by one here. */
function recount(households: Household[], zones: Zone[], hazards: Hazard[]) {
  const ids = new Set(households.map((household) => household.id));
  const persons = all.persons.filter((person) => ids.has(person.household));
  const homeOf = new Map(persons.map((person) => [person.id, person.household]));
  const keyPersons = all.keyPersons.filter(({ person }) => homeOf.has(person));
  const daysSince = (household: number) => {
    const day = visits.get(household);
    return day === undefined ? null : dayNumber(today()) - dayNumber(day);
  };
  const overdue = keyPersons.filter(({ person, every }) => (daysSince(homeOf.get(person) ?? 0) ?? every + 1) > every);
  const byVisitAge = [0, 0, 0, 0, 0];
  for (const { id } of households) {
    const index = visitAgeClass(daysSince(id));
    byVisitAge[index] = (byVisitAge[index] ?? 0) + 1;
  }
  return {
    households: households.length,
    shops: households.filter((household) => household.kind === 'shop').length,
    householdsWithoutPosition: households.filter((household) => household.lng === null).length,
    householdsWithoutLane: households.filter((household) => household.lane === null).length,
    householdsLinked: households.filter((household) => linked.has(household.id)).length,
    householdsVisitedThisQuarter: households.filter(({ id }) => (visits.get(id) ?? '') >= quarterStart(today())).length,
    householdsByVisitAge: byVisitAge,
    persons: persons.length,
    personsAway: persons.filter((person) => person.away !== null).length,
    personsOver65: persons.filter((person) => person.birth !== null && ageOn(person.birth, today()) >= 65).length,
    personsUnder15: persons.filter((person) => person.birth !== null && ageOn(person.birth, today()) < 15).length,
    partyMembers: persons.filter((person) => person.member).length,
    keyPersons: new Set(keyPersons.map(({ person }) => person)).size,
    keyPersonsOverdue: new Set(overdue.map(({ person }) => person)).size,
    hazardsOpen: hazards.filter((hazard) => isOpen(hazard.state)).length,
    hazardsOverdue: hazards.filter((hazard) => isOverdue(hazard.state, hazard.due, today())).length,
    zones: (['grid', 'lane'] as const).flatMap((level) => recountZones(level, zones)),
  };
}

const limits = { grid: { minHouseholds: 30, maxHouseholds: 60 }, lane: { minHouseholds: 10, maxHouseholds: 20 } };

function sizeOf(zone: Zone): number {
  const own = all.households.filter((household) => household.lane === zone.id).length;
  return all.zones.filter((inner) => inner.parent === zone.id).reduce((sum, inner) => sum + sizeOf(inner), own);
}

function recountZones(level: Zone['level'], zones: Zone[]) {
  const of = zones.filter((zone) => zone.level === level);
  if (of.length === 0) return [];
  const sizes = of.map((zone) => zoneSize(sizeOf(zone), limits[level]));
  const number = (size: string) => sizes.filter((one) => one === size).length;
  return [
    {
      level,
      total: of.length,
      under: number('under'),
      within: number('within'),
      over: number('over'),
      vacant: of.filter((zone) => zone.vacant).length,
    },
  ];
}

describe('the summary', () => {
  it('of a town and of a village equals a count one by one', async () => {
    for (const areaCode of ['371082999', '371082999001', '371082999003']) {
      const inArea = <Row extends { village: string }>(rows: Row[]) =>
        rows.filter((row) => row.village.startsWith(areaCode));
      const expected = recount(inArea(all.households), inArea(all.zones), inArea(all.hazards));
      expect(expected.households).toBeGreaterThan(300);
      expect(await summary({ areaCode }), areaCode).toMatchObject(expected);
    }
  });

  it('of a zone counts the zones in it, and of a rectangle only what stands there', async () => {
    const grid = all.zones.find((zone) => zone.level === 'grid');
    if (!grid) throw new Error('the demo has no grid');
    const zones = all.zones.filter((zone) => zone.id === grid.id || zone.parent === grid.id);
    const ids = zones.map((zone) => zone.id);
    const households = all.households.filter((household) => household.lane !== null && ids.includes(household.lane));
    const hazards = all.hazards.filter((hazard) => hazard.zone !== null && ids.includes(hazard.zone));
    expect(await summary({ areaCode: grid.village, zoneId: grid.id })).toMatchObject(
      recount(households, zones, hazards),
    );

    const [west, south, east, north] = [122.425, 36.897, 122.43, 36.9] as const;
    const inside = all.households.filter(
      ({ lng, lat }) => lng !== null && lat !== null && lng >= west && lng <= east && lat >= south && lat <= north,
    );
    expect(inside.length).toBeGreaterThan(20);
    const { zones: _zones, hazardsOpen: _open, hazardsOverdue: _overdue, ...numbers } = recount(inside, [], []);
    expect(await summary({ areaCode: '371082', bounds: [west, south, east, north] })).toMatchObject(numbers);
  });

  it('adds up: classes to households, severities and categories to open hazards, breaches to their zones', async () => {
    const found = await summary({ areaCode: '371082999' });
    const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
    expect(sum(found.householdsByVisitAge)).toBe(found.households);
    expect(sum(found.hazardsBySeverity.map((row) => row.open))).toBe(found.hazardsOpen);
    expect(sum(found.hazardsByCategory.map((row) => row.open))).toBe(found.hazardsOpen);
    expect(sum(found.hazardsByState.map((row) => row.count))).toBe(all.hazards.length);
    expect(sum(found.keyPersonsByCategory.map((row) => row.count))).toBeGreaterThanOrEqual(found.keyPersons);
    const outside = found.zonesInBreach.filter((zone) => zone.size !== 'within');
    expect(outside.length).toBe(Math.min(200, sum(found.zones.map((row) => row.under + row.over))));
    const vacant = found.zonesInBreach.filter((zone) => zone.vacant);
    expect(vacant.length).toBe(sum(found.zones.map((row) => row.vacant)));
  });

  it('tells completeness and age of every layer, of an empty area too', async () => {
    const { layers, households, householdsLinked } = await summary({ areaCode: '371082999' });
    expect(layers.map((layer) => layer.layer)).toEqual([...registerLayers]);
    const layer = (name: string) => layers.find((candidate) => candidate.layer === name);
    const placed = all.households.filter((household) => household.lng !== null && household.lane !== null).length;
    expect(layer('household')?.complete).toBeCloseTo(placed / households, 9);
    expect(layer('householdLink')?.complete).toBeCloseTo(householdsLinked / households, 9);
    expect(layer('household')?.updatedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(layer('landform')?.complete).toBeNull();
    const nothing = await summary({ areaCode: '371082998' });
    expect(nothing).toMatchObject({
      households: 0,
      persons: 0,
      zones: [],
      zonesInBreach: [],
      hazardsOpen: 0,
      places: 0,
    });
    expect(nothing.layers.every((row) => row.count === 0 && row.complete === null && row.updatedAt === null)).toBe(
      true,
    );
  });
});
