import { sql } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeSolvers } from '../../../server/solve/solveInWorker.ts';
import { demoUsernames } from '../../../shared/demo.ts';
import type { Emergency, EmergencyReport, Evacuation, ShelterLoad } from '../../../shared/evacuation.ts';
import type { NoticePage } from '../../../shared/notice.ts';
import type { Region } from '../../../shared/shape.ts';
import { openTestApp } from '../../support/app.ts';
import { callAs } from '../../support/asking.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { signIn } from '../../support/signIn.ts';

const countyCode = '371082';
const village = '371082999001';
let test: TestDatabase;
let app: FastifyInstance;
let official = '';
let lane = '';
let member = '';
let region: Region;

beforeAll(async () => {
  test = await openTestDatabase({ demo: true });
  ({ app } = await openTestApp(test.database));
  [official, lane, member] = await Promise.all([
    signIn(test.database, 'villageOfficial'),
    signIn(test.database, 'laneLead'),
    signIn(test.database, 'partyMember'),
  ]);
  const [row] = await test.database.execute<{ region: Region }>(sql`
    select st_asgeojson(st_buffer(st_centroid(st_collect(geometry)), 0.0022), 8, 0)::json as region from household
    where lane_id = (
      select zone_id from zone_lead join account on account.person_id = zone_lead.person_id and zone_lead.to_on is null
      where username = ${demoUsernames.laneLead}
    ) and geometry is not null and ended_at is null`);
  if (!row) throw new Error('the demo has no lane');
  region = row.region;
});
afterAll(async () => {
  await app?.close();
  await closeSolvers();
  await test?.close();
});

const start = (threat: object, as = official, areaCode = village) =>
  callAs<{ id: number; households: number }>(app, as, 'emergency.start', {
    areaCode,
    kind: 'flood',
    name: '7·20 强降雨',
    threat,
  });
const list = async (as: string, id: number, since = 0) =>
  (await callAs<Evacuation[]>(app, as, 'emergency.evacuations', { countyCode, id, since })).data;

describe('an emergency', () => {
  let id = 0;

  it('that cannot be worked out says so, and nothing of it is kept', async () => {
    await closeSolvers();
    const written = async () => {
      const [row] = await test.database.execute<{ count: number }>(sql`
        select (select count(*) from emergency)::integer + (select count(*) from evacuation)::integer
          + (select count(*) from change where subject = 'emergency')::integer as count`);
      return row?.count;
    };
    const before = await written();
    // Ends while it is still about to read its task.
    process.once('worker', (worker) => void worker.terminate());
    expect((await start({ kind: 'drawn', region })).code).toBe('unavailable');
    expect(await written()).toBe(before);
  });

  it('lists everybody who stands in the area and nobody else, with who needs help first', async () => {
    const started = await start({ kind: 'drawn', region });
    expect(started.code).toBeUndefined();
    ({ id } = started.data);
    const rows = await list(official, id);
    const expected = await test.database.execute<{ id: number; persons: number; help: number }>(sql`
      select household.id::float8 as id,
        (select count(*)::integer from person where household_id = household.id and ended_at is null) as persons,
        (select count(distinct person.id)::integer from person join key_person on key_person.person_id = person.id and key_person.to_on is null
          where household_id = household.id and person.ended_at is null and needs_help_to_move) as help
      from household
      where village_code = ${village} and ended_at is null
        and st_contains(st_setsrid(st_geomfromgeojson(${JSON.stringify(region)}::text), 4490), geometry)
      order by id`);
    const byId = [...rows].sort((a, b) => a.householdId - b.householdId);
    expect(byId.length).toBeGreaterThan(20);
    expect(byId.map(({ householdId, persons, needHelp }) => ({ id: householdId, persons, help: needHelp }))).toEqual([
      ...expected,
    ]);
    const helps = rows.map(({ needHelp }) => needHelp);
    expect(helps).toEqual([...helps].sort((a, b) => b - a));
    expect(rows.every(({ headName, laneLead }) => headName !== null || laneLead !== null)).toBe(true);
  });

  it('sends each household whole to a shelter with room that is in no danger itself, and has those fetched who need it', async () => {
    const rows = await list(official, id);
    const shelters = (await callAs<ShelterLoad[]>(app, official, 'emergency.shelters', { countyCode, id })).data;
    const taken = new Map<number, number>();
    for (const { shelterId, persons, walkMetres } of rows) {
      if (shelterId === null) continue;
      taken.set(shelterId, (taken.get(shelterId) ?? 0) + Math.max(1, persons));
      expect(walkMetres).toBeGreaterThanOrEqual(0);
    }
    for (const shelter of shelters) {
      expect(taken.get(shelter.id) ?? 0).toBeLessThanOrEqual(shelter.capacity);
      if (shelter.threatened) expect(shelter.expected).toBe(0);
    }
    const room = shelters.filter(({ threatened }) => !threatened).reduce((sum, { capacity }) => sum + capacity, 0);
    const people = rows.reduce((sum, { persons }) => sum + persons, 0);
    if (room >= people * 1.2) expect(rows.filter(({ shelterId }) => shelterId === null)).toEqual([]);
    const helpless = rows.filter(({ needHelp }) => needHelp > 0);
    expect(helpless.length).toBeGreaterThan(0);
    const loads = new Map<number, number>();
    for (const { fetchedBy } of helpless) if (fetchedBy) loads.set(fetchedBy.id, (loads.get(fetchedBy.id) ?? 0) + 1);
    expect(Math.max(...loads.values())).toBeLessThanOrEqual(4);
    expect(helpless.filter(({ fetchedBy }) => fetchedBy === null).length).toBeLessThan(helpless.length);
    expect(rows.filter(({ needHelp, fetchedBy }) => needHelp === 0 && fetchedBy !== null)).toEqual([]);
  });

  it('tells the leads, and each sees those in their charge only', async () => {
    const notices = (await callAs<NoticePage>(app, lane, 'notice.list', { limit: 50 })).data.items;
    expect(notices.map(({ kind }) => kind)).toContain('emergencyStarted');
    const grid = await signIn(test.database, 'gridLead');
    const told = (await callAs<NoticePage>(app, grid, 'notice.list', { limit: 50 })).data.items.find(
      ({ kind }) => kind === 'emergencyStarted',
    );
    expect(told?.detail).toMatchObject({ emergencyId: id, households: (await list(grid, id)).length });
    const own = await list(lane, id);
    const all = await list(official, id);
    expect(own.length).toBeGreaterThan(0);
    expect(own.length).toBeLessThan(all.length);
    const [led] = await test.database.execute<{ ids: number[] }>(sql`
      select json_agg(distinct evacuation.household_id) as ids from evacuation
      join account on account.username = ${demoUsernames.laneLead}
      where emergency_id = ${id} and (lane_lead_id = account.person_id or fetched_by_account_id = account.id)`);
    for (const { householdId } of own) expect(led?.ids).toContain(householdId);
    const linked = await list(member, id);
    for (const { member: by, fetchedBy } of linked)
      expect([by?.id, fetchedBy?.id].some((person) => person !== undefined)).toBe(true);
  });

  it('is ticked off by who stands at the door, with who and when, and everybody is sent what changed and nothing else', async () => {
    const before = await list(official, id);
    const seq = Math.max(...before.map((row) => row.seq));
    const [door] = await list(lane, id);
    const tick = (as: string, evacuationIds: number[], tick: string, on = true) =>
      callAs<{ ticked: number }>(app, as, 'emergency.tick', { countyCode, emergencyId: id, evacuationIds, tick, on });
    expect((await tick(lane, [door?.id ?? 0], 'acknowledged')).data).toEqual({ ticked: 1 });
    expect((await tick(lane, [door?.id ?? 0], 'acknowledged')).data).toEqual({ ticked: 0 });
    const changed = await list(official, id, seq);
    expect(changed.map((row) => row.id)).toEqual([door?.id]);
    expect(changed[0]?.acknowledged?.at).toMatch(/^\d{4}-/);
    expect(changed[0]?.safe).toBeNull();
    const foreign = before.find((row) => !changed.some((own) => own.id === row.id) && row.lane?.id !== door?.lane?.id);
    expect((await tick(lane, [door?.id ?? 0, foreign?.id ?? 0], 'safe')).code).toBe('notFound');
    expect((await list(official, id, seq))[0]?.safe).toBeNull();
    expect((await tick(official, [door?.id ?? 0], 'acknowledged', false)).data).toEqual({ ticked: 1 });
    expect(
      (
        await tick(
          official,
          before.slice(0, 10).map((row) => row.id),
          'safe',
        )
      ).data,
    ).toEqual({ ticked: 10 });
    const [emergency] = (await callAs<Emergency[]>(app, official, 'emergency.list', { areaCode: village })).data;
    expect(emergency).toMatchObject({ id, safe: 10, households: before.length });
  });

  it('takes a tick that was made while the server was out of reach at its own time, once, and nothing older over newer', async () => {
    const before = await list(official, id);
    const row = before.find(({ acknowledged, onTheWay, safe }) => !acknowledged && !onTheWay && !safe);
    const { startedAt } = (await callAs<Emergency>(app, official, 'emergency.get', { countyCode, id })).data;
    const begun = Date.parse(startedAt);
    const at = (milliseconds: number) => new Date(milliseconds).toISOString();
    const send = (tick: string, when: number, on = true) =>
      callAs<{ ticked: number }>(app, official, 'emergency.tick', {
        countyCode,
        emergencyId: id,
        evacuationIds: [row?.id],
        tick,
        on,
        at: at(when),
      });
    const stored = async () => (await list(official, id)).find((one) => one.id === row?.id);
    await test.database.execute(sql`update emergency set started_at = started_at - interval '1 hour' where id = ${id}`);
    expect((await send('onTheWay', begun - 60_000)).data).toEqual({ ticked: 1 });
    expect((await send('onTheWay', begun - 60_000)).data).toEqual({ ticked: 0 });
    expect(Date.parse((await stored())?.onTheWay?.at ?? '')).toBe(begun - 60_000);
    // Taken back elsewhere before this tick was made: the newer one stays.
    expect((await send('onTheWay', begun - 120_000, false)).data).toEqual({ ticked: 0 });
    expect((await send('onTheWay', begun, false)).data).toEqual({ ticked: 1 });
    // A clock that is wrong writes neither the future nor what was before the start.
    await send('acknowledged', begun + 86_400_000);
    expect(Date.parse((await stored())?.acknowledged?.at ?? '')).toBeLessThanOrEqual(Date.now() + 5_000);
    await send('onTheWay', 0);
    expect(Date.parse((await stored())?.onTheWay?.at ?? '')).toBeCloseTo(begun - 3_600_000, -3);
  });

  it('ends with a report of what came of it, after which nothing is ticked', async () => {
    expect((await callAs(app, lane, 'emergency.end', { countyCode, id })).code).toBe('notAllowed');
    const ended = await callAs<EmergencyReport>(app, official, 'emergency.end', { countyCode, id });
    expect(ended.data.emergency).toMatchObject({ safe: 10 });
    expect(ended.data.minutes.last).toBeGreaterThanOrEqual(0);
    const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0);
    expect(sum(ended.data.lanes.map(({ households }) => households))).toBe(ended.data.emergency.households);
    expect(sum(ended.data.lanes.map(({ safe }) => safe))).toBe(10);
    const [row] = await list(official, id);
    const tick = { countyCode, emergencyId: id, evacuationIds: [row?.id], tick: 'safe' };
    expect((await callAs(app, official, 'emergency.tick', tick)).code).toBe('emergencyEnded');
    expect((await callAs(app, official, 'emergency.end', { countyCode, id })).code).toBe('emergencyEnded');
  });

  it('is of all who stand in a chosen area or zone, of a zone without a border by where its households stand', async () => {
    const counted = async (where: ReturnType<typeof sql>) => {
      const [row] = await test.database.execute<{ count: number }>(sql`
        select count(distinct household.id)::integer as count from household, zone, area
        where household.village_code = ${village} and household.ended_at is null and ${where}`);
      return row?.count;
    };
    const [zone] = await test.database.execute<{ id: number }>(sql`
      select id::float8 as id from zone
      where village_code = ${village} and level = 'lane' and geometry is not null and ended_at is null order by id limit 1`);
    const zoneId = zone?.id ?? 0;
    const found = async (threat: object) => {
      const { data } = await callAs<{ households: number }>(app, official, 'emergency.preview', {
        areaCode: village,
        threat,
      });
      return data.households;
    };
    const inZone = sql`zone.id = ${zoneId} and st_intersects(household.geometry, zone.geometry)`;
    const all = sql`area.code = ${village} and st_intersects(household.geometry, area.geometry)`;
    const expected = await counted(inZone);
    expect(expected).toBeGreaterThan(5);
    expect(await found({ kind: 'area', areaCode: village, zoneId })).toBe(expected);
    expect(await found({ kind: 'area', areaCode: village, zoneId: null })).toBe(await counted(all));
    await test.database.execute(sql`update zone set geometry = null where id = ${zoneId}`);
    const own = await counted(sql`household.lane_id = ${zoneId} and household.geometry is not null`);
    expect(await found({ kind: 'area', areaCode: village, zoneId })).toBeGreaterThanOrEqual(own ?? 0);
    expect((await start({ kind: 'area', areaCode: village, zoneId: 999_999 })).code).toBe('notFound');
  });

  it('is found from the ground: more water reaches more, and a slide goes downhill only', async () => {
    const [home] = await test.database.execute<{ position: [number, number] }>(sql`
      select json_build_array(st_x(geometry), st_y(geometry)) as position from household
      where village_code = ${village} and geometry is not null order by id limit 1`);
    const preview = (threat: object) =>
      callAs<{ households: number; persons: number; room: number; region: Region }>(
        app,
        official,
        'emergency.preview',
        { areaCode: village, threat },
      );
    const shallow = await preview({ kind: 'flood', position: home?.position, depth: 1 });
    const deep = await preview({ kind: 'flood', position: home?.position, depth: 6 });
    expect(shallow.code).toBeUndefined();
    expect(deep.data.households).toBeGreaterThanOrEqual(shallow.data.households);
    expect(deep.data.households).toBeGreaterThan(0);
    expect((await preview({ kind: 'flood', position: [100, 30], depth: 2 })).code).toBe('noTerrain');
    const around = 0.0004;
    const [x = 0, y = 0] = home?.position ?? [];
    const slope: Region = {
      type: 'Polygon',
      coordinates: [
        [
          [x - around, y - around],
          [x + around, y - around],
          [x + around, y + around],
          [x - around, y + around],
          [x - around, y - around],
        ],
      ],
    };
    expect((await preview({ kind: 'landslide', region: slope, angle: 15 })).code).toBeUndefined();
    const [hazard] = await test.database.execute<{ id: number }>(
      sql`select id::float8 as id from hazard where village_code = ${village} order by id limit 1`,
    );
    const near = await preview({ kind: 'hazard', hazardId: hazard?.id, metres: 50 });
    const far = await preview({ kind: 'hazard', hazardId: hazard?.id, metres: 300 });
    expect(far.data.households).toBeGreaterThan(near.data.households);
  });

  it('of the demo’s flood leads everybody to the shelter on high ground, and nobody to those that stand in the water', async () => {
    const [flood] = await test.database.execute<{ id: number }>(
      sql`select id::float8 as id from hazard where village_code = ${village} and category = 'flood' and severity = 1`,
    );
    const started = await start({ kind: 'hazard', hazardId: flood?.id, metres: 200 });
    const rows = await list(official, started.data.id);
    expect(rows.length).toBeGreaterThan(200);
    expect(rows.filter(({ shelterId }) => shelterId === null)).toEqual([]);
    const shelters = (
      await callAs<ShelterLoad[]>(app, official, 'emergency.shelters', { countyCode, id: started.data.id })
    ).data;
    // Its own, then the next villages' nearest first.
    expect(shelters.map(({ name, threatened, expected }) => [name, threatened, expected > 0])).toEqual([
      ['海湾村村北高地安置点', false, true],
      ['海湾村文化广场避难点', true, false],
      ['海湾村应急避难场所', true, false],
      ['新港村文化广场避难点', false, false],
      ['东岭村文化广场避难点', false, false],
    ]);
    expect((await callAs(app, official, 'emergency.end', { countyCode, id: started.data.id })).code).toBeUndefined();
  });

  it('sends people to the next village where the own has no room, and never more than are left there by whoever else sends', async () => {
    const neighbour = '371082999002';
    const town = await signIn(test.database, 'townOfficial');
    const running = (await callAs<Emergency[]>(app, town, 'emergency.list', { areaCode: countyCode })).data;
    for (const { id, endedAt } of running)
      if (!endedAt) await callAs(app, official, 'emergency.end', { countyCode, id });
    const capacities = await test.database.execute<{ id: number; capacity: number | null }>(
      sql`select id::float8 as id, capacity from place where category = 'shelter'`,
    );
    await test.database.execute(sql`
      update place set capacity = case when village_code = ${neighbour} then 40 else 0 end where category = 'shelter'`);
    const places = await test.database.execute<{ id: number; village: string | null }>(
      sql`select id::float8 as id, village_code as village from place where category = 'shelter' and capacity = 40`,
    );
    const theirs = new Set([...places].map(({ id }) => id));
    const sentBy = (rows: Evacuation[]) => {
      const sent = new Map<number, number>();
      for (const { shelterId, persons } of rows)
        if (shelterId !== null) sent.set(shelterId, (sent.get(shelterId) ?? 0) + Math.max(1, persons));
      return sent;
    };
    const first = await start({ kind: 'drawn', region });
    const sent = sentBy(await list(official, first.data.id));
    expect([...sent.values()].reduce((sum, persons) => sum + persons, 0)).toBeGreaterThan(30);
    for (const [id, persons] of sent) {
      expect(theirs).toContain(id);
      expect(persons).toBeLessThanOrEqual(40);
    }
    const loads = async (as: string, id: number) =>
      (await callAs<ShelterLoad[]>(app, as, 'emergency.shelters', { countyCode, id })).data;
    const [far] = (await loads(official, first.data.id)).filter(({ expected }) => expected > 0);
    expect(far).toMatchObject({ beyond: true, capacity: 40, others: 0 });
    expect(far?.name).not.toBe('');
    expect((await callAs(app, official, 'place.get', { countyCode, id: far?.id })).code).toBe('notFound');
    // The next village's own people find what is left of it, and are not sent into the water of the first.
    const [around] = await test.database.execute<{ region: Region }>(sql`
      select st_asgeojson(st_buffer(geometry, 0.002), 8, 0)::json as region from household
      where village_code = ${neighbour} and ended_at is null and geometry is not null order by id limit 1`);
    const second = await start({ kind: 'drawn', region: around?.region }, town, neighbour);
    expect(second.data.households).toBeGreaterThan(10);
    const also = sentBy(await list(town, second.data.id));
    for (const id of theirs) expect((sent.get(id) ?? 0) + (also.get(id) ?? 0)).toBeLessThanOrEqual(40);
    const seen = (await loads(town, second.data.id)).find(({ id }) => id === far?.id);
    expect(seen).toMatchObject({ beyond: false, others: sent.get(far?.id ?? 0) });
    for (const { id } of [first.data, second.data]) await callAs(app, town, 'emergency.end', { countyCode, id });
    for (const { id, capacity } of capacities)
      await test.database.execute(sql`update place set capacity = ${capacity} where id = ${id}`);
  });

  it('is started by officials of the area alone', async () => {
    expect((await start({ kind: 'drawn', region }, lane)).code).toBe('notAllowed');
    expect((await start({ kind: 'drawn', region }, official, countyCode)).code).toBe('notAllowed');
  });
});
