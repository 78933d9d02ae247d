import type { Sql, TransactionSql } from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connect } from '../../server/db/connect.ts';
import { type Access, recordAccess } from '../../server/db/recordAccess.ts';
import { maintain, write } from '../../server/db/transaction.ts';
import { pruneLogs } from '../../server/features/audit/prune.ts';
import { verifyLogs } from '../../server/features/audit/verify.ts';
import type { LogName, LogReport } from '../../shared/audit.ts';
import { databaseKind, openTestDatabase, type TestDatabase } from '../support/database.ts';
import { scopeOf } from '../support/scope.ts';

const scope = scopeOf('villageOfficial', '371082');
const county = '371082';
const village = '371082999001';

let opened: TestDatabase;
let client: Sql;
beforeAll(async () => {
  opened = await openTestDatabase();
  client = opened.database.$client;
});
afterAll(() => opened.close());

const tampered = ['change', 'access_record', 'log_seal', 'log_head'];

/** As a superuser does who wants to leave no trace. */
async function pastTheTriggers(work: (sql: TransactionSql) => Promise<unknown>): Promise<void> {
  await client.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await work(tx);
  });
}

beforeEach(async () => {
  await pastTheTriggers(async (sql) => {
    for (const table of tampered) await sql`delete from ${sql(table)}`;
    for (const table of ['change', 'access_record'])
      await sql`select setval(pg_get_serial_sequence(${table}, 'id'), 1, false)`;
  });
});

const access: Access = {
  countyCode: county,
  villageCode: village,
  subject: 'household',
  subjectIds: [217],
  fields: ['name', 'phone'],
};
const look = (changes: Partial<Access> = {}) =>
  write(opened.database, scope, (tx) => recordAccess(tx, { ...access, ...changes }));
const changes = (count: number, countyCode = county) => client`
  insert into change (county_code, village_code, actor, action, subject, subject_id, before, after)
  select ${countyCode}, ${village}, '李', 'move', 'household', n, '{"lane": 1}'::jsonb, jsonb_build_object('lane', n, '备注', '“甲”')
  from generate_series(1, ${count}::integer) n`;

async function report(log: LogName, countyCode = county): Promise<LogReport> {
  const reports = await maintain(opened.database, 'test', verifyLogs, { snapshot: true });
  const found = reports.find((each) => each.log === log && each.countyCode === countyCode);
  if (!found) throw new Error(`no report of ${log}`);
  return found;
}

describe('a look at personal detail', () => {
  test('is kept with who, whose, which fields, from where and why', async () => {
    await write(opened.database, scope, async (tx) => {
      await tx.execute(`select set_config('cuntu.account', 'a1', true), set_config('cuntu.address', '10.0.0.7', true),
        set_config('cuntu.action', 'household.get', true)`);
      await recordAccess(tx, { ...access, subjectIds: [217, 218], reason: '老人未应门', glass: true });
    });
    const rows =
      await client`select village_code, account_id, actor, subject, subject_ids, fields, action, address, reason, glass from access_record`;
    expect([...rows]).toEqual([
      {
        village_code: village,
        account_id: 'a1',
        actor: 'test',
        subject: 'household',
        subject_ids: ['217', '218'],
        fields: ['name', 'phone'],
        action: 'household.get',
        address: '10.0.0.7',
        reason: '老人未应门',
        glass: true,
      },
    ]);
  });

  test('at nobody leaves no record', async () => {
    await look({ subjectIds: [] });
    expect((await client`select 1 from access_record`).length).toBe(0);
  });

  test('that fails is not recorded', async () => {
    await expect(
      write(opened.database, scope, async (tx) => {
        await recordAccess(tx, access);
        throw new Error('the card could not be read');
      }),
    ).rejects.toThrow();
    expect((await client`select 1 from access_record`).length).toBe(0);
  });
});

describe('both logs', () => {
  test.each(['change', 'access_record', 'log_seal'])('%s is only added to, even by its owner', async (table) => {
    await look();
    await changes(1);
    await expect(client`update ${client(table)} set county_code = county_code`).rejects.toThrow(/only added to/);
    await expect(client`delete from ${client(table)}`).rejects.toThrow(/only added to/);
    await expect(client`truncate ${client(table)}`).rejects.toThrow(/only added to/);
  });

  test('are whole after many writers, each statement one seal, each county its own chain', async () => {
    await changes(1000);
    await changes(3, '371083');
    const pool = databaseKind === 'native' ? connect(opened.url, { max: 6 }) : opened.database;
    await Promise.all(Array.from({ length: 30 }, () => write(pool, scope, (tx) => recordAccess(tx, access))));
    if (pool !== opened.database) await pool.$client.end();
    const [change, looks, other] = [
      await report('change'),
      await report('access_record'),
      await report('change', '371083'),
    ];
    expect(change).toMatchObject({ rows: 1000, seals: 1, breaks: [] });
    expect(looks).toMatchObject({ rows: 30, seals: 30, breaks: [] });
    expect(other).toMatchObject({ rows: 3, seals: 1, breaks: [] });
    expect(new Set([change.head, looks.head, other.head]).size).toBe(3);
  });

  test('are whole whatever the time zone and whatever columns come later', async () => {
    const lookFrom = (zone: string, style: string) =>
      write(opened.database, scope, async (tx) => {
        await tx.execute(`select set_config('timezone', '${zone}', true), set_config('datestyle', '${style}', true)`);
        await recordAccess(tx, access);
      });
    await lookFrom('Asia/Shanghai', 'German');
    await client`alter table access_record add column later text default 'x'`;
    await lookFrom('America/New_York', 'ISO');
    expect(await report('access_record')).toMatchObject({ rows: 2, breaks: [] });
    await client`alter table access_record drop column later`;
    await look();
    expect(await report('access_record')).toMatchObject({ rows: 3, breaks: [] });
  });
});

describe('following the chain says where', () => {
  beforeEach(async () => {
    await changes(10);
    for (let n = 0; n < 4; n += 1) await look();
  });
  const seal = (number: number) => ({ seal: number, sealedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) });

  test('a row was removed', async () => {
    await pastTheTriggers((sql) => sql`delete from access_record where id = 3`);
    await pastTheTriggers((sql) => sql`delete from change where id in (2, 5, 6)`);
    expect((await report('access_record')).breaks).toEqual([{ kind: 'rowsMissing', ...seal(3), ids: '3' }]);
    expect((await report('change')).breaks).toEqual([{ kind: 'rowsMissing', ...seal(1), ids: '2, 5-6' }]);
  });

  test.each([
    ['who', `actor = '别人'`],
    ['when', `at = at + interval '1 microsecond'`],
    ['whose', `subject_ids = '{218}'`],
    ['which fields', `fields = '{name}'`],
    ['why', `reason = '走访'`],
    ['from where', `address = '10.0.0.8'`],
    ['breaking the glass', 'glass = true'],
    ['the village', `village_code = '371082999002'`],
    ['the account', `account_id = 'a2'`],
  ])('a row was altered: %s', async (_what, set) => {
    await pastTheTriggers((sql) => sql.unsafe(`update access_record set ${set} where id = 2`));
    expect((await report('access_record')).breaks).toEqual([{ kind: 'rowsAltered', ...seal(2), ids: '2' }]);
  });

  test.each([
    `before = '{"lane": 2}'`,
    'before = null',
    `after = after || '{"lane": 99}'`,
    `action = 'place'`,
    'subject_id = 9',
    `account_id = 'a2'`,
    'plan_id = 1',
  ])('a change was altered: %s', async (set) => {
    await pastTheTriggers((sql) => sql.unsafe(`update change set ${set} where id = 7`));
    expect((await report('change')).breaks).toEqual([{ kind: 'rowsAltered', ...seal(1), ids: '1-10' }]);
  });

  test('a row was slipped in', async () => {
    await pastTheTriggers(
      (sql) =>
        sql`insert into change (county_code, actor, action, subject) values (${county}, '李', 'move', 'household')`,
    );
    expect((await report('change')).breaks).toEqual([{ kind: 'rowsUnsealed', ids: '11' }]);
  });

  test('a row was moved to another county', async () => {
    await pastTheTriggers((sql) => sql`update access_record set county_code = '371083' where id = 2`);
    expect((await report('access_record')).breaks).toEqual([{ kind: 'rowsMissing', ...seal(2), ids: '2' }]);
    expect((await report('access_record', '371083')).breaks).toEqual([{ kind: 'rowsUnsealed', ids: '2' }]);
  });

  test('a seal was cut out with its row', async () => {
    await pastTheTriggers(async (sql) => {
      await sql`delete from access_record where id = 2`;
      await sql`delete from log_seal where log = 'access_record' and number = 2`;
    });
    expect((await report('access_record')).breaks).toEqual([{ kind: 'sealsMissing', from: 2, to: 2 }]);
  });

  test('the seals after a cut were numbered anew', async () => {
    await pastTheTriggers(async (sql) => {
      await sql`delete from access_record where id = 2`;
      await sql`delete from log_seal where log = 'access_record' and number = 2`;
      for (const number of [3, 4])
        await sql`update log_seal set number = ${number - 1} where log = 'access_record' and number = ${number}`;
      await sql`update log_head set number = 3 where log = 'access_record'`;
    });
    const { breaks } = await report('access_record');
    expect(breaks).toEqual([
      { kind: 'sealAltered', ...seal(2) },
      { kind: 'sealAltered', ...seal(3) },
    ]);
  });

  test('a row was altered together with the digest of its seal', async () => {
    await pastTheTriggers(async (sql) => {
      await sql`update access_record set actor = '别人' where id = 2`;
      await sql`update log_seal set digest = sha256(sha256(convert_to(log_line(access_record), 'UTF8')))
        from access_record where id = 2 and log = 'access_record' and number = 2`;
    });
    expect((await report('access_record')).breaks).toEqual([{ kind: 'sealAltered', ...seal(2) }]);
  });

  test('the newest rows were cut off with their seals', async () => {
    await pastTheTriggers(async (sql) => {
      await sql`delete from access_record where id > 2`;
      await sql`delete from log_seal where log = 'access_record' and number > 2`;
    });
    expect((await report('access_record')).breaks).toEqual([{ kind: 'sealsMissing', from: 3, to: 4 }]);
  });

  test('and when the end of the chain was put back as well, a hash that was noted elsewhere still tells', async () => {
    const { head: noted } = await report('access_record');
    await pastTheTriggers(async (sql) => {
      await sql`delete from access_record where id > 2`;
      await sql`delete from log_seal where log = 'access_record' and number > 2`;
      await sql`update log_head set number = 2, hash = log_seal.hash
        from log_seal where log_seal.number = 2 and log_seal.log = 'access_record' and log_head.log = 'access_record'`;
    });
    const seen: string[] = [];
    const reports = await maintain(opened.database, 'test', (tx) => verifyLogs(tx, (hash) => seen.push(hash)), {
      snapshot: true,
    });
    expect(reports.flatMap(({ breaks }) => breaks)).toEqual([]);
    expect(seen).not.toContain(noted);
    expect(seen).toContain(reports.find(({ log }) => log === 'access_record')?.head);
  });

  test('every row went and only the seals stayed, or the other way round', async () => {
    await pastTheTriggers((sql) => sql`delete from change`);
    expect((await report('change')).breaks).toEqual([{ kind: 'rowsMissing', ...seal(1), ids: '1-10' }]);
    await pastTheTriggers((sql) => sql`delete from log_seal where log = 'access_record'`);
    expect((await report('access_record')).breaks).toEqual([
      { kind: 'sealsMissing', from: 1, to: 4 },
      { kind: 'rowsUnsealed', ids: '1-4' },
    ]);
  });
});

describe('pruning', () => {
  /** Two looks and a change sealed long ago, then two looks and a change of today. */
  beforeEach(async () => {
    await agedBy(400, async () => {
      await look();
      await look();
      await changes(5);
    });
    await look();
    await look();
    await changes(5);
  });
  const prune = (logs: readonly LogName[], days = 180) =>
    maintain(opened.database, 'test', (tx) => pruneLogs(tx, { days, logs }));
  const rowsOf = async (log: LogName) => (await client`select 1 from ${client(log)}`).length;

  test('removes what is older than asked, and the chain is still whole', async () => {
    expect(await prune(['access_record'])).toEqual([
      { countyCode: county, log: 'access_record', from: 0, until: 2, rows: 2 },
    ]);
    expect(await rowsOf('access_record')).toBe(2);
    expect(await report('access_record')).toMatchObject({ rows: 2, seals: 4, prunedSeals: 2, breaks: [] });
    expect(await report('change')).toMatchObject({ rows: 11, prunedSeals: 0, breaks: [] });
  });

  test('twice removes nothing more, and a later prune of the changes forgets no earlier one', async () => {
    await prune(['access_record']);
    expect(await prune(['access_record'])).toEqual([]);
    await prune(['change']);
    expect(await rowsOf('change')).toBe(7);
    expect(await report('access_record')).toMatchObject({ prunedSeals: 2, breaks: [] });
    expect(await report('change')).toMatchObject({ prunedSeals: 1, breaks: [] });
  });

  test('keeps everything when nothing is old enough, and refuses fewer days than the law asks for', async () => {
    expect(await prune(['access_record', 'change'], 500)).toEqual([]);
    await expect(prune(['access_record'], 179)).rejects.toThrow(/180/);
    expect(await rowsOf('access_record')).toBe(4);
  });

  test('leaves the log as closed as it was', async () => {
    await prune(['access_record', 'change']);
    await expect(client`delete from access_record`).rejects.toThrow(/only added to/);
    await expect(client`delete from change`).rejects.toThrow(/only added to/);
  });

  test('before its time shows, and so does a row taken out after a prune', async () => {
    await prune(['access_record']);
    await pastTheTriggers((sql) => sql`delete from access_record where id = 3`);
    expect((await report('access_record')).breaks).toMatchObject([{ kind: 'rowsMissing', seal: 3 }]);
    await client`insert into change (county_code, actor, action, subject, after)
      values (${county}, '别人', 'prune', 'log', '{"access_record": 3}')`;
    expect((await report('access_record')).breaks).toMatchObject([{ kind: 'prunedEarly', seal: 3 }]);
  });
});

/** Lets everything that `work` adds be sealed with a date of days ago. */
async function agedBy(days: number, work: () => Promise<void>): Promise<void> {
  const [row] = await client<{ source: string }[]>`select pg_get_functiondef('add_seal'::regproc) as source`;
  const source = row?.source ?? '';
  await client.unsafe(source.replaceAll('now()', `(now() - interval '${days} days')`));
  try {
    await work();
  } finally {
    await client.unsafe(source);
  }
}
