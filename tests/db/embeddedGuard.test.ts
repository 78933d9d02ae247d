import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect } from '../../server/db/connect.ts';
import { startEmbedded } from '../../server/db/embedded.ts';
import { embeddedSeed, openTestDatabase, type TestDatabase } from '../support/database.ts';

const bowtie = `st_geomfromtext('POLYGON((0 0, 2 2, 2 0, 0 2, 0 0))', 4490)`;
const square = `st_geomfromtext('POLYGON((0 0, 2 0, 2 2, 0 2, 0 0))', 4490)`;

const throwing = `st_area(st_union(${bowtie}, ${square}))`;
const thrown = /几何计算失败 geometry operation failed: TopologyException: side location conflict/;
// A number taken for a pointer: memory out of bounds, which PostgreSQL does not see either.
const trapping = 'trap(2147483000)';
const trapped = /几何计算失败 geometry operation failed: .* an exception it could not report/;
const statements: Record<string, (value: string) => string> = {
  select: (value) => `select ${value}`,
  'select among good rows': (value) =>
    `select n, case when n = 5 then ${value} else 0 end from generate_series(1, 9) n`,
  'insert … select': (value) => `insert into probe select 100 + n, ${value} from generate_series(1, 3) n`,
  update: (value) => `update probe set measure = ${value}`,
  'create table as': (value) => `create table made as select ${value}`,
  'create index': (value) => `create index made on probe ((${value} + id))`,
  'explain analyze': (value) => `explain analyze select ${value}`,
  'a do block': (value) =>
    `do $$ begin insert into probe values (50, 0); perform ${value}; insert into probe values (51, 0); end $$`,
  'a function in SQL': (value) => `select run_query($$ insert into probe values (60, 0); select ${value}::float $$)`,
};

let opened: TestDatabase;
let client: Sql;
beforeAll(async () => {
  opened = await openTestDatabase();
  client = opened.database.$client;
  await client`create table probe (id int primary key, measure float)`;
  await client`create function run_query(query text) returns float language plpgsql as $$
    declare result float;
    begin
      execute format('create function pg_temp.once() returns float language sql as %L', query);
      result := pg_temp.once();
      return result;
    end $$`;
});
afterAll(() => opened.close());

async function idsKept(): Promise<number[]> {
  const rows = await client<{ id: number }[]>`select id from probe order by id`;
  return rows.map((row) => row.id);
}

type Run = (on: { unsafe: Sql['unsafe'] }, statement: string) => Promise<unknown>;
const ways: [string, Run][] = [
  ['by the simple protocol', (on, statement) => on.unsafe(statement)],
  ['by the extended protocol, unprepared', (on, statement) => on.unsafe(statement, [], { prepare: false })],
  ['prepared', (on, statement) => on.unsafe(statement, [], { prepare: true })],
];

describe('a C++ exception of the geometry libraries', () => {
  describe.each(Object.entries(statements))('in %s', (_, statementOf) => {
    test.each(ways)('%s becomes an error and rolls its transaction back', async (_, run) => {
      const statement = statementOf(throwing);
      await client`delete from probe`;
      await client`insert into probe values (1, null)`;
      for (let round = 0; round < 3; round += 1) {
        await expect(run(client, statement)).rejects.toThrow(thrown);
        const transaction = client.begin(async (tx) => {
          await tx`insert into probe values (2, null)`;
          // The failure is caught here, and still nothing of the transaction may be kept.
          await run(tx, statement).catch(() => {});
          await tx`insert into probe values (3, null)`;
        });
        await expect(transaction).rejects.toThrow();
        expect(await idsKept()).toEqual([1]);
      }
    });
  });

  test('is undone by a savepoint, and the rest of the transaction is kept', async () => {
    await client`delete from probe`;
    await client.begin(async (tx) => {
      await tx`insert into probe values (1, null)`;
      await expect(tx.savepoint((inner) => inner.unsafe(`select ${throwing}`))).rejects.toThrow(thrown);
      await tx`insert into probe values (2, null)`;
    });
    expect(await idsKept()).toEqual([1, 2]);
  });

  test('undoes every statement of one simple query', async () => {
    await client`delete from probe`;
    await expect(client.unsafe(`insert into probe values (1, null); select ${throwing}; select 1`)).rejects.toThrow(
      thrown,
    );
    expect(await idsKept()).toEqual([]);
  });

  test('leaves a working session behind after two hundred of it', async () => {
    for (let round = 0; round < 200; round += 1) {
      await expect(client.unsafe(`select ${throwing}`, [], { prepare: round % 2 === 0 })).rejects.toThrow(thrown);
    }
    expect(await client.unsafe(`select st_area(${square}) as area`)).toEqual([{ area: 4 }]);
  });

  test('of some clients does not disturb the others', async () => {
    const others = [1, 5].map((max) => connect(opened.url, { max }).$client);
    const jobs = others.flatMap((other) =>
      Array.from({ length: 40 }, async (_, n) => {
        const prepare = n % 8 === 0;
        if (n % 4 === 0) return expect(other.unsafe(`select ${throwing}`, [], { prepare })).rejects.toThrow(thrown);
        return expect(other`select ${n}::int as n, st_x(st_point(${n}, 0)) as x`).resolves.toEqual([{ n, x: n }]);
      }),
    );
    await Promise.all(jobs);
    await Promise.all(others.map((other) => other.end()));
  });
});

test('a C++ exception can be caught inside the database, like on any PostgreSQL', async () => {
  await client`delete from probe`;
  await client.unsafe(`do $$ begin
    begin
      insert into probe values (1, st_area(st_union(${bowtie}, ${square})));
    exception when internal_error then
      insert into probe values (2, 0);
    end;
  end $$`);
  expect(await idsKept()).toEqual([2]);
});

test('a geometry exception over bound parameters is an internal error in two languages', async () => {
  const run = client`select st_union(${'SRID=4490;POLYGON((0 0, 2 2, 2 0, 0 2, 0 0))'}::geometry, ${'SRID=4490;POLYGON((0 0, 2 0, 2 2, 0 2, 0 0))'}::geometry)`;
  await expect(run).rejects.toMatchObject({ code: 'XX000', message: expect.stringMatching(/几何计算失败/) });
});

test('ordinary errors come through as they are', async () => {
  await expect(client`select 1 / 0`).rejects.toMatchObject({ code: '22012' });
  await expect(client.unsafe('selekt 1')).rejects.toMatchObject({ code: '42601' });
  await expect(client`insert into probe values (null, null)`).rejects.toMatchObject({ code: '23502' });
  await expect(client`select st_geomfromtext('POLYGON((0 0')`).rejects.toMatchObject({ code: 'XX000' });
});

test('an error answers its own statement and not the next, however many are on their way', async () => {
  const answers = Array.from({ length: 60 }, (_, n) =>
    n % 3 === 0
      ? expect(client`select ${n}::int / 0 as value`).rejects.toMatchObject({ code: '22012' })
      : expect(client`select ${n}::int as value`).resolves.toEqual([{ value: n }]),
  );
  await Promise.all(answers);
});

test('what has no rows, no columns or no statement is not taken for a swallowed exception', async () => {
  expect(await client`select 1 where false`).toHaveLength(0);
  expect(await client`select`).toHaveLength(1);
  expect(await client.unsafe('')).toHaveLength(0);
  expect(await client`create table if not exists probe (id int)`).toHaveLength(0);
  expect((await client`select repeat('x', 3000000) as long`)[0]?.long).toHaveLength(3000000);
});

describe('many clients at once', () => {
  test.each([
    { max: 1, prepare: true },
    { max: 5, prepare: true },
    { max: 1, prepare: false },
    { max: 5, prepare: false },
  ])('with pools of $max and prepare $prepare get their own answers', async ({ max, prepare }) => {
    const host = decodeURIComponent(new URL(opened.url).hostname);
    const clients = [1, 2, 3].map(() => postgres(opened.url, { host, max, prepare }));
    const jobs = clients.flatMap((one, which) =>
      Array.from({ length: 60 }, async (_, n) => {
        const value = which * 1000 + n;
        if (n % 3 !== 0) return expect(await one`select ${value}::int as value`).toEqual([{ value }]);
        const kept = await one.begin(async (tx) => {
          await tx`create temp table mine on commit drop as select ${value}::int as value`;
          return tx<{ value: number }[]>`select value from mine`;
        });
        expect(kept).toEqual([{ value }]);
      }),
    );
    await Promise.all(jobs);
    await Promise.all(clients.map((one) => one.end()));
  });

  test('a client that vanishes inside its transaction leaves nothing behind and nobody waiting', async () => {
    await client`delete from probe`;
    const other = connect(opened.url, { max: 1 }).$client;
    const started = new Promise<void>((resolve) => {
      other
        .begin(async (tx) => {
          await tx`insert into probe values (7, null)`;
          resolve();
          await tx`select pg_sleep(0.05)`;
          await new Promise(() => {});
        })
        .catch(() => {});
    });
    await started;
    await other.end({ timeout: 0 });
    expect(await idsKept()).toEqual([]);
  });

  test('a question that takes long does not hold up the program', async () => {
    const ticks: number[] = [];
    const timer = setInterval(() => ticks.push(Date.now()), 10);
    await client`select pg_sleep(1)`;
    clearInterval(timer);
    expect(ticks.length).toBeGreaterThan(2);
  });
});

describe('a trap of the machine below', () => {
  // Each starts a database twice, so one way of each protocol has to do.
  test.each(ways.filter(([name]) => name !== 'prepared'))(
    '%s is told to the client, and nothing of its transaction is kept when the database starts again',
    async (_, run) => {
      const directory = mkdtempSync(join(tmpdir(), 'cuntu-test-'));
      const broken: boolean[] = [];
      const told: string[] = [];
      const onBroken = (recovers: boolean) => broken.push(recovers);
      const seed = await embeddedSeed('empty');
      const first = await startEmbedded({ directory: join(directory, 'database'), seed, onBroken });
      const doomed = connect(first.url, { max: 1 }).$client;
      await doomed`create function trap(int) returns int language internal strict volatile as 'textlen'`;
      await doomed`create table probe (id int primary key)`;
      await doomed`insert into probe values (1)`;
      const transaction = doomed.begin(async (tx) => {
        await tx`insert into probe values (2)`;
        await run(tx, `select ${trapping}`).catch((error) => told.push(error.message));
        throw new Error('given up');
      });
      await expect(transaction).rejects.toThrow();
      expect(told).toEqual([expect.stringMatching(trapped)]);
      // What is asked before the end must not seem answered.
      await expect(doomed`select 1 as one`).rejects.toThrow();
      await doomed.end({ timeout: 1 });
      await expect.poll(() => broken).toEqual([false]);
      await first.close();
      const second = await startEmbedded({ directory: join(directory, 'database'), seed: null });
      const after = connect(second.url, { max: 1 }).$client;
      expect(await after`select id from probe`).toEqual([{ id: 1 }]);
      await after.end();
      await second.close();
      rmSync(directory, { recursive: true });
    },
  );
});
