import type { Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Scope } from '../../../server/auth/scope.ts';
import { type Access, recordAccess } from '../../../server/db/recordAccess.ts';
import { read, write } from '../../../server/db/transaction.ts';
import { exportAudit } from '../../../server/features/audit/export.ts';
import { listAudit, listLookers } from '../../../server/features/audit/list.ts';
import { type AuditPageInput, auditPageInputSchema } from '../../../shared/audit.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { scopeOf } from '../../support/scope.ts';

const county = '371082';
const [village, neighbour] = ['371082999001', '371082999002'];
const analyst = scopeOf('countyAnalyst', county);

let opened: TestDatabase;
let client: Sql;
beforeAll(async () => {
  opened = await openTestDatabase();
  client = opened.database.$client;
  await client`insert into area (county_code, code, level, parent_code, name) values
    (${county}, ${county}, 'county', null, '县'), (${county}, '371082999', 'town', ${county}, '镇'),
    (${county}, ${village}, 'village', '371082999', '甲村'), (${county}, ${neighbour}, 'village', '371082999', '乙村')`;
  await client`insert into household (county_code, id, village_code, number) overriding system value values
    (${county}, 1, ${village}, 'H-0001'), (${county}, 2, ${neighbour}, 'H-0002')`;
  await client`insert into person (county_code, id, village_code, household_id, name) overriding system value values
    (${county}, 11, ${village}, 1, '甲'), (${county}, 12, ${neighbour}, 2, '乙')`;
  const look = (access: Partial<Access>) =>
    write(opened.database, analyst, (tx) =>
      recordAccess(tx, {
        countyCode: county,
        villageCode: village,
        subject: 'household',
        subjectIds: [1],
        fields: ['name'],
        ...access,
      }),
    );
  for (let n = 0; n < 120; n += 1)
    await look({ subject: 'list', subjectIds: [1, 2, 3, 4, 5, 6, 7], villageCode: null });
  await look({});
  await look({ villageCode: neighbour, subjectIds: [2] });
  await look({ subject: 'person', subjectIds: [11], fields: ['idNumber'], reason: '=cmd("核对")', glass: true });
  await client`insert into change (county_code, village_code, at, account_id, actor, action, subject, subject_id, before, after) values
    (${county}, ${village}, '2026-03-01T15:59:59Z', 'a1', '王主任', 'place', 'household', 1, '{"position": null, "buildingId": 7}', '{"position": [122, 37], "buildingId": 7}'),
    (${county}, ${village}, '2026-03-01T16:00:00Z', 'a2', '李网格长', 'place', 'household', 1, null, '{"position": [122, 37]}'),
    (${county}, ${neighbour}, '2026-03-02T15:59:59Z', null, 'import', 'import', 'person', 12, null, '{"name": "乙"}')`;
});
afterAll(() => opened.close());

const list = (input: Partial<AuditPageInput>, scope = analyst) =>
  read(opened.database, scope, (tx) =>
    listAudit(tx, auditPageInputSchema.parse({ log: 'access_record', areaCode: county, ...input })),
  );

describe('the log of looks', () => {
  test('comes newest first in pages of fifty, each look once, with the number of all', async () => {
    const ids: number[] = [];
    let page = await list({});
    expect(page.total).toBe(123);
    for (;;) {
      ids.push(...page.items.map(({ id }) => id));
      if (!page.hasMore) break;
      expect(page.items).toHaveLength(50);
      page = await list({ before: page.items.at(-1)?.id });
      expect(page.total).toBeNull();
    }
    expect(ids).toEqual(Array.from({ length: 123 }, (_, n) => 123 - n));
  });

  test('says who saw which fields of whom, from where, how and why', async () => {
    const { items } = await list({ glassOnly: true });
    expect(items).toEqual([
      {
        id: 123,
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        villageCode: village,
        accountId: 'test',
        actor: 'test',
        action: 'test',
        subject: 'person',
        subjectIds: [11],
        subjectCount: 1,
        numbers: ['H-0001'],
        fields: ['idNumber'],
        address: '127.0.0.1',
        reason: '=cmd("核对")',
        glass: true,
      },
    ]);
  });

  test('names the first few of many subjects, and the households among them that the reader may know', async () => {
    const { items } = await list({ subject: 'list' });
    expect(items[0]).toMatchObject({ subjectIds: [1, 2, 3, 4, 5], subjectCount: 7, numbers: ['H-0001', 'H-0002'] });
  });

  test.each<[string, Partial<AuditPageInput>, number]>([
    ['a subject by its id', { subject: 'household', subjectId: 2 }, 1],
    ['a village', { areaCode: village }, 2],
    ['part of a name', { who: 'es' }, 123],
    ['an account', { who: 'test' }, 123],
    ['another procedure', { action: 'household.get' }, 0],
    ['days before it began', { to: '2020-01-01' }, 0],
    ['days from then on', { from: '2020-01-01' }, 123],
  ])('is filtered by %s', async (_what, filter, total) => {
    expect((await list(filter)).total).toBe(total);
  });

  test('shows a reader only their own area, whatever they ask for', async () => {
    const { items, total } = await list({}, scopeOf('villageOfficial', neighbour));
    expect(total).toBe(1);
    expect(items).toMatchObject([{ villageCode: neighbour, subjectIds: [2], numbers: ['H-0002'] }]);
    expect((await list({ areaCode: village }, scopeOf('villageOfficial', neighbour))).total).toBe(0);
    expect((await list({}, scopeOf('laneLead', village))).total).toBe(0);
  });
});

describe('the log of writes', () => {
  test('names what was altered, without the values', async () => {
    const { items } = await list({ log: 'change', areaCode: village });
    expect(items.map(({ actor, fields, numbers }) => ({ actor, fields, numbers }))).toEqual([
      { actor: '李网格长', fields: ['position'], numbers: ['H-0001'] },
      { actor: '王主任', fields: ['position'], numbers: ['H-0001'] },
    ]);
    expect(JSON.stringify(await list({ log: 'change' }))).not.toMatch(/乙|122/);
  });

  test('counts days as they are in China', async () => {
    const day = async (from: string, to: string) =>
      (await list({ log: 'change', from, to })).items.map(({ actor }) => actor);
    expect(await day('2026-03-01', '2026-03-01')).toEqual(['王主任']);
    expect(await day('2026-03-02', '2026-03-02')).toEqual(['import', '李网格长']);
  });
});

test('a dossier tells who looked: at the household, at somebody in it, or at a list with it', async () => {
  const lookers = (id: number, before?: number) =>
    read(opened.database, scopeOf('villageOfficial', village), (tx) =>
      listLookers(tx, { countyCode: county, id, before }),
    );
  const first = await lookers(1);
  expect(first.items.slice(0, 2)).toMatchObject([
    { fields: ['idNumber'], glass: true, actor: 'test' },
    { fields: ['name'], glass: false },
  ]);
  // A list of several villages is the county's to know.
  expect(first).toMatchObject({ hasMore: false, items: { length: 2 } });
  const all = await read(opened.database, analyst, (tx) => listLookers(tx, { countyCode: county, id: 1 }));
  expect(all).toMatchObject({ hasMore: true, items: { length: 50 } });
  expect((await lookers(2)).items).toEqual([]);
});

test('a lane lead sees who looked at the households in their charge, in a list as well, and at no others', async () => {
  const lead = new Scope(
    { accountId: 'lead', actor: 'lead' },
    [
      {
        role: 'laneLead',
        reach: { kind: 'zone', villageCode: village, zoneId: 1, zones: [1], above: [], households: [1] },
      },
    ],
    [11],
  );
  const lookers = (id: number) => read(opened.database, lead, (tx) => listLookers(tx, { countyCode: county, id }));
  const { items, hasMore } = await lookers(1);
  expect(items.slice(0, 2)).toMatchObject([{ glass: true }, { fields: ['name'] }]);
  expect({ length: items.length, hasMore }).toEqual({ length: 50, hasMore: true });
  const elsewhere = new Scope({ accountId: 'lead', actor: 'lead' }, [
    {
      role: 'laneLead',
      reach: { kind: 'zone', villageCode: neighbour, zoneId: 2, zones: [2], above: [], households: [9] },
    },
  ]);
  expect(
    (await read(opened.database, elsewhere, (tx) => listLookers(tx, { countyCode: county, id: 1 }))).items,
  ).toEqual([]);
});

describe('the export', () => {
  const exported = async (input: object) => {
    let text = '';
    let before: number | undefined;
    do {
      const page = await read(opened.database, analyst, (tx) =>
        exportAudit(tx, {
          ...auditPageInputSchema.parse({ log: 'access_record', areaCode: county, ...input, before }),
          language: 'zh',
        }),
      );
      text += page.csv;
      before = page.before ?? undefined;
    } while (before !== undefined);
    return text;
  };

  test('has every row the list has, and a spreadsheet takes it for UTF-8', async () => {
    const text = await exported({});
    expect(text.startsWith('\uFEFF编号,时间 (UTC),')).toBe(true);
    expect(text.trimEnd().split('\r\n')).toHaveLength(124);
  });

  test('has no cell that a spreadsheet would run', async () => {
    expect(await exported({ glassOnly: true })).toContain(`,"'=cmd(""核对"")",✓`);
  });
});
