import { tableFromIPC } from '@uwdata/flechette';
import { sql } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  dossierSchema,
  type HouseholdItem,
  type HouseholdPage,
  type MemberSummary,
} from '../../../shared/household.ts';
import { openTestApp } from '../../support/app.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { peopleInClear } from '../../support/people.ts';
import { askingAs, signInAs } from '../../support/signIn.ts';

const countyCode = '371082';
const village = '371082999001';
let test: TestDatabase;
let app: FastifyInstance;
let inject: ReturnType<typeof askingAs>;

beforeAll(async () => {
  test = await openTestDatabase({ demo: true });
  ({ app } = await openTestApp(test.database));
  inject = askingAs(app, await signInAs(test.database, 'villageOfficial', countyCode));
});
afterAll(async () => {
  await app?.close();
  await test?.close();
});

type Answer<Data> = { data: Data | undefined; code: string | undefined; detail: unknown; body: string };

async function ask<Data>(procedure: string, input: object): Promise<Answer<Data>> {
  const response = await inject({ method: 'POST', url: `/trpc/${procedure}`, payload: input });
  const { result, error } = response.json();
  return { data: result?.data, code: error?.data.appCode, detail: error?.data.detail, body: response.body };
}

async function one<Row extends object>(query: ReturnType<typeof sql>): Promise<Row> {
  const [row]: unknown[] = [...(await test.database.execute(query))];
  if (!row) throw new Error('the demo lacks what the test needs');
  return { ...row } as Row;
}

describe('party members of a village', () => {
  it('are listed with their capacity, their home and the households in their care', async () => {
    const members = (await ask<MemberSummary[]>('member.list', { areaCode: village })).data ?? [];
    const counted = await one<{ members: number; links: number }>(sql`
      select (select count(*)::int from party_member where village_code = ${village} and ended_at is null) as members,
        (select count(*)::int from household_link where village_code = ${village} and to_on is null) as links`);
    expect(members).toHaveLength(counted.members);
    expect(members.reduce((sum, { households }) => sum + households, 0)).toBe(counted.links);
    expect(members.every(({ name, capacity }) => name !== '' && capacity > 0)).toBe(true);
    expect(members.some(({ position }) => position !== null)).toBe(true);
  });
});

const unplaced = () =>
  one<{ id: number; building: number; seq: number }>(sql`
    select household.id::float8 as id, building.id::float8 as building,
      (select seq::float8 from county_sequence where county_code = ${countyCode}) as seq
    from household cross join lateral (
      select id from building where village_code = ${village} and kind = 'home' order by id limit 1
    ) building
    where household.geometry is null and household.village_code = ${village} and ended_at is null order by household.id limit 1`);

describe('placing a household', () => {
  it('at its building stands it there, logs it, and sends it to every map', async () => {
    const { id, building, seq } = await unplaced();
    const before = (await ask<HouseholdPage>('household.unplaced', { areaCode: village })).data;
    expect(before?.items.map((item) => item.id)).toContain(id);
    const placed = await ask<{ household: HouseholdItem; seq: number }>('household.place', {
      countyCode,
      id,
      buildingId: building,
      position: [122.43, 36.9],
    });
    expect(placed.data?.seq).toBeGreaterThan(seq);

    const row = await one<{ inside: boolean; building: number; position: number[] }>(sql`
      select st_covers(building.geometry, household.geometry) as inside, building_id::float8 as building,
        json_build_array(st_x(household.geometry), st_y(household.geometry)) as position
      from household join building on building.id = building_id where household.id = ${id}`);
    expect(row).toEqual({ inside: true, building, position: placed.data?.household.position });

    const [change, ...others] = await test.database.execute<Record<string, unknown>>(
      sql`select actor, action, village_code, before, after from change where subject = 'household' and subject_id = ${id} and action = 'place'`,
    );
    expect(others).toEqual([]);
    expect(change).toMatchObject({
      actor: 'villageofficial-371082',
      village_code: village,
      before: expect.objectContaining({ position: null }),
      after: { buildingId: building, position: row.position },
    });
    const columns = await inject({ url: `/columns/household/${countyCode}?since=${seq}` });
    const table = tableFromIPC(new Uint8Array(columns.rawPayload));
    expect(table.numRows).toBe(1);
    expect(table.at(0)).toMatchObject({ id, lng: row.position[0], lat: row.position[1] });

    const after = (await ask<HouseholdPage>('household.unplaced', { areaCode: village })).data;
    expect(after?.total).toBe((before?.total ?? 0) - 1);
    const dossier = await ask<{ history: { action: string; after: string }[] }>('household.get', { countyCode, id });
    expect(dossier.data?.history[0]).toMatchObject({ action: 'place' });
  });

  it('outside its village, in a stranger building or after its end is refused and changes nothing', async () => {
    const { id, building } = await unplaced();
    const place = (input: object) =>
      ask('household.place', { countyCode, id, buildingId: null, position: [122.43, 36.9], ...input });
    const foreign = await one<{ id: number }>(
      sql`select id::float8 as id from building where village_code = '371082999003' limit 1`,
    );
    const state = () =>
      one(
        sql`select seq::text, (select count(*)::integer from change) as changes from county_sequence where county_code = ${countyCode}`,
      );
    const before = await state();
    expect(await place({ position: [122.9, 36.9] })).toMatchObject({
      code: 'outsideVillage',
      detail: { village: '海湾村' },
    });
    expect(await place({ buildingId: foreign.id })).toMatchObject({
      code: 'invalidInput',
      detail: { field: 'buildingId' },
    });
    expect(await place({ buildingId: 987_654_321 })).toMatchObject({ code: 'notFound' });
    expect(await place({ id: 987_654_321 })).toMatchObject({ code: 'notFound' });
    expect(await place({ position: [200, 0] })).toMatchObject({ code: 'invalidInput' });
    expect(await state()).toEqual(before);
    await test.database.execute(sql`update household set ended_at = current_date where id = ${id}`);
    expect(await place({ buildingId: building })).toMatchObject({ code: 'householdEnded' });
    await test.database.execute(sql`update household set ended_at = null where id = ${id}`);
  });
});

describe('a dossier', () => {
  it('holds the house, its people, zones, member, visits and nearby hazards, with identity numbers masked', async () => {
    const { id } = await one<{ id: number }>(sql`
      select household.id::float8 as id from household
      join household_link on household_id = household.id and to_on is null
      join person on person.household_id = household.id and person.is_head and phone_hash is not null and id_number_hash is not null
      join hazard on st_dwithin(hazard.geometry::geography, household.geometry::geography, 60)
      where exists (select from visit where visit.household_id = household.id) order by 1 limit 1`);
    const { data, body } = await ask('household.get', { countyCode, id });
    const dossier = dossierSchema.parse(data);
    const people = await peopleInClear(test.database, sql`household_id = ${id} and ended_at is null`);
    expect(dossier.people.map((person) => person.name).sort()).toEqual(people.map((person) => person.name).sort());
    expect(dossier.people[0]?.isHead).toBe(true);
    for (const { id: personId, phone, idNumber } of people) {
      const shown = dossier.people.find((person) => person.id === personId);
      expect(shown?.phone).toBe(phone);
      expect(shown?.idNumber).toBe(idNumber && `${idNumber.slice(0, 6)}********${idNumber.slice(-4)}`);
      if (idNumber) expect(body).not.toContain(idNumber);
    }
    expect(dossier.zones.map((zone) => zone.level)).toEqual(['grid', 'lane']);
    expect(dossier.member?.households).toBeGreaterThan(0);
    const near = await test.database.execute<{ id: number }>(sql`
      select hazard.id::float8 as id from hazard, household
      where household.id = ${id} and st_dwithin(hazard.geometry::geography, household.geometry::geography, 100)
      order by st_distance(hazard.geometry::geography, household.geometry::geography), 1`);
    expect(dossier.hazards.map((hazard) => hazard.id)).toEqual(near.map((hazard) => hazard.id));
    const visits = await one<{ count: number }>(
      sql`select count(*)::integer as count from visit where household_id = ${id}`,
    );
    expect(dossier.visitCount).toBe(visits.count);
  });
});

describe('lists and cards', () => {
  it('page through the households of a zone, of a member and of given ids, with their total', async () => {
    const zone = await one<{ id: number; total: number }>(sql`
      select parent_id::float8 as id, count(*)::integer as total from zone join household on lane_id = zone.id
      where household.ended_at is null group by 1 order by 2 desc limit 1`);
    const first = (await ask<HouseholdPage>('household.list', { countyCode, zoneId: zone.id })).data;
    const second = (await ask<HouseholdPage>('household.list', { countyCode, zoneId: zone.id, offset: 20 })).data;
    expect([first?.total, first?.items.length]).toEqual([zone.total, 20]);
    const ids = [...(first?.items ?? []), ...(second?.items ?? [])].map((item) => item.id);
    expect(new Set(ids).size).toBe(ids.length);
    const named = (await ask<HouseholdPage>('household.list', { countyCode, ids, limit: 5 })).data;
    expect([named?.total, named?.items.map((item) => item.id)]).toEqual([ids.length, ids.slice(0, 5)]);
    expect((await ask<HouseholdPage>('household.list', { countyCode, ids: [] })).data).toEqual({ total: 0, items: [] });

    const member = await one<{ id: number; total: number }>(
      sql`select member_id::float8 as id, count(*)::integer as total from household_link where to_on is null group by 1 order by 2 desc limit 1`,
    );
    const card = (
      await ask<{ households: HouseholdItem[]; phone: string }>('member.get', { countyCode, id: member.id })
    ).data;
    expect(card?.households.length).toBe(member.total);
    const cared = (await ask<HouseholdPage>('household.list', { countyCode, memberId: member.id })).data;
    expect(cared?.total).toBe(member.total);
  });

  it('of zones add the lanes up to their grid and name the lead', async () => {
    type Zone = {
      id: number;
      level: string;
      parentId: number | null;
      households: number;
      persons: number;
      leadName: string | null;
    };
    const zones = (await ask<Zone[]>('zone.list', { areaCode: village })).data ?? [];
    const grids = zones.filter((zone) => zone.level === 'grid');
    expect(grids.length).toBeGreaterThan(3);
    for (const grid of grids) {
      const lanes = zones.filter((zone) => zone.parentId === grid.id);
      expect(grid.households).toBe(lanes.reduce((sum, lane) => sum + lane.households, 0));
      expect(grid.persons).toBe(lanes.reduce((sum, lane) => sum + lane.persons, 0));
    }
    const [grid] = grids;
    const card = (
      await ask<Zone & { children: Zone[]; leadPhone: string | null }>('zone.get', { countyCode, id: grid?.id ?? 0 })
    ).data;
    expect(card?.children).toEqual(zones.filter((zone) => zone.parentId === grid?.id));
    const lead = await test.database.execute<{ name: string }>(
      sql`select name from person join zone_lead on person_id = person.id where zone_id = ${grid?.id ?? 0} and to_on is null`,
    );
    expect(card?.leadName ?? undefined).toBe(lead[0]?.name);
    expect(
      (await ask<Zone[]>('zone.list', { areaCode: countyCode })).data?.every((zone) => zone.parentId === null),
    ).toBe(true);
  });

  it('of a hazard count who is within 100 m of it', async () => {
    const hazard = await one<{ id: number; households: number; key_persons: number }>(sql`
      select hazard.id::float8 as id, count(distinct household.id)::integer as households,
        count(distinct key_person.person_id)::integer as key_persons
      from hazard
      join household on st_dwithin(hazard.geometry::geography, household.geometry::geography, 100) and household.ended_at is null
      left join person on person.household_id = household.id and person.ended_at is null
      left join key_person on key_person.person_id = person.id and key_person.to_on is null
      group by hazard.id order by 2 desc limit 1`);
    const card = (await ask<object>('hazard.get', { countyCode, id: hazard.id })).data;
    expect(card).toMatchObject({ householdsNearby: hazard.households, keyPersonsNearby: hazard.key_persons });
    for (const kind of ['place', 'asset', 'hazard', 'member', 'zone']) {
      expect((await ask(`${kind}.get`, { countyCode, id: 987_654_321 })).code, kind).toBe('notFound');
    }
  });
});
