import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadScope } from '../../server/auth/loadScope.ts';
import { closeSolvers } from '../../server/solve/solveInWorker.ts';
import { type Caller, callerWith } from '../support/calling.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { day } from '../support/reassigning.ts';

const county = '379997';
const village = '379997001001';
/** Households of the lanes of each grid: thirteen are far beyond sixty, the fourteenth is not. */
const grids = [
  ...Array.from({ length: 13 }, (_, grid) => [10 + (grid % 5), 15, 12, 11, 13 + (grid % 3), 14]),
  [15, 12, 15],
];
/** Numbers from here on are of lanes. */
const firstLane = 101;

let test: TestDatabase;
let official: Caller;

beforeAll(async () => {
  test = await openTestDatabase();
  await makeVillage();
  official = (await callerWith(test.database, { name: 'official', role: 'villageOfficial', areaCode: village })).call;
});
afterAll(async () => {
  await closeSolvers();
  await test?.close();
});

async function rows<Row extends object>(query: ReturnType<typeof sql>): Promise<Row[]> {
  return [...(await test.database.execute(query))] as unknown as Row[];
}

/** One row of lanes per grid from west to east, doors 10 m apart; a lead with an account for every grid and lane. */
async function makeVillage(): Promise<void> {
  const lanes = grids.flatMap((sizes, grid) => sizes.map((size, at) => ({ grid: grid + 1, size, at })));
  const homes = lanes.flatMap(({ grid, size, at }, lane) =>
    Array.from({ length: size }, (_, door) => ({ lane: firstLane + lane, x: at * 200 + door * 10, y: grid * 60 })),
  );
  const json = (list: object[]) =>
    sql`jsonb_to_recordset(${JSON.stringify(list.map((one, n) => ({ n: n + 1, ...one })))}::jsonb)`;
  const run = (query: ReturnType<typeof sql>) => test.database.execute(query);
  await run(sql`
    insert into area (county_code, code, level, parent_code, name, geometry) values
      (${county}, ${county}, 'county', null, '试验县', null), (${county}, '379997001', 'town', ${county}, '试验镇', null),
      (${county}, ${village}, 'village', '379997001', '试验村', st_multi(st_makeenvelope(120.99, 36.49, 121.05, 36.53, 4490)))`);
  await run(sql`
    insert into zone_level values
      (${county}, 'grid', 1, '网格', 'Grid', '网格长', 'Grid lead', 30, 60), (${county}, 'lane', 2, '街巷', 'Lane', '街巷长', 'Lane lead', 10, 20)`);
  await run(sql`
    insert into zone (county_code, id, village_code, level, number, name, geometry)
    overriding system value
    select ${county}, n, ${village}, 'grid', n, '第' || n || '网格',
      st_multi(st_makeenvelope(121 - 0.0005, 36.5 + (n * 60 - 30) / 111195.0, 121 + 0.016, 36.5 + (n * 60 + 30) / 111195.0, 4490))
    from ${json(grids.map(() => ({})))} as grid (n integer)`);
  await run(sql`
    insert into zone (county_code, id, village_code, level, parent_id, number, name)
    overriding system value
    select ${county}, ${firstLane} - 1 + n, ${village}, 'lane', grid, n, '巷' || n
    from ${json(lanes)} as lane (n integer, grid integer)`);
  await run(sql`
    insert into household (county_code, id, village_code, kind, number, lane_id, address, geometry)
    overriding system value
    select ${county}, n, ${village}, 'home', 'H-' || n, lane, '', st_setsrid(st_makepoint(121 + x / 89400.0, 36.5 + y / 111195.0), 4490)
    from ${json(homes)} as home (n integer, lane integer, x float8, y float8)`);
  await run(sql`
    insert into person (county_code, id, village_code, household_id, name, pinyin, initials, sex, birth_date, relation, is_head)
    overriding system value
    select ${county}, id, ${village}, id, '王' || id, 'wang', 'w', 'male', date '1980-01-01', '户主', true
    from household where county_code = ${county}`);
  // The person of the same number leads a zone.
  await run(sql`
    insert into zone_lead (county_code, village_code, zone_id, person_id, from_on)
    select county_code, village_code, id, id, date '2026-01-01' from zone where county_code = ${county}`);
  await run(sql`
    insert into account (id, username, display_name, email, person_county_code, person_id)
    select 'person' || id, 'person' || id, 'lead', 'person' || id, ${county}, id from person where county_code = ${county} and id < 600`);
  await run(sql`select setval(pg_get_serial_sequence('zone', 'id'), 1000)`);
}

const seenBy = async (person: number) =>
  (await loadScope(test.database, { accountId: `person${person}`, actor: 'test' })).households.toSorted(
    (a, b) => a - b,
  );

/** Living grids with the households in them, by number. */
const gridsNow = () =>
  rows<{ id: number; lead: number | null; lanes: number[]; households: number[] }>(sql`
    select zone.id::float8 as id,
      (select person_id::float8 from zone_lead where zone_id = zone.id and to_on is null) as lead,
      array(select id::float8 from zone lane where lane.parent_id = zone.id and lane.ended_at is null order by id) as lanes,
      array(
        select household.id::float8 from household join zone lane on lane.id = lane_id
        where lane.parent_id = zone.id and household.ended_at is null order by household.id
      ) as households
    from zone where village_code = ${village} and level = 'grid' and ended_at is null order by id`);

describe('a village of fourteen grids', () => {
  it('becomes one of twenty-seven micro-grids within their limits, with history, leads and access in order', async () => {
    const before = await gridsNow();
    expect(before.filter(({ households }) => households.length > 60)).toHaveLength(13);
    const lanesBefore = await Promise.all([firstLane, firstLane + 40].map(seenBy));
    const [land] = await rows<{ area: number }>(
      sql`select st_area(st_union(geometry)) as area from zone where level = 'grid'`,
    );

    const madeFrom = new Map<number, number>();
    for (const { id } of before.slice(0, 13)) {
      const { parts, within } = await official.reassign.suggest.split({ villageCode: village, zoneId: id, parts: 2 });
      expect(within).toBe(true);
      const content = parts.map(({ zoneIds }) => zoneIds);
      const { zones } = await official.reassign.zone.split({
        countyCode: county,
        id,
        by: { kind: 'parts', parts: content },
      });
      expect(zones.map(({ households }) => households)).toEqual(parts.map(({ householdIds }) => householdIds.length));
      madeFrom.set(zones[1]?.id ?? 0, id);
    }

    const after = await gridsNow();
    expect(after).toHaveLength(27);
    for (const { households } of after)
      expect([households.length >= 30, households.length <= 60]).toEqual([true, true]);
    const all = (list: typeof after) => list.flatMap(({ households }) => households).toSorted((a, b) => a - b);
    expect(all(after)).toEqual(all(before));

    // Every grid that was split is still there with some of its lanes, and what it gave is in the one that was made from it.
    for (const { id, lanes, lead } of before) {
      const [kept, made] = [after.find((one) => one.id === id), after.find((one) => madeFrom.get(one.id) === id)];
      expect([...(kept?.lanes ?? []), ...(made?.lanes ?? [])].toSorted((a, b) => a - b)).toEqual(lanes);
      expect([kept?.lead, made?.lead ?? null]).toEqual([lead, null]);
      expect(await seenBy(id)).toEqual(kept?.households);
      const log = await rows<{ id: number; to: number }>(sql`
        select subject_id::float8 as id, (after ->> 'parentId')::float8 as to from change
        where village_code = ${village} and subject = 'zone' and action = 'assign' and (before ->> 'parentId')::bigint = ${id} order by 1`);
      expect(log).toEqual((made?.lanes ?? []).map((lane) => ({ id: lane, to: made?.id })));
    }
    expect(await Promise.all([firstLane, firstLane + 40].map(seenBy))).toEqual(lanesBefore);
    const [landAfter] = await rows<{ area: number; sum: number }>(
      sql`select st_area(st_union(geometry)) as area, sum(st_area(geometry)) as sum from zone where level = 'grid'`,
    );
    expect((landAfter?.area ?? 0) / (land?.area ?? 1)).toBeCloseTo(1, 6);
    expect((landAfter?.sum ?? 0) / (landAfter?.area ?? 1)).toBeCloseTo(1, 6);

    // The day before, nothing of it had happened.
    const past = await official.reassign.asOf({ villageCode: village, day: day(-1) });
    const gridsThen = past.zones.filter(({ level }) => level === 'grid');
    expect(gridsThen.map(({ id, households }) => [id, households])).toEqual(
      before.map(({ id, households }) => [id, households.length]),
    );
    const parents = new Map(past.zones.map(({ id, parentId }) => [id, parentId]));
    for (const { id, lanes } of before) for (const lane of lanes) expect(parents.get(lane)).toBe(id);

    // Whoever is appointed to a new one sees what is in it from then on, and nobody else does.
    const vacant = await official.reassign.zone.vacancies({ areaCode: village });
    expect(vacant.map(({ zoneId }) => zoneId).toSorted((a, b) => a - b)).toEqual([...madeFrom.keys()]);
    for (const [at, zoneId] of [...madeFrom.keys()].entries()) {
      expect(await seenBy(500 + at)).toEqual([]);
      await official.reassign.zone.appoint({ countyCode: county, zoneId, personId: 500 + at, fromOn: day() });
      expect(await seenBy(500 + at)).toEqual(after.find(({ id }) => id === zoneId)?.households);
    }
    expect(await official.reassign.zone.vacancies({ areaCode: village })).toEqual([]);
  }, 240_000);

  it('says why one of its grids cannot become two', async () => {
    const last = grids.length;
    const ask = (parts: number) => official.reassign.suggest.split({ villageCode: village, zoneId: last, parts });
    expect(await ask(2)).toMatchObject({ within: false, because: 'tooFew' });
    expect(await ask(4)).toMatchObject({ within: false, because: 'tooFew' });
    const lane = await official.reassign.suggest.split({ villageCode: village, zoneId: firstLane, parts: 2 });
    expect(lane.parts.map(({ householdIds, zoneIds }) => [householdIds.length, zoneIds])).toEqual([
      [5, []],
      [5, []],
    ]);
  });
});
