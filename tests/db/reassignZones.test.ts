import { type SQL, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadScope } from '../../server/auth/loadScope.ts';
import { closeSolvers } from '../../server/solve/solveInWorker.ts';
import type { Position } from '../../shared/geo.ts';
import { sidesOfLine } from '../../shared/splitLine.ts';
import type { MultiPolygon } from '../../shared/zoneChange.ts';
import { type Caller, callerOf, callerWith } from '../support/calling.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { countyCode, day, type Lane, lanesOf, village } from '../support/reassigning.ts';

let test: TestDatabase;
let official: Caller;
let gridLead: Caller;
let lanes: Lane[];

beforeAll(async () => {
  test = await openTestDatabase({ demo: true });
  official = (await callerWith(test.database, { name: 'official', role: 'villageOfficial', areaCode: village })).call;
  lanes = await lanesOf(test.database);
  const zoneId = lanes[0]?.gridId ?? 0;
  gridLead = (await callerWith(test.database, { name: 'lead', role: 'gridLead', areaCode: village, zoneId })).call;
});
afterAll(async () => {
  await closeSolvers();
  await test?.close();
});

const failure = (code: string, detail: object = {}) => ({
  cause: expect.objectContaining({ code, detail: expect.objectContaining(detail) }),
});

async function rows<Row extends object>(query: ReturnType<typeof sql>): Promise<Row[]> {
  return [...(await test.database.execute(query))] as unknown as Row[];
}

async function one<Row extends object>(query: ReturnType<typeof sql>): Promise<Row> {
  const [row] = await rows<Row>(query);
  if (!row) throw new Error('the demo lacks what the test needs');
  return row;
}

const square = (west: number, south: number, east: number, north: number): MultiPolygon => ({
  type: 'MultiPolygon',
  coordinates: [
    [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  ],
});

/** Squares metres of zones together, and of what they cover twice. */
async function land(ids: number[]): Promise<{ area: number; overlap: number }> {
  const list = `{${ids.join(',')}}`;
  return one(sql`
    select st_area(st_union(geometry)::geography) as area,
      sum(st_area(geometry::geography)) - st_area(st_union(geometry)::geography) as overlap
    from zone where id = any(${list}::bigint[])`);
}

describe('a split along a line', () => {
  it('carries households, hazards, border and log, and leaves the lead with the first part', async () => {
    lanes = await lanesOf(test.database);
    const lane = lanes.toSorted((a, b) => b.households.length - a.households.length)[0] as Lane;
    const { x, south, north, lead } = await one<{ x: number; south: number; north: number; lead: number | null }>(sql`
      select percentile_cont(0.5) within group (order by st_x(household.geometry)) as x, min(st_ymin(zone.geometry)) as south,
        max(st_ymax(zone.geometry)) as north,
        (select person_id::float8 from zone_lead where zone_id = ${lane.id} and to_on is null) as lead
      from household join zone on zone.id = lane_id where lane_id = ${lane.id} and household.ended_at is null`);
    const line: Position[] = [
      [x, south + 0.00001],
      [x, north - 0.00001],
    ];
    const before = await land([lane.id]);
    const places = await rows<{ id: number; lng: number | null; lat: number | null }>(sql`
      select id::float8 as id, st_x(geometry) as lng, st_y(geometry) as lat from household where lane_id = ${lane.id} and ended_at is null order by id`);
    const sides = sidesOfLine(
      line,
      places.map(({ lng }) => lng ?? Number.NaN),
      places.map(({ lat }) => lat ?? Number.NaN),
    );
    const split = await official.reassign.zone.split({
      countyCode,
      id: lane.id,
      by: { kind: 'line', line },
      names: ['新巷'],
    });
    const [kept, made] = split.zones;
    expect(made).toMatchObject({ name: '新巷', level: 'lane' });
    expect([kept?.id, (kept?.households ?? 0) + (made?.households ?? 0)]).toEqual([lane.id, lane.households.length]);
    const moved = places.filter((_, row) => sides[row] === -1).map(({ id }) => id);
    expect((await lanesOf(test.database)).find(({ id }) => id === made?.id)?.households).toEqual(moved);
    const after = await land([lane.id, made?.id ?? 0]);
    expect(after.area).toBeCloseTo(before.area, 1);
    expect(Math.abs(after.overlap)).toBeLessThan(0.01);
    expect(
      await rows(sql`
        select subject_id::float8 as id from change
        where action = 'assign' and subject = 'household' and (after ->> 'laneId')::bigint = ${made?.id ?? 0} order by subject_id`),
    ).toEqual(moved.map((id) => ({ id })));
    expect(
      await one(sql`select (select person_id::float8 from zone_lead where zone_id = ${lane.id} and to_on is null) as kept,
        (select count(*)::integer from zone_lead where zone_id = ${made?.id ?? 0}) as made`),
    ).toEqual({ kept: lead, made: 0 });
    expect((await official.reassign.zone.vacancies({ areaCode: village })).map(({ zoneId }) => zoneId)).toContain(
      made?.id,
    );
    const outside: Position[] = [
      [x + 1, south],
      [x + 1, north],
    ];
    await expect(
      official.reassign.zone.split({ countyCode, id: lane.id, by: { kind: 'line', line: outside } }),
    ).rejects.toMatchObject(failure('nothingToSplit'));
  });
});

describe('fourteen grids become twenty-seven', () => {
  it('with every lane, household, hazard, lead and piece of land in one of them', async () => {
    const grids = await rows<{ id: number; village: string }>(sql`
      select zone.id::float8 as id, zone.village_code as village from zone
      where county_code = ${countyCode} and level = 'grid' and ended_at is null
        and (select count(*) from zone lane where lane.parent_id = zone.id and lane.ended_at is null) > 1
      order by village_code, number limit 14`);
    expect(grids.length).toBe(14);
    const county = (await callerWith(test.database, { name: 'clerk', role: 'villageOfficial', areaCode: countyCode }))
      .call;
    const list = `{${grids.map(({ id }) => id).join(',')}}`;
    const state = (ids: string) =>
      one<Record<string, number>>(sql`
        select count(distinct lane.id)::integer as lanes, count(household.id)::integer as households,
          (select count(*)::integer from visit join household visited on visited.id = visit.household_id
            join zone at on at.id = visited.lane_id where at.parent_id = any(${ids}::bigint[])) as visits,
          (select count(*)::integer from hazard where zone_id = any(${ids}::bigint[])) as hazards,
          (select count(*)::integer from zone_lead where zone_id = any(${ids}::bigint[]) and to_on is null) as leads
        from zone lane left join household on household.lane_id = lane.id and household.ended_at is null
        where lane.parent_id = any(${ids}::bigint[]) and lane.ended_at is null`);
    const before = await state(list);
    const areaBefore = await land(grids.map(({ id }) => id));
    const all: number[] = grids.map(({ id }) => id);
    for (const [at, grid] of grids.entries()) {
      if (at === 13) break;
      const inner = await rows<{ id: number }>(sql`
        select id::float8 as id from zone where parent_id = ${grid.id} and ended_at is null order by number`);
      const half = Math.ceil(inner.length / 2);
      const parts = [inner.slice(0, half), inner.slice(half)].map((part) => part.map(({ id }) => id));
      const { zones } = await county.reassign.zone.split({ countyCode, id: grid.id, by: { kind: 'parts', parts } });
      all.push(zones[1]?.id ?? 0);
    }
    expect(new Set(all).size).toBe(27);
    expect(await state(`{${all.join(',')}}`)).toEqual(before);
    const areaAfter = await land(all);
    expect(areaAfter.area / areaBefore.area).toBeCloseTo(1, 4);
    expect(Math.abs(areaAfter.overlap - areaBefore.overlap)).toBeLessThan(1);
  }, 240_000);
});

describe('a merge', () => {
  it('gives everything to one zone, ends the others, their leads and their access', async () => {
    lanes = await lanesOf(test.database);
    const [into, gone] = lanes.filter(({ households }) => households.length > 0) as [Lane, Lane];
    const person = await one<{ id: number }>(sql`
      select id::float8 as id from person where village_code = ${village} and ended_at is null and id not in (select person_id from zone_lead) limit 1`);
    await official.reassign.zone.appoint({ countyCode, zoneId: gone.id, personId: person.id, fromOn: day() });
    await test.database.execute(sql`
      insert into account (id, username, display_name, email, person_county_code, person_id)
      values ('neighbour', 'neighbour', 'neighbour', 'neighbour', ${countyCode}, ${person.id})`);
    await callerWith(test.database, { name: 'granted', role: 'laneLead', areaCode: village, zoneId: gone.id });
    const scopeOf = (accountId: string) => loadScope(test.database, { accountId, actor: accountId });
    expect((await scopeOf('neighbour')).households).toEqual(gone.households);
    expect((await scopeOf('granted')).households).toEqual(gone.households);
    const merged = await official.reassign.zone.merge({ countyCode, into: into.id, zoneIds: [gone.id], name: '合巷' });
    expect(merged.zones).toMatchObject([
      { id: into.id, name: '合巷', households: into.households.length + gone.households.length },
      { id: gone.id, households: 0 },
    ]);
    expect((await scopeOf('neighbour')).households).toEqual([]);
    expect((await scopeOf('granted')).holdings).toEqual([]);
    expect(await rows(sql`select kind from notice where account_id = 'neighbour'`)).toEqual(
      expect.arrayContaining([{ kind: 'leadChanged' }]),
    );
    await expect(official.reassign.zone.rename({ countyCode, id: gone.id, name: 'x' })).rejects.toMatchObject(
      failure('zoneEnded'),
    );
    await expect(
      official.reassign.zone.merge({ countyCode, into: into.id, zoneIds: [into.gridId] }),
    ).rejects.toMatchObject(failure('zonesDiffer'));
  });
});

describe('leads', () => {
  it('follow one another on the day, with the access that the office gives', async () => {
    lanes = await lanesOf(test.database);
    const lane = lanes.find(({ households }) => households.length > 0) as Lane;
    const people = await rows<{ id: number }>(sql`
      select id::float8 as id from person where village_code = ${village} and ended_at is null
        and id not in (select person_id from zone_lead) and id not in (select person_id from party_member) order by id desc limit 2`);
    const [first, second] = people;
    for (const { id } of people) {
      await test.database.execute(sql`
        insert into account (id, username, display_name, email, person_county_code, person_id)
        values (${`p${id}`}, ${`p${id}`}, 'p', ${`p${id}`}, ${countyCode}, ${id})`);
    }
    const sees = async (id: number) =>
      (await loadScope(test.database, { accountId: `p${id}`, actor: 'p' })).households.length;
    const appoint = (personId: number | null, fromOn = day()) =>
      official.reassign.zone.appoint({ countyCode, zoneId: lane.id, personId, fromOn });
    await appoint(first?.id ?? 0);
    expect(await sees(first?.id ?? 0)).toBe(lane.households.length);
    await appoint(second?.id ?? 0);
    expect([await sees(first?.id ?? 0), await sees(second?.id ?? 0)]).toEqual([0, lane.households.length]);
    await appoint(null);
    expect(await sees(second?.id ?? 0)).toBe(0);
    await expect(appoint(first?.id ?? 0, day(1))).rejects.toMatchObject(failure('invalidInput', { field: 'fromOn' }));
    await expect(appoint(second?.id ?? 0, '2020-01-01')).rejects.toMatchObject(
      failure('invalidInput', { field: 'fromOn', since: day() }),
    );
    await expect(appoint(987_654_321)).rejects.toMatchObject(failure('leadUnfit', { reason: 'gone' }));
    const somebody = (where: SQL) =>
      one<{ id: number }>(sql`select id::float8 as id from person where ${where} limit 1`);
    const child = await somebody(
      sql`village_code = ${village} and ended_at is null and birth_date > ${day(-17 * 365)}`,
    );
    await expect(appoint(child.id)).rejects.toMatchObject(failure('leadUnfit', { reason: 'underAge', age: 18 }));
    // Beyond the village the official sees nobody; who sees further is told more.
    const away = await somebody(sql`village_code <> ${village} and county_code = ${countyCode} and ended_at is null`);
    await expect(appoint(away.id)).rejects.toMatchObject(failure('leadUnfit', { reason: 'gone' }));
    const town = await callerWith(test.database, {
      name: 'above',
      role: 'townOfficial',
      areaCode: village.slice(0, 9),
    });
    await expect(
      town.call.reassign.zone.appoint({ countyCode, zoneId: lane.id, personId: away.id, fromOn: day() }),
    ).rejects.toMatchObject(failure('leadUnfit', { reason: 'elsewhere' }));
    const left = people[0]?.id ?? 0;
    await test.database.execute(
      sql`update person set ended_at = ${day()} where id = ${left} and village_code = ${village}`,
    );
    await expect(appoint(left)).rejects.toMatchObject(failure('leadUnfit', { reason: 'gone' }));
    await expect(
      gridLead.reassign.zone.appoint({ countyCode, zoneId: lane.id, personId: first?.id ?? 0, fromOn: day() }),
    ).rejects.toMatchObject(failure('notAllowed'));
  });
});

describe('borders', () => {
  /** Two squares side by side, far from everything else of the village. */
  async function pair(at: number): Promise<[number, number]> {
    const make = async (name: string, geometry: MultiPolygon) =>
      (await official.reassign.zone.create({ villageCode: village, level: 'grid', parentId: null, name, geometry }))
        .zones[0]?.id ?? 0;
    return [
      await make('甲', square(at, 36, at + 0.001, 36.001)),
      await make('乙', square(at + 0.001, 36, at + 0.002, 36.001)),
    ];
  }

  it('move together, and are refused with the place where they leave a gap or overlap', async () => {
    const [a, b] = await pair(121);
    const borders = (east: number, west: number) =>
      official.reassign.zone.borders({
        villageCode: village,
        borders: [
          { id: a, geometry: square(121, 36, east, 36.001) },
          { id: b, geometry: square(west, 36, 121.002, 36.001) },
        ],
      });
    await borders(121.0012, 121.0012);
    const fault = async (east: number, west: number, kind: string) => {
      await expect(borders(east, west)).rejects.toMatchObject(
        failure('bordersDoNotMatch', { faults: [expect.objectContaining({ kind, width: expect.any(Number) })] }),
      );
    };
    await fault(121.0012, 121.0011, 'overlap');
    await fault(121.0011, 121.0012, 'gap');
    // Nine millimetres are less than anybody can draw.
    await borders(121.0011, 121.0011 + 0.0000001);
    const [row] = await rows<{ west: number }>(sql`select st_xmin(geometry) as west from zone where id = ${b}`);
    expect(row?.west).toBeCloseTo(121.0011001, 9);
    // The outer border may be drawn in by both at once.
    await official.reassign.zone.borders({
      villageCode: village,
      borders: [
        { id: a, geometry: square(121, 36.0001, 121.0011, 36.001) },
        { id: b, geometry: square(121.0011, 36.0001, 121.002, 36.001) },
      ],
    });
    const bow: MultiPolygon = {
      type: 'MultiPolygon',
      coordinates: [
        [
          [
            [121, 36],
            [121.001, 36.001],
            [121.001, 36],
            [121, 36.001],
            [121, 36],
          ],
        ],
      ],
    };
    await expect(
      official.reassign.zone.borders({ villageCode: village, borders: [{ id: a, geometry: bow }] }),
    ).rejects.toMatchObject(
      failure('bordersDoNotMatch', {
        faults: [
          {
            kind: 'crossing',
            zoneIds: [a],
            position: [expect.closeTo(121.0005, 6), expect.closeTo(36.0005, 6)],
            width: 0,
          },
        ],
      }),
    );
    await expect(
      official.reassign.zone.create({
        villageCode: village,
        level: 'grid',
        parentId: null,
        name: '叠',
        geometry: square(121, 36, 121.0005, 36.0005),
      }),
    ).rejects.toMatchObject(failure('bordersDoNotMatch'));
    const lane = lanes[0]?.id ?? 0;
    await expect(
      official.reassign.zone.borders({
        villageCode: village,
        borders: [
          { id: a, geometry: square(121, 36, 121.001, 36.001) },
          { id: lane, geometry: square(121.001, 36, 121.002, 36.001) },
        ],
      }),
    ).rejects.toMatchObject(failure('zonesDiffer'));
    await official.reassign.zone.retire({ countyCode, id: a });
    await expect(official.reassign.zone.retire({ countyCode, id: lanes[0]?.gridId ?? 0 })).rejects.toMatchObject(
      failure('zoneNotEmpty'),
    );
    await expect(gridLead.reassign.zone.retire({ countyCode, id: b })).rejects.toMatchObject(failure('notAllowed'));
  });
});

describe('suggestions', () => {
  it('repair, link and split from what is there, past no lock, without touching a row', async () => {
    const locked = lanes[1]?.id ?? 0;
    const before = await one(sql`select seq::text from county_sequence where county_code = ${countyCode}`);
    const repair = await official.reassign.suggest.repair({
      villageCode: village,
      locked: [locked],
      keepTogether: false,
    });
    expect(['optimal', 'infeasible']).toContain(repair.status);
    expect(repair.moves.every(({ move }) => move.from !== locked && move.to !== locked)).toBe(true);
    const zones = await official.reassign.suggest.repair({ villageCode: village, variant: 'zones' });
    expect(zones.moves.every(({ move }) => move.slot === 'grid')).toBe(true);
    const links = await official.reassign.suggest.links({ villageCode: village });
    expect(links.status).toBe('optimal');
    expect(links.moves.every(({ move }) => move.slot === 'member' && move.from === null)).toBe(true);
    const living = await lanesOf(test.database);
    const grid =
      living.find(({ id, gridId }) => living.some((lane) => lane.gridId === gridId && lane.id !== id))?.gridId ?? 0;
    const inner = living.filter(({ gridId }) => gridId === grid);
    const split = await official.reassign.suggest.split({ villageCode: village, zoneId: grid, parts: 2 });
    expect(split.parts.flatMap(({ zoneIds }) => zoneIds).toSorted((a, b) => a - b)).toEqual(
      inner.map(({ id }) => id).toSorted((a, b) => a - b),
    );
    expect(split.parts).toHaveLength(2);
    expect(await one(sql`select seq::text from county_sequence where county_code = ${countyCode}`)).toEqual(before);
    await expect(
      official.reassign.suggest.split({ villageCode: village, zoneId: 987_654_321, parts: 2 }),
    ).rejects.toMatchObject(failure('notFound'));
    const own = await gridLead.reassign.suggest.repair({ villageCode: village });
    const ownLanes = new Set(lanes.filter(({ gridId }) => gridId === lanes[0]?.gridId).map(({ id }) => id));
    expect(own.moves.every(({ move }) => ownLanes.has(move.to ?? 0))).toBe(true);
  });

  it('end with the request that asked for them', async () => {
    const given = new AbortController();
    const call = callerOf(test.database, 'official', given.signal);
    const asked = call.reassign.suggest.split({ villageCode: village, zoneId: lanes[0]?.gridId ?? 0, parts: 2 });
    given.abort(new Error('the window was closed'));
    await expect(asked).rejects.toThrow('the window was closed');
  });

  it('come back as a gesture that a plan takes', async () => {
    const { moves } = await official.reassign.suggest.links({ villageCode: village, reach: 2000 });
    const plan = await official.reassign.plan.create({ villageCode: village, name: '联户' });
    await official.reassign.plan.gesture({
      countyCode,
      id: plan.id,
      revision: plan.revision,
      gesture: { kind: 'links', moves: moves.map(({ move }) => move) },
    });
    const again = await official.reassign.suggest.links({ villageCode: village, planId: plan.id, reach: 2000 });
    expect(again.moves).toEqual([]);
  });
});

describe('a grid split along a line that runs through one of its lanes', () => {
  it('keeps its lanes whole, and its new border leaves no household of a part on the other side', async () => {
    const grid = await one<{ id: number; x: number; south: number; north: number }>(sql`
      select grid.id::float8 as id, st_x(st_centroid(lane.geometry)) as x, st_ymin(grid.geometry) as south, st_ymax(grid.geometry) as north
      from zone grid
      join zone lane on lane.parent_id = grid.id and lane.ended_at is null and lane.geometry is not null
      where grid.village_code = ${village} and grid.parent_id is null and grid.ended_at is null and grid.geometry is not null
      order by (select count(*) from zone where parent_id = grid.id and ended_at is null) desc, grid.id, lane.id
      limit 1`);
    const before = await land([grid.id]);
    const line: Position[] = [
      [grid.x, grid.south],
      [grid.x, grid.north],
    ];
    const { zones } = await official.reassign.zone.split({ countyCode, id: grid.id, by: { kind: 'line', line } });
    const ids = zones.map(({ id }) => id);
    const after = await land(ids);
    expect(after.area).toBeCloseTo(before.area, 0);
    expect(after.overlap).toBeLessThan(0.1);
    // What lay outside the grid's border before is no matter of the split.
    const strays = await rows(sql`
      select household.id
      from household
      join zone lane on lane.id = household.lane_id
      join zone own on own.id = lane.parent_id and own.id = any(${`{${ids.join(',')}}`}::bigint[])
      join zone other on other.id = any(${`{${ids.join(',')}}`}::bigint[]) and other.id <> own.id
      where household.ended_at is null and st_contains(other.geometry, household.geometry)`);
    expect(strays).toEqual([]);
  });
});

describe('a change of zones that was not meant', () => {
  /** What a zone and its neighbours are: who holds which household and zone, who leads, and the land. */
  async function stateOf(ids: number[]) {
    const list = `{${ids.join(',')}}`;
    return {
      zones: await rows(sql`
        select id::float8 as id, name, number, parent_id::float8 as parent, ended_at is null as lives, round(st_area(geometry::geography)) as area
        from zone where id = any(${list}::bigint[]) order by id`),
      households: await rows(sql`
        select id::float8 as id, lane_id::float8 as lane from household where lane_id = any(${list}::bigint[]) and ended_at is null order by id`),
      inner: await rows(
        sql`select id::float8 as id, parent_id::float8 as parent from zone where parent_id = any(${list}::bigint[]) order by id`,
      ),
      hazards: await rows(
        sql`select id::float8 as id, zone_id::float8 as zone from hazard where zone_id = any(${list}::bigint[]) order by id`,
      ),
      leads: await rows(sql`
        select zone_id::float8 as zone, person_id::float8 as person from zone_lead where zone_id = any(${list}::bigint[]) and to_on is null order by 1`),
    };
  }

  it('is taken back: a merged lane has its households, land, hazards and lead again, except for who has gone on since', async () => {
    const [into, gone, elsewhere] = await lanesWithLead();
    const ids = [into.id, gone.id];
    const before = await stateOf(ids);
    await official.reassign.zone.merge({ countyCode, into: into.id, zoneIds: [gone.id] });
    expect(await official.reassign.zone.ended({ areaCode: village })).toEqual(
      expect.arrayContaining([expect.objectContaining({ zoneId: gone.id, into: await nameOf(into.id) })]),
    );
    await official.reassign.zone.restore({ countyCode, id: gone.id });
    expect(await stateOf(ids)).toEqual(before);
    expect(await official.reassign.zone.ended({ areaCode: village })).not.toContainEqual(
      expect.objectContaining({ zoneId: gone.id }),
    );

    await official.reassign.zone.merge({ countyCode, into: into.id, zoneIds: [gone.id] });
    const [left = 0] = gone.households;
    await test.database.execute(sql`update household set lane_id = ${elsewhere.id} where id = ${left}`);
    await official.reassign.zone.restore({ countyCode, id: gone.id });
    expect((await stateOf([gone.id])).households.length).toBe(gone.households.length - 1);
    await expect(official.reassign.zone.restore({ countyCode, id: gone.id })).rejects.toMatchObject(
      failure('invalidInput'),
    );
    await expect(gridLead.reassign.zone.restore({ countyCode, id: gone.id })).rejects.toMatchObject(
      failure('notAllowed'),
    );
  });

  it('is taken back for a grid with its lanes, and for a zone that was retired', async () => {
    const [one, other] = await rows<{ id: number }>(sql`
      select id::float8 as id from zone where village_code = ${village} and parent_id is null and ended_at is null order by number limit 2`);
    const ids = [one?.id ?? 0, other?.id ?? 0];
    const before = await stateOf(ids);
    await official.reassign.zone.merge({ countyCode, into: ids[0] ?? 0, zoneIds: [ids[1] ?? 0] });
    await official.reassign.zone.restore({ countyCode, id: ids[1] ?? 0 });
    expect(await stateOf(ids)).toEqual(before);

    const made = await official.reassign.zone.create({
      villageCode: village,
      level: 'lane',
      parentId: ids[0] ?? 0,
      name: '待停巷',
    });
    const id = made.zones[0]?.id ?? 0;
    await official.reassign.zone.retire({ countyCode, id });
    const again = await official.reassign.zone.create({
      villageCode: village,
      level: 'lane',
      parentId: ids[0] ?? 0,
      name: '待停巷',
    });
    await expect(official.reassign.zone.restore({ countyCode, id })).rejects.toMatchObject(
      failure('nameTaken', { name: '待停巷' }),
    );
    await official.reassign.zone.rename({ countyCode, id: again.zones[0]?.id ?? 0, name: '改名巷' });
    await official.reassign.zone.restore({ countyCode, id });
    expect(await nameOf(id)).toBe('待停巷');
  });

  it('does not give two zones of a village one name', async () => {
    const [one, other] = await lanesOf(test.database);
    const name = await nameOf(one?.id ?? 0);
    const taken = failure('nameTaken', { name });
    await expect(official.reassign.zone.rename({ countyCode, id: other?.id ?? 0, name })).rejects.toMatchObject(taken);
    await expect(
      official.reassign.zone.create({ villageCode: village, level: 'lane', parentId: one?.gridId ?? 0, name }),
    ).rejects.toMatchObject(taken);
    await official.reassign.zone.rename({ countyCode, id: one?.id ?? 0, name });
    const big = (await lanesOf(test.database)).find(({ households }) => households.length > 6) as Lane;
    const by = { kind: 'parts' as const, parts: [[], big.households.slice(0, 2), big.households.slice(2, 4)] };
    await expect(
      official.reassign.zone.split({ countyCode, id: big.id, by, names: ['重名', '重名'] }),
    ).rejects.toMatchObject(failure('nameTaken', { name: '重名' }));
    const split = await official.reassign.zone.split({ countyCode, id: big.id, by });
    expect(new Set(split.zones.map((zone) => zone.name)).size).toBe(3);
  });

  async function nameOf(id: number): Promise<string> {
    return (await one<{ name: string }>(sql`select name from zone where id = ${id}`)).name;
  }

  /** Two lanes of one grid that have land, households and a lead, and another lane. */
  async function lanesWithLead(): Promise<[Lane, Lane, Lane]> {
    const led = await rows<{ zone: number }>(sql`
      select zone_id::float8 as zone from zone_lead join zone on zone.id = zone_id and zone.geometry is not null
      where zone_lead.village_code = ${village} and to_on is null`);
    const known = new Set(led.map(({ zone }) => zone));
    const all = (await lanesOf(test.database)).filter(({ id, households }) => known.has(id) && households.length > 3);
    const gone = all.find(({ id, gridId }) => all.some((lane) => lane.id < id && lane.gridId === gridId)) as Lane;
    const into = all.find(({ gridId }) => gridId === gone.gridId) as Lane;
    return [into, gone, all.find(({ gridId }) => gridId !== gone.gridId) as Lane];
  }
});
