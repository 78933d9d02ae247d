import { tableFromIPC } from '@uwdata/flechette';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isCoarse, rankedHouseholds } from '../../../client/features/triage/exposure/danger.ts';
import type { Register } from '../../../client/map/visible.ts';
import { read } from '../../../server/db/transaction.ts';
import { exposures } from '../../../server/triage/exposure.ts';
import { columnSets } from '../../../shared/columns.ts';
import { type ExposureColumns, exposureIndex, exposureOf } from '../../../shared/exposure.ts';
import { dayNumber } from '../../../shared/geo.ts';
import { type HazardCategory, hazardCategories, type hazardStates, isOpen } from '../../../shared/hazard.ts';
import type { Danger } from '../../../shared/hazardRegister.ts';
import { defaultHazardReach, reachOf } from '../../../shared/hazardRules.ts';
import { keyPersonCategories } from '../../../shared/keyPerson.ts';
import type { Pattern } from '../../../shared/pattern.ts';
import { boundsOf, metresFrom, type Shape, shapeSchema } from '../../../shared/shape.ts';
import type { HazardRanking, HouseholdRanking } from '../../../shared/triage.ts';
import { defaultUrgencyWeights, urgencyOf } from '../../../shared/urgency.ts';
import { openTestApp } from '../../support/app.ts';
import { callAs } from '../../support/asking.ts';
import { databaseKind, openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { day } from '../../support/reassigning.ts';
import { scopeOf } from '../../support/scope.ts';
import { askingAs, signIn, signInAs } from '../../support/signIn.ts';

const countyCode = '371082';
const village = '371082999001';
let test: TestDatabase;
let app: FastifyInstance;
let cookie = '';
let columns: ExposureColumns;
type Hazard = {
  id: number;
  category: HazardCategory;
  severity: 1 | 2 | 3 | 4;
  state: (typeof hazardStates)[number];
  reach: number | null;
  shape: Shape;
  dueOn: string | null;
  stepOn: string;
};
let hazards: Hazard[];
const today = () => dayNumber(day());

async function columnsOf(set: string) {
  const response = await askingAs(app, cookie)({ url: `/columns/${set}/${countyCode}` });
  const table = tableFromIPC(new Uint8Array(response.rawPayload));
  return (name: string) => Array.from({ length: table.numRows }, (_, row) => Number(table.getChild(name)?.at(row)));
}

beforeAll(async () => {
  test = await openTestDatabase({ demo: true });
  ({ app } = await openTestApp(test.database));
  cookie = await signInAs(test.database, 'villageOfficial', countyCode);
  const [household, keyPerson] = [await columnsOf('household'), await columnsOf('keyPerson')];
  columns = {
    household: { id: household('id'), lng: household('lng'), lat: household('lat'), persons: household('persons') },
    keyPerson: {
      household: keyPerson('household'),
      person: keyPerson('person'),
      category: keyPerson('category'),
      needsHelpToMove: keyPerson('needsHelpToMove'),
    },
  };
  const rows = await test.database.execute<Hazard>(sql`
    select id::float8 as id, category, severity, state, reach, st_asgeojson(geometry, 15, 0)::json as shape, due_on::text as "dueOn",
      (coalesce(last_step_at, reported_at) at time zone interval '8 hours')::date::text as "stepOn"
    from hazard order by id`);
  hazards = [...rows].map((row) => ({ ...row, shape: shapeSchema.parse(row.shape) }));
});
afterAll(async () => {
  await app?.close();
  await test?.close();
});

const isArea = ({ shape }: Hazard) => shape.type.endsWith('Polygon');
const reach = (hazard: Hazard) => reachOf(defaultHazardReach, { ...hazard, isArea: isArea(hazard) });

/** By a look at every household, with nothing of what is tested but the metre. */
function byHand(shape: Shape, metres: number) {
  const { household, keyPerson } = columns;
  const far = metresFrom(shape);
  const near = new Set<number>();
  let persons = 0;
  for (let row = 0; row < household.id.length; row++) {
    if (!(far(household.lng[row] ?? 0, household.lat[row] ?? 0) <= metres)) continue;
    near.add(household.id[row] ?? 0);
    persons += household.persons[row] ?? 0;
  }
  const counts: Record<string, number> = {};
  const helpless = new Set<number>();
  for (let row = 0; row < keyPerson.household.length; row++) {
    if (!near.has(keyPerson.household[row] ?? 0)) continue;
    const category = keyPersonCategories[keyPerson.category[row] ?? 0] ?? '';
    counts[category] = (counts[category] ?? 0) + 1;
    if (keyPerson.needsHelpToMove[row] === 1) helpless.add(keyPerson.person[row] ?? 0);
  }
  return { households: near.size, persons, keyPersons: counts, needHelp: helpless.size, ids: near };
}

describe('exposure', () => {
  it('is the same in PostGIS, in the browser and by a look at every household, for every hazard of the demo', async () => {
    const index = exposureIndex(columns);
    const scope = scopeOf('villageOfficial', countyCode);
    // Looked up household by household, and in one pass through the county.
    const [found, foundInOnePass] = await read(test.database, scope, async (tx) => [
      await exposures(tx, scope, countyCode, sql`true`, defaultHazardReach, hazards.length),
      await exposures(tx, scope, countyCode, sql`true`, defaultHazardReach, 0),
    ]);
    expect(foundInOnePass).toEqual(found);
    let exposed = 0;
    for (const hazard of hazards) {
      const { ids: _, ...expected } = byHand(hazard.shape, reach(hazard));
      expect(exposureOf(index, hazard.shape, reach(hazard)), String(hazard.id)).toEqual(expected);
      expect(
        found.get(hazard.id) ?? { households: 0, persons: 0, keyPersons: {}, needHelp: 0 },
        String(hazard.id),
      ).toEqual(expected);
      exposed += expected.households;
    }
    expect(exposed).toBeGreaterThan(50);
  });

  it('is the same for random points, lines and areas with random reach', async () => {
    const [west, south, east, north] = boundsOf({
      type: 'MultiPoint',
      coordinates: hazards.map(({ shape }) => boundsOf(shape).slice(0, 2) as [number, number]),
    });
    const place = fc.tuple(
      fc.double({ min: west, max: east, noNaN: true }),
      fc.double({ min: south, max: north, noNaN: true }),
    );
    const shapes = fc.oneof(
      place.map((coordinates): Shape => ({ type: 'Point', coordinates })),
      fc
        .array(place, { minLength: 2, maxLength: 4 })
        .map((coordinates): Shape => ({ type: 'LineString', coordinates })),
      fc.tuple(place, fc.double({ min: 0.0003, max: 0.003, noNaN: true })).map(
        ([[x, y], size]): Shape => ({
          type: 'Polygon',
          coordinates: [
            [
              [x, y],
              [x + size, y + size / 3],
              [x + size / 2, y + size],
              [x, y],
            ],
          ],
        }),
      ),
    );
    const runs = databaseKind === 'native' ? 60 : 12;
    const index = exposureIndex(columns);
    await fc.assert(
      fc.asyncProperty(shapes, fc.integer({ min: 0, max: 400 }), async (shape, metres) => {
        const [id] = [hazards[0]?.id ?? 0];
        await test.database.execute(sql`
          update hazard set geometry = st_setsrid(st_geomfromgeojson(${JSON.stringify(shape)}::text), 4490), reach = ${metres} where id = ${id}`);
        const found = await read(test.database, scopeOf('villageOfficial', countyCode), (tx) =>
          exposures(tx, scopeOf('villageOfficial', countyCode), countyCode, sql`hazard.id = ${id}`, defaultHazardReach),
        );
        const { ids: _, ...expected } = byHand(shape, metres);
        expect(found.get(id) ?? { households: 0, persons: 0, keyPersons: {}, needHelp: 0 }).toEqual(expected);
        expect(exposureOf(index, shape, metres)).toEqual(expected);
      }),
      { seed: 20261124, numRuns: runs },
    );
    const first = hazards[0];
    await test.database.execute(sql`
      update hazard set geometry = st_setsrid(st_geomfromgeojson(${JSON.stringify(first?.shape)}::text), 4490), reach = ${first?.reach ?? null} where id = ${first?.id}`);
  });

  it('of a selection counts each household once, and says who answers for them and where the nearest room is', async () => {
    const chosen = hazards.slice(0, 12);
    const { data, code } = await callAs<Danger>(app, cookie, 'triage.danger', {
      countyCode,
      subject: { kind: 'hazards', ids: chosen.map(({ id }) => id) },
    });
    expect(code).toBeUndefined();
    const union = new Set(chosen.flatMap((hazard) => [...byHand(hazard.shape, reach(hazard)).ids]));
    expect(data.householdIds).toEqual([...union].sort((a, b) => a - b));
    expect(data.households).toBe(union.size);
    const leads = await test.database.execute<{ id: number; zoneId: number; households: number }>(sql`
      select person_id::float8 as id, zone_id::float8 as "zoneId", count(*)::integer as households
      from household join zone_lead on zone_lead.zone_id = household.lane_id and zone_lead.to_on is null
      where household.id = any(${`{${[...union].join(',')}}`}::bigint[]) group by 1, 2 order by 2`);
    expect(
      data.laneLeads
        .map(({ id, zoneId, households }) => ({ id, zoneId, households }))
        .sort((a, b) => a.zoneId - b.zoneId),
    ).toEqual([...leads]);
    expect(data.members.reduce((sum, { households }) => sum + households, 0)).toBeLessThanOrEqual(union.size);
    if (data.shelter) {
      const [nearer] = await test.database.execute<{ nearer: number }>(sql`
        select count(*)::integer as nearer from place where category = 'shelter' and ended_at is null and capacity >= ${data.persons}
          and id <> ${data.shelter.id} and st_distance(geometry::geography, (
            select st_centroid(st_collect(geometry)) from hazard where id = any(${`{${chosen.map(({ id }) => id).join(',')}}`}::bigint[])
          )::geography) < ${data.shelter.metres - 1}`);
      // One that is itself in danger may be nearer.
      expect(nearer?.nearer).toBeLessThanOrEqual(chosen.length);
    }
    const wider = await callAs<Danger>(app, cookie, 'triage.danger', {
      countyCode,
      subject: { kind: 'hazards', ids: [chosen[0]?.id], reach: 300 },
    });
    expect(wider.data.households).toBe(byHand((chosen[0] as Hazard).shape, 300).households);
  });

  it('of an area or a zone is who lives in it', async () => {
    const area = await callAs<Danger>(app, cookie, 'triage.danger', {
      countyCode,
      subject: { kind: 'area', areaCode: village },
    });
    const [inside] = await test.database.execute<{ households: number; zone: number; zoneHouseholds: number }>(sql`
      select count(*)::integer as households from household join area on area.code = ${village} and st_contains(area.geometry, household.geometry)
      where household.ended_at is null`);
    expect(area.data.households).toBe(inside?.households);
    expect(area.data.places.length).toBeGreaterThan(0);
  });
});

describe('urgency', () => {
  it('ranks the open hazards by the documented formula over what a look at every household finds', async () => {
    const { data } = await callAs<HazardRanking>(app, cookie, 'triage.hazards', {
      filter: { areaCode: countyCode },
      limit: 500,
    });
    const expected = hazards
      .filter(({ state }) => isOpen(state))
      .map((hazard) => {
        const { ids: _, households: __, ...people } = byHand(hazard.shape, reach(hazard));
        const facts = {
          ...people,
          severities: [hazard.severity],
          overdueDays: hazard.dueOn === null ? 0 : today() - dayNumber(hazard.dueOn),
          idleDays: today() - dayNumber(hazard.stepOn),
        };
        return { id: hazard.id, score: urgencyOf(facts, defaultUrgencyWeights).score };
      })
      .sort((a, b) => b.score - a.score || a.id - b.id);
    expect(data.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
    for (const [place, { urgency }] of data.entries())
      expect(urgency.score).toBeCloseTo(expected[place]?.score ?? 0, 6);
  });

  it('ranks households by the hazards that reach them, who lives there and how long nobody came', async () => {
    const { data } = await callAs<HouseholdRanking>(app, cookie, 'triage.households', {
      areaCode: village,
      limit: 500,
    });
    const visits = await test.database.execute<{ id: number; last: number }>(sql`
      select household_id::float8 as id, max((visited_at at time zone interval '8 hours')::date) - date '1970-01-01' as last from visit group by 1`);
    const last = new Map([...visits].map((row) => [row.id, row.last]));
    const cadences = await test.database.execute<{ id: number; every: number }>(sql`
      select person.household_id::float8 as id, min(visit_every_days) as every from key_person join person on person.id = person_id
      where key_person.to_on is null and person.ended_at is null group by 1`);
    const every = new Map([...cadences].map((row) => [row.id, row.every]));
    for (const { id, position, urgency } of data.slice(0, 60)) {
      const severities =
        position === null
          ? []
          : hazards
              .filter((hazard) => isOpen(hazard.state) && metresFrom(hazard.shape)(...position) <= reach(hazard))
              .map(({ severity }) => severity);
      const own = position === null ? null : byHandOf(id);
      const idleDays = last.has(id) ? today() - (last.get(id) ?? 0) : null;
      const cadence = every.get(id);
      const overdueDays = cadence === undefined ? 0 : (idleDays ?? 2 * cadence) - cadence;
      if (own)
        expect(urgency.score, String(id)).toBeCloseTo(
          urgencyOf({ ...own, severities, overdueDays, idleDays }, defaultUrgencyWeights).score,
          6,
        );
    }
    const scores = data.map(({ urgency }) => urgency.score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    const [all] = await test.database.execute<{ count: number }>(sql`
      select count(*)::integer as count from household where village_code = ${village} and ended_at is null`);
    expect(data.length).toBe(Math.min(500, all?.count ?? 0));
  });

  function byHandOf(id: number) {
    const row = Array.from(columns.household.id).indexOf(id);
    const keyPersons: Record<string, number> = {};
    const helpless = new Set<number>();
    for (let at = 0; at < columns.keyPerson.household.length; at++) {
      if (columns.keyPerson.household[at] !== id) continue;
      const category = keyPersonCategories[columns.keyPerson.category[at] ?? 0] ?? '';
      keyPersons[category] = (keyPersons[category] ?? 0) + 1;
      if (columns.keyPerson.needsHelpToMove[at] === 1) helpless.add(columns.keyPerson.person[at] ?? 0);
    }
    return { persons: columns.household.persons[row] ?? 0, keyPersons, needHelp: helpless.size };
  }
});

describe('for roles that are not told where key people live', () => {
  const ranked = async (as: string) =>
    (await callAs<HazardRanking>(app, as, 'triage.hazards', { filter: { areaCode: countyCode }, limit: 500 })).data;

  it.each(['countyAnalyst', 'townOfficial'] as const)(
    '%s: a hazard’s score is of all it reaches, diagnoses not named, and of one or two households nobody is told',
    async (role) => {
      const cookieOf = await signIn(test.database, role);
      const hidden = new Set(['disabled', 'mentalIllness', 'seriousIllness']);
      const expected = hazards
        .filter(({ state }) => isOpen(state))
        .map((hazard) => {
          const { ids: _, households, keyPersons, needHelp, persons } = byHand(hazard.shape, reach(hazard));
          const shown: Record<string, number> = {};
          for (const [category, count] of Object.entries(keyPersons)) {
            const word = hidden.has(category) ? 'undisclosed' : category;
            shown[word] = (shown[word] ?? 0) + count;
          }
          const isTold = households >= 3;
          const facts = {
            persons,
            keyPersons: isTold ? shown : {},
            needHelp: isTold ? needHelp : 0,
            severities: [hazard.severity],
            overdueDays: hazard.dueOn === null ? 0 : today() - dayNumber(hazard.dueOn),
            idleDays: today() - dayNumber(hazard.stepOn),
          };
          return { id: hazard.id, score: urgencyOf(facts, defaultUrgencyWeights).score };
        })
        .sort((a, b) => b.score - a.score || a.id - b.id);
      const came = await ranked(cookieOf);
      expect(came.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
      for (const [place, { urgency }] of came.entries())
        expect(urgency.score).toBeCloseTo(expected[place]?.score ?? 0, 6);
      const [home] = await test.database.execute<{ position: [number, number] }>(sql`
        select json_build_array(st_x(household.geometry), st_y(household.geometry)) as position
        from key_person join person on person.id = key_person.person_id join household on household.id = person.household_id
        where key_person.to_on is null and person.ended_at is null and household.geometry is not null and household.village_code = ${village}
          and (select count(*) from household other where st_dwithin(other.geometry, household.geometry, 0.00002)) = 1
        order by household.id limit 1`);
      const [x = 0, y = 0] = home?.position ?? [];
      const region = {
        type: 'Polygon',
        coordinates: [
          [
            [x - 1e-5, y - 1e-5],
            [x + 1e-5, y - 1e-5],
            [x, y + 1e-5],
            [x - 1e-5, y - 1e-5],
          ],
        ],
      };
      const around = async (as: string) =>
        (await callAs<Danger>(app, as, 'triage.danger', { countyCode, subject: { kind: 'region', region } })).data;
      expect(await around(cookieOf)).toMatchObject({ households: 1, keyPersons: {}, needHelp: 0 });
      expect(Object.keys((await around(cookie)).keyPersons)).not.toEqual([]);
    },
  );

  it('the rows the browser holds say that it must ask, and of a household both find the same without its key people', async () => {
    const analyst = await signIn(test.database, 'countyAnalyst');
    const sets = await Promise.all(
      (['household', 'keyPerson', 'hazard', 'visit'] as const).map(async (set) => {
        const response = await askingAs(app, analyst)({ url: `/columns/${set}/${countyCode}` });
        const table = tableFromIPC(new Uint8Array(response.rawPayload));
        const names = Object.keys(columnSets[set]);
        return [
          set,
          Object.fromEntries(
            names.map((name) => [
              name,
              Array.from({ length: table.numRows }, (_, row) => table.getChild(name)?.at(row)),
            ]),
          ),
        ];
      }),
    );
    const register = { ...Object.fromEntries(sets), zones: [], today: day() } as unknown as Register;
    expect(isCoarse(register)).toBe(true);
    const open = Array.from(register.hazard.id, (_, row) => row);
    const here = rankedHouseholds(register, open, defaultHazardReach, defaultUrgencyWeights);
    const there = (
      await callAs<HouseholdRanking>(app, analyst, 'triage.households', { areaCode: countyCode, limit: 500 })
    ).data;
    const scores = new Map(here.map(({ id, score }) => [id, score]));
    const both = there.filter(({ id }) => scores.has(id));
    expect(both.length).toBeGreaterThan(20);
    for (const { id, urgency } of both) {
      expect(urgency.score, String(id)).toBeCloseTo(scores.get(id) ?? 0, 6);
      const people = urgency.reasons.find(({ kind }) => kind === 'people');
      expect(people).toMatchObject({ keyPersons: {}, needHelp: 0 });
    }
    const official = await callAs<HouseholdRanking>(app, cookie, 'triage.households', {
      areaCode: countyCode,
      limit: 500,
    });
    expect(
      official.data.some(({ urgency }) =>
        urgency.reasons.some((reason) => reason.kind === 'people' && reason.needHelp > 0),
      ),
    ).toBe(true);
  });
});

describe('the rules of a county', () => {
  it('are decided by its analyst, hold from then on, are in the log, and can be tried out before', async () => {
    const analyst = await signIn(test.database, 'countyAnalyst');
    const rank = async (as: string, weights: object | null = null) =>
      (
        await callAs<HazardRanking>(app, as, 'triage.hazards', {
          filter: { areaCode: countyCode },
          limit: 500,
          weights,
        })
      ).data;
    const flat = { ...defaultUrgencyWeights, severity: { 1: 1, 2: 1, 3: 1, 4: 1 } };
    const before = await rank(analyst);
    const tried = await rank(analyst, flat);
    expect(tried).not.toEqual(before);
    expect(await rank(analyst)).toEqual(before);
    const set = (as: string, key: string, value: unknown, county = countyCode) =>
      callAs(app, as, 'setting.setHazardRule', { countyCode: county, key, value });
    expect((await set(cookie, 'urgencyWeights', flat)).code).toBe('notAllowed');
    expect((await set(analyst, 'urgencyWeights', flat, '371083')).code).toBe('notAllowed');
    expect((await set(analyst, 'watermark', false)).code).toBe('invalidInput');
    expect((await set(analyst, 'urgencyWeights', { ...flat, overdueAtMost: 99 })).detail).toEqual({
      field: 'urgencyWeights.overdueAtMost',
    });
    expect((await set(analyst, 'urgencyWeights', flat)).code).toBeUndefined();
    expect(await rank(analyst)).toEqual(tried);
    const [logged] = await test.database.execute<{ after: object }>(
      sql`select after from change where action = 'set' and subject = 'setting' order by id desc limit 1`,
    );
    expect(logged?.after).toMatchObject({ urgencyWeights: { severity: flat.severity } });
    await test.database.execute(sql`delete from setting where key = 'urgencyWeights'`);
  });
});

describe('patterns', () => {
  it('rank zones with what bare counts say, and their trends add up', async () => {
    const { data } = await callAs<Pattern>(app, cookie, 'pattern.get', { filter: { areaCode: village } });
    const bare = await test.database.execute<{ key: string; count: number; open: number }>(sql`
      select coalesce(zone_id, 0)::text as key, count(*)::integer as count, (count(*) filter (where state not in ('closed', 'rejected')))::integer as open
      from hazard where village_code = ${village} group by 1`);
    for (const { key, count, open } of bare)
      expect(
        data.areas.find((area) => area.key === key),
        key,
      ).toMatchObject({ count, open });
    expect(data.total).toBe([...bare].reduce((sum, { count }) => sum + count, 0));
    const reported = data.trend.series.flatMap((series) => series.reported).reduce((sum, count) => sum + count, 0);
    expect(reported).toBe(data.total);
    const county = await callAs<Pattern>(app, cookie, 'pattern.get', { filter: { areaCode: countyCode } });
    expect(county.data.total).toBe(hazards.length);
    const compared = await callAs<{ one: Pattern; other: Pattern }>(app, cookie, 'pattern.compare', {
      one: { areaCode: village, severities: [1, 2] },
      other: { areaCode: village, severities: [3, 4] },
    });
    expect(compared.data.one.total + compared.data.other.total).toBe(data.total);
  });

  it('name sites of one category that come again', async () => {
    const [first] = hazards;
    await test.database.execute(sql`
      insert into hazard (county_code, village_code, number, category, severity, state, title, reported_at, geometry)
      select county_code, village_code, 'F-9001', category, severity, 'reported', title, now(), st_translate(geometry, 0.0001, 0) from hazard where id = ${first?.id}`);
    const { data } = await callAs<Pattern>(app, cookie, 'pattern.get', { filter: { areaCode: countyCode } });
    expect(data.repeats.find(({ ids }) => ids.includes(first?.id ?? 0))?.category).toBe(first?.category);
    expect(hazardCategories).toContain(data.repeats[0]?.category);
    await test.database.execute(sql`update hazard set state = 'rejected' where number = 'F-9001'`);
  });
});
