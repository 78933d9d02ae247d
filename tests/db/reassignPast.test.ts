import { isDeepStrictEqual } from 'node:util';
import { sql } from 'drizzle-orm';
import exceljs from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importFile } from '../../geodata/import/run.ts';
import type { Move } from '../../shared/move.ts';
import { type Caller, callerWith } from '../support/calling.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { scratch } from '../support/importing.ts';
import {
  approved,
  countyCode,
  day,
  draft,
  type Lane,
  lanesOf,
  publish,
  refOf,
  seen,
  village,
} from '../support/reassigning.ts';

const files = scratch();
let test: TestDatabase;
let official: Caller;
let colleague: Caller;
let analyst: Caller;
let lanes: Lane[];

beforeAll(async () => {
  test = await openTestDatabase({ demo: true });
  const as = async (name: string, role: 'villageOfficial' | 'countyAnalyst', areaCode: string) =>
    (await callerWith(test.database, { name, role, areaCode })).call;
  official = await as('official', 'villageOfficial', village);
  colleague = await as('colleague', 'villageOfficial', village);
  analyst = await as('analyst', 'countyAnalyst', countyCode);
  lanes = await lanesOf(test.database);
});
afterAll(async () => {
  files.remove();
  await test?.close();
});

type Line = { id: number; at: string; before: { laneId: number | null }; after: { laneId: number | null } };

/** Moves between lanes in the log of the demo, oldest first. */
async function laneLog(): Promise<Line[]> {
  const rows = await test.database.execute<Line>(sql`
    select subject_id::float8 as id, to_char(at at time zone interval '8 hours', 'YYYY-MM-DD') as at, before, after
    from change
    where village_code = ${village} and subject = 'household' and action = 'assign'
    order by change.at, change.id`);
  return [...rows];
}

/** The log says before each move what it said after the one before it, and ends with what is there now. */
async function expectLogToLeadHere(): Promise<void> {
  const last = new Map<number, number | null>();
  for (const { id, before, after } of await laneLog()) {
    if (last.has(id)) expect(before.laneId).toBe(last.get(id));
    last.set(id, after.laneId);
  }
  const now = await lanesNow();
  for (const [id, lane] of last) expect(now.get(id)).toBe(lane ?? 0);
}

async function lanesNow(): Promise<Map<number, number>> {
  const rows = await test.database.execute<{ id: number; lane: number }>(sql`
    select id::float8 as id, coalesce(lane_id, 0)::float8 as lane from household where village_code = ${village} and ended_at is null`);
  return new Map([...rows].map(({ id, lane }) => [id, lane]));
}

describe('a past day', () => {
  it('has a log that leads to the present, so that any day can be told from it', async () => {
    expect((await laneLog()).length).toBeGreaterThan(10);
    await expectLogToLeadHere();
  });

  it('shows every household where it was, its member and every lead of the day', async () => {
    const log = await laneLog();
    const days = [day(-1200), ...log.filter((_, at) => at % 5 === 0).map(({ at }) => at), day(-1), day()];
    for (const past of days) {
      const expected = await lanesNow();
      for (const line of log.toReversed()) if (line.at > past) expected.set(line.id, line.before.laneId ?? 0);
      const seen = await official.reassign.asOf({ villageCode: village, day: past });
      expect(new Map(seen.household.map((id, row) => [id, seen.lane[row] ?? 0])), past).toEqual(expected);
      const members = await test.database.execute<{ id: number; member: number }>(sql`
        select household_id::float8 as id, member_id::float8 as member from household_link
        where village_code = ${village} and daterange(from_on, to_on) @> ${past}::date order by 1`);
      const linked = seen.household.flatMap((id, row) => (seen.member[row] ? [{ id, member: seen.member[row] }] : []));
      expect(linked, past).toEqual([...members]);
      const leads = await test.database.execute<{ zone: number; name: string }>(sql`
        select zone_id::float8 as zone, person.name from zone_lead join person on person.id = person_id
        where zone_lead.village_code = ${village} and daterange(from_on, to_on) @> ${past}::date order by 1`);
      expect(
        seen.zones.flatMap(({ id, leadName }) => (leadName === null ? [] : [{ zone: id, name: leadName }])),
        past,
      ).toEqual([...leads]);
      const total = seen.zones
        .filter(({ parentId }) => parentId === null)
        .reduce((sum, { households }) => sum + households, 0);
      expect(total).toBe([...expected.values()].filter((lane) => lane > 0).length);
    }
  });

  it('is told apart from today by what was published, split and merged today, borders included', async () => {
    const before = await official.reassign.asOf({ villageCode: village, day: day() });
    const [a, b, c] = lanes.filter(({ households }) => households.length > 6) as [Lane, Lane, Lane];
    const move: Move = { slot: 'lane', id: a.households[0] ?? 0, from: a.id, to: b.id };
    await publish(await approved(await draft(official, [move]), official, colleague), colleague);
    await official.reassign.zone.split({
      countyCode,
      id: b.id,
      by: { kind: 'parts', parts: [[], b.households.slice(0, 3)] },
    });
    await official.reassign.zone.merge({ countyCode, into: a.id, zoneIds: [c.id] });
    const yesterday = await official.reassign.asOf({ villageCode: village, day: day(-1) });
    const names = (zones: typeof before.zones) =>
      zones.map(({ id, name, parentId, households, border }) => ({ id, name, parentId, households, border }));
    expect(names(yesterday.zones.filter(({ id }) => id !== c.id))).toEqual(
      names(before.zones.filter(({ id }) => id !== c.id)),
    );
    expect(yesterday.zones.find(({ id }) => id === c.id)).toMatchObject({
      ended: true,
      households: c.households.length,
    });
    expect(yesterday.lane).toEqual(before.lane);
    const borderOf = (seen: typeof before, id: number) => seen.zones.find((zone) => zone.id === id)?.border ?? null;
    expect(borderOf(yesterday, c.id)).toEqual(borderOf(before, c.id));
    const today = await official.reassign.asOf({ villageCode: village, day: day() });
    expect(today.zones.length).toBe(before.zones.length);
    const redrawn = before.zones.filter(
      ({ id }) => id !== c.id && !isDeepStrictEqual(borderOf(today, id), borderOf(before, id)),
    );
    expect(redrawn.map(({ id }) => id).toSorted()).toEqual([a.id, b.id].toSorted());
    expect(today.lane[today.household.indexOf(move.id)]).toBe(b.id);
    expect(new Map(today.household.map((id, row) => [id, today.lane[row] ?? 0]))).toEqual(await lanesNow());
  });

  it('is told from the same log after a file was imported that put households elsewhere', async () => {
    const seen = (past: string) => official.reassign.asOf({ villageCode: village, day: past });
    const yesterday = await seen(day(-1));
    lanes = await lanesOf(test.database);
    const [from, to] = lanes.filter(({ households }) => households.length > 2) as [Lane, Lane];
    const moved = from.households.slice(0, 2);
    const named = async (table: 'zone' | 'household', ids: readonly number[]) =>
      test.database.execute<{ number: string; name: string }>(
        sql`select number, name from ${sql.raw(table)} where county_code = ${countyCode} and id = any(${`{${ids.join(',')}}`}::bigint[])`,
      );
    const [lane] = await named('zone', [to.id]);
    const homes = await named('household', moved);
    const path = files.file(
      'moved.csv',
      ['户编号,街巷', ...homes.map(({ number }) => `${number},${lane?.name}`)].join('\n'),
    );
    const report = await importFile(test.database, { path, kind: 'household', village });
    expect(report.tables.household).toMatchObject({ updated: 2, new: 0 });
    const now = await seen(day());
    for (const id of moved) expect(now.lane[now.household.indexOf(id)]).toBe(to.id);
    expect((await seen(day(-1))).lane).toEqual(yesterday.lane);
    await expectLogToLeadHere();
    // Once more is no move at all.
    const lines = (await laneLog()).length;
    await importFile(test.database, { path, kind: 'household', village });
    expect((await laneLog()).length).toBe(lines);
  });

  it('has the names and borders it had before a file brought others, and an official drew the border once more', async () => {
    const seen = (past: string) => official.reassign.asOf({ villageCode: village, day: past });
    const told = async (past: string, id: number) => (await seen(past)).zones.find((zone) => zone.id === id);
    lanes = await lanesOf(test.database);
    const [{ gridId } = { gridId: 0 }] = lanes;
    const yesterday = await told(day(-1), gridId);
    const [grid] = await test.database.execute<{ number: number }>(
      sql`select number from zone where county_code = ${countyCode} and id = ${gridId}`,
    );
    const box = (east: number, north: number) => [
      [
        [122.6, 36.8],
        [east, 36.8],
        [east, north],
        [122.6, north],
        [122.6, 36.8],
      ],
    ];
    const feature = {
      type: 'Feature',
      properties: { 层级: '网格', 编号: grid?.number, 名称: '换名网格' },
      geometry: { type: 'MultiPolygon', coordinates: [box(122.601, 36.801)] },
    };
    const path = files.file('zones.geojson', JSON.stringify({ type: 'FeatureCollection', features: [feature] }));
    const report = await importFile(test.database, { path, kind: 'zone', village });
    expect(report.tables.zone).toMatchObject({ updated: 1, new: 0 });
    const drawn = { type: 'MultiPolygon' as const, coordinates: [box(122.602, 36.802)] as [number, number][][][] };
    await official.reassign.zone.borders({ villageCode: village, borders: [{ id: gridId, geometry: drawn }] });
    expect(await told(day(), gridId)).toMatchObject({ name: '换名网格', border: drawn });
    expect(await told(day(-1), gridId)).toEqual(yesterday);
    const lines = async () =>
      (await test.database.execute(sql`select from change where subject = 'zone' and action in ('rename', 'border')`))
        .length;
    const before = await lines();
    await importFile(test.database, { path, kind: 'zone', village });
    expect(await lines()).toBe(before + 1);
    expect(await told(day(-1), gridId)).toEqual(yesterday);
  });
});

describe('a difference', () => {
  it('says who goes from whom to whom, with names as far as the reader may know them, and leaves a record', async () => {
    lanes = await lanesOf(test.database);
    const [a, b] = lanes.filter(({ households }) => households.length > 6) as [Lane, Lane];
    const ids = a.households.slice(0, 2);
    const one = await draft(
      official,
      ids.map((id): Move => ({ slot: 'lane', id, from: a.id, to: b.id })),
      '=甲案',
    );
    const other = await draft(official, [{ slot: 'lane', id: ids[0] ?? 0, from: a.id, to: b.id }], '乙案');
    const heads = await test.database.execute<{ name: string; number: string }>(sql`
      select coalesce(nullif(household.name, ''), person.name) as name, household.number from household
      left join person on person.household_id = household.id and person.is_head and person.ended_at is null
      where household.id in (${ids[0]}, ${ids[1]}) order by household.id`);
    const diff = await official.reassign.plan.diff(refOf(one));
    expect(diff.rows.map(({ label, name, move }) => ({ label, name, move }))).toEqual(
      ids.map((id, at) => ({
        label: heads[at]?.number,
        name: heads[at]?.name,
        move: { slot: 'lane', id, from: a.id, to: b.id },
      })),
    );
    expect(diff.holders.map(({ id }) => id).toSorted()).toEqual([a.id, b.id].toSorted());
    const shown = await test.database.execute(sql`
      select id from access_record where account_id = 'official' and action = 'reassign.plan.diff' and subject_ids @> ${`{${ids.join(',')}}`}::bigint[]`);
    expect(shown.length).toBe(1);
    const masked = await analyst.reassign.plan.diff(refOf(one));
    const people = masked.rows.filter((_, at) => heads[at]?.name && (heads[at]?.name.length ?? 0) < 4);
    for (const { name } of people) expect(name === '' || name.endsWith('*') || name.length > 3).toBe(true);
    const between = await official.reassign.plan.diff({ ...refOf(one), against: other.id });
    expect(between.rows.map(({ move }) => move)).toEqual([{ slot: 'lane', id: ids[1], from: a.id, to: b.id }]);

    const notices = await official.reassign.plan.notices(refOf(one));
    expect(notices.map(({ holder, gains, loses }) => [holder.id, gains.length, loses.length])).toEqual(
      [
        [a.id, 0, 2],
        [b.id, 2, 0],
      ].toSorted((x, y) => (x[0] ?? 0) - (y[0] ?? 0)),
    );
    expect(notices[0]?.holders.map(({ id }) => id)).toEqual([notices[1]?.holder.id]);
  });

  it('names the zones of others to a grid lead, but not who leads them, and tells the lead the past of their own', async () => {
    lanes = await lanesOf(test.database);
    const [a] = lanes.filter(({ households }) => households.length > 6) as [Lane];
    const foreign = lanes.find(({ gridId, households }) => gridId !== a.gridId && households.length > 2) as Lane;
    const { call: lead } = await callerWith(test.database, {
      name: 'lead',
      role: 'gridLead',
      areaCode: village,
      zoneId: a.gridId,
    });
    const plan = await draft(
      official,
      [{ slot: 'lane', id: a.households[0] ?? 0, from: a.id, to: foreign.id }],
      '丙案',
    );
    await official.reassign.plan.submit(seen(plan));
    const named = await official.reassign.plan.diff(refOf(plan));
    const told = await lead.reassign.plan.diff(refOf(plan));
    const nameOf = (diff: typeof named, id: number) => diff.holders.find((holder) => holder.id === id);
    expect(nameOf(told, foreign.id)).toEqual({ ...nameOf(named, foreign.id), leadName: null });
    expect(nameOf(told, a.id)).toEqual(nameOf(named, a.id));

    const before = await lead.reassign.asOf({ villageCode: village, day: day(-1) });
    await official.reassign.zone.rename({ countyCode, id: a.id, name: '新名' });
    const after = await lead.reassign.asOf({ villageCode: village, day: day(-1) });
    expect(after.zones).toEqual(before.zones);
    const now = await lead.reassign.asOf({ villageCode: village, day: day() });
    expect(now.zones.find(({ id }) => id === a.id)?.name).toBe('新名');
  });

  it('is written as a table that no spreadsheet runs', async () => {
    lanes = await lanesOf(test.database);
    const [a, b] = lanes.filter(({ households }) => households.length > 6) as [Lane, Lane];
    const id = a.households[0] ?? 0;
    await test.database.execute(sql`update household set address = '=1+1', number = '0012' where id = ${id}`);
    const plan = await draft(official, [{ slot: 'lane', id, from: a.id, to: b.id }], '=甲/案');
    const csv = await official.reassign.plan.export({ ...refOf(plan), format: 'csv' });
    expect(csv.fileName).toBe('=甲 案.csv');
    const text = Buffer.from(csv.base64, 'base64').toString('utf8');
    expect(text.startsWith('\uFEFF调整,')).toBe(true);
    expect(text.split('\r\n')[1]).toMatch(/^住户,0012,'=1\+1,/);
    expect(text.trimEnd().split('\r\n').at(-1)).toMatch(/^由 .+ 于 \d{4}-\d\d-\d\d \d\d:\d\d 导出$/);
    const xlsx = await official.reassign.plan.export({ ...refOf(plan), format: 'xlsx', language: 'en' });
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load(Uint8Array.from(Buffer.from(xlsx.base64, 'base64')).buffer);
    const cells = workbook.worksheets[0]?.getRow(2);
    expect([cells?.getCell(2).value, cells?.getCell(3).value]).toEqual(['0012', '=1+1']);
    expect([cells?.getCell(2).type, cells?.getCell(3).type]).toEqual([
      exceljs.ValueType.String,
      exceljs.ValueType.String,
    ]);
  });
});
