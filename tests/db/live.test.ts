import type { ServerResponse } from 'node:http';
import { connect as connectSocket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { type FastifyInstance, fastify } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Admit } from '../../server/auth/admit.ts';
import { Scope } from '../../server/auth/scope.ts';
import { connect, type Database } from '../../server/db/connect.ts';
import { notify } from '../../server/db/notify.ts';
import { maintain } from '../../server/db/transaction.ts';
import { liveRoutes } from '../../server/live/routes.ts';
import type { Nudge } from '../../shared/live.ts';
import { type Role, roleSchema } from '../../shared/permissions.ts';
import { databaseKind, openTestDatabase, type TestDatabase } from '../support/database.ts';

const county = '371082';
const [village, neighbour] = ['371082999001', '371082999002'];

let opened: TestDatabase;
let other: Database;
beforeAll(async () => {
  opened = await openTestDatabase();
  // The writer is never the connection that hears.
  other = databaseKind === 'native' ? connect(opened.url, { max: 2 }) : opened.database;
  await other.$client`insert into area (county_code, code, level, parent_code, name) values
    (${county}, ${county}, 'county', null, '县'), (${county}, '371082999', 'town', ${county}, '镇'),
    (${county}, ${village}, 'village', '371082999', '甲村'), (${county}, ${neighbour}, 'village', '371082999', '乙村')`;
  await other.$client`insert into household (county_code, id, village_code, number) overriding system value values
    (${county}, 1, ${village}, 'H-1'), (${county}, 2, ${neighbour}, 'H-1'), (${county}, 3, ${village}, 'H-3')`;
});
afterAll(async () => {
  if (other !== opened.database) await other?.$client.end();
  await opened?.close();
});

const rename = (id: number) =>
  maintain(other, 'test', (tx) => tx.execute(`update household set name = name || 'x' where id = ${id}`));
/** Something always comes, however busy the machine; only the order says what was not told. */
const soon = { timeout: 60_000, interval: 5 };

describe('a write', () => {
  let heard: Nudge[] = [];
  let stop: () => Promise<void>;
  beforeAll(async () => {
    stop = await opened.listen(
      (payload) => heard.push(JSON.parse(payload)),
      () => {},
    );
  });
  afterAll(() => stop());
  beforeEach(async () => {
    // Messages come in the order of commits: what the last test did has been told once this one is heard.
    await rename(3);
    const [row] = await other.$client<{ seq: number }[]>`select seq::int from household where id = 3`;
    await vi.waitFor(() => expect(heard.map(({ seq }) => seq)).toContain(row?.seq), soon);
    heard = [];
  });

  test('is told: where, in which table, and its sequence number', async () => {
    await rename(1);
    await vi.waitFor(() => expect(heard).toHaveLength(1), soon);
    const [row] = await other.$client<{ seq: number }[]>`select seq::int from household where id = 1`;
    expect(heard).toEqual([{ area: village, topic: 'household', seq: row?.seq }]);
  });

  test('that is rolled back is never told', async () => {
    const failing = maintain(other, 'test', async (tx) => {
      await tx.execute('update household set name = name where id = 1');
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    await rename(2);
    await vi.waitFor(() => expect(heard.length).toBeGreaterThan(0), soon);
    expect(heard).toMatchObject([{ area: neighbour, topic: 'household' }]);
  });

  test('is told only when it is committed, and once however often it touched the rows', async () => {
    await maintain(other, 'test', async (tx) => {
      await tx.execute('update household set name = name where id = 1');
      await tx.execute('update household set name = name where id in (1, 3)');
      await tx.execute('select pg_sleep(0.05)');
      expect(heard).toEqual([]);
    });
    await vi.waitFor(() => expect(heard).toHaveLength(1), soon);
  });

  test('to several villages is told to each, and to very many to their county', async () => {
    await other.$client`update household set name = name where id in (1, 2)`;
    await vi.waitFor(() => expect(heard).toHaveLength(2), soon);
    expect(heard.map(({ area }) => area).sort()).toEqual([village, neighbour]);
    const villages = Array.from({ length: 60 }, (_, n) => `371082998${100 + n}`);
    await other.$client`insert into area (county_code, code, level, parent_code, name) values (${county}, '371082998', 'town', ${county}, '大镇')`;
    await other.$client`insert into area (county_code, code, level, parent_code, name)
      select ${county}, code, 'village', '371082998', code from json_array_elements_text(${JSON.stringify(villages)}::text::json) code`;
    heard = [];
    await other.$client`insert into street (county_code, village_code, kind, geometry)
      select county_code, code, 'main', st_geomfromtext('MULTILINESTRING((122 37, 122.001 37))', 4490) from area where parent_code = '371082998'`;
    const streets = () => heard.filter(({ topic }) => topic === 'street').map(({ area }) => area);
    await vi.waitFor(() => expect(streets()).toEqual([county]), soon);
  });

  test('of rows that lie in no village is told to their county', async () => {
    await other.$client`update area set name = name where code = ${village}`;
    await vi.waitFor(() => expect(heard).toMatchObject([{ area: county, topic: 'area' }]), soon);
  });

  test('that changes no row tells nothing', async () => {
    await other.$client`update household set name = name where false`;
    await rename(2);
    await vi.waitFor(() => expect(heard).toMatchObject([{ area: neighbour }]), soon);
  });
});

/** Lets time go by only when the test says so. */
function holdTheClock(): void {
  vi.useFakeTimers({ toFake: ['setInterval', 'setTimeout', 'clearInterval', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
}

describe('GET /live', () => {
  /** Whoever the cookie names, with the role and the area that it says. */
  const admit: Admit = async (request) => {
    const [account = '', role = '', areaCode = ''] = String(request.headers.cookie).split(' ');
    return new Scope({ accountId: account, actor: account }, [
      { role: roleSchema.parse(role), reach: { kind: 'area', areaCode } },
    ]);
  };
  let app: FastifyInstance;
  let address: string;
  beforeAll(async () => {
    app = fastify({ forceCloseConnections: true });
    await liveRoutes(app, opened.listen, admit);
    address = await app.listen({ port: 0, host: '127.0.0.1' });
  });
  afterAll(() => app?.close());

  /** Hears as a browser does. */
  async function hear(account: string, role: Role, areaCode: string) {
    const leaving = new AbortController();
    const response = await fetch(`${address}/live`, {
      headers: { cookie: `${account} ${role} ${areaCode}`, 'accept-encoding': 'gzip' },
      signal: leaving.signal,
    });
    const nudges: Nudge[] = [];
    const ended = (async () => {
      let text = '';
      for await (const part of response.body ?? []) {
        text += new TextDecoder().decode(part);
        const events = text.split('\n\n');
        text = events.pop() ?? '';
        for (const event of events) if (event.startsWith('data: ')) nudges.push(JSON.parse(event.slice(6)));
      }
    })().catch((error: Error) => {
      if (error.name !== 'AbortError') throw error;
    });
    return { response, nudges, ended, leave: () => leaving.abort() };
  }

  test('tells whoever has a duty there, and nobody else', async () => {
    const here = await hear('a', 'villageOfficial', village);
    const next = await hear('b', 'villageOfficial', neighbour);
    const above = await hear('c', 'countyAnalyst', county);
    const outside = await hear('d', 'countyAnalyst', '371083');
    await rename(1);
    await rename(2);
    await vi.waitFor(() => expect(above.nudges.map(({ area }) => area)).toEqual([village, neighbour]), soon);
    await vi.waitFor(() => expect(next.nudges).toHaveLength(1), soon);
    expect(here.nudges.map(({ area }) => area)).toEqual([village]);
    expect(next.nudges.map(({ area }) => area)).toEqual([neighbour]);
    expect(outside.nudges).toEqual([]);
    for (const reader of [here, next, above, outside]) reader.leave();
  });

  test('tells of the ground, but not of the people, to those whose duty shows them none', async () => {
    const reporter = await hear('r', 'reporter', village);
    await rename(1);
    await other.$client`update area set name = name where code = ${village}`;
    await vi.waitFor(() => expect(reporter.nudges).toMatchObject([{ topic: 'area' }]), soon);
    reporter.leave();
  });

  test('tells of a notice only the account it is for', async () => {
    const [mine, colleague] = [
      await hear('a', 'villageOfficial', village),
      await hear('b', 'villageOfficial', village),
    ];
    await maintain(other, 'test', (tx) =>
      notify(tx, {
        countyCode: county,
        villageCode: village,
        accountId: 'a',
        kind: 'leadChanged',
        detail: { zoneId: 1, zoneName: '第一网格' },
      }),
    );
    await rename(1);
    await vi.waitFor(() => expect(mine.nudges.map(({ topic }) => topic)).toEqual(['notice', 'household']), soon);
    await vi.waitFor(() => expect(colleague.nudges.map(({ topic }) => topic)).toEqual(['household']), soon);
    for (const reader of [mine, colleague]) reader.leave();
  });

  test('is a stream of events that nothing on the way keeps or compresses', async () => {
    const reader = await hear('a', 'villageOfficial', village);
    expect(reader.response.headers.get('content-type')).toBe('text/event-stream');
    expect(reader.response.headers.get('content-encoding')).toBeNull();
    expect(reader.response.headers.get('cache-control')).toBe('no-store');
    reader.leave();
  });

  test('passes over what somebody else says on the channel', async () => {
    const reader = await hear('a', 'villageOfficial', village);
    await other.$client`select pg_notify('cuntu_live', 'hello'), pg_notify('cuntu_live', '{"area": 1}')`;
    await rename(1);
    await vi.waitFor(() => expect(reader.nudges).toMatchObject([{ topic: 'household' }]), soon);
    reader.leave();
  });

  test('lets go a reader that takes nothing any more when its stream ends, and says nothing to it after that', async () => {
    let tell: (payload: string) => void = () => {};
    const listen: typeof opened.listen = async (heard) => {
      tell = heard;
      return async () => {};
    };
    const own = fastify({ forceCloseConnections: true });
    const responses: ServerResponse[] = [];
    own.addHook('onRequest', async (_request, reply) => {
      responses.push(reply.raw);
    });
    await liveRoutes(own, listen, admit, { heartbeat: 20, renew: 60_000, end: 100_000 });
    const { port } = new URL(await own.listen({ port: 0, host: '127.0.0.1' }));
    holdTheClock();
    const reader = connectSocket(Number(port), '127.0.0.1').pause();
    reader.write(`GET /live HTTP/1.1\r\nHost: cuntu\r\nCookie: a villageOfficial ${village}\r\n\r\n`);
    await vi.waitFor(() => expect(responses).toHaveLength(1), soon);
    const failures: string[] = [];
    responses[0]?.on('error', ({ message }) => failures.push(message));
    // More than the system keeps for it on the way.
    while ((responses[0]?.writableLength ?? 0) < 100_000) {
      for (let seq = 1; seq <= 500; seq++) tell(JSON.stringify({ area: village, topic: 'household', seq }));
      await wait(1);
    }
    vi.advanceTimersByTime(100_000);
    vi.useRealTimers();
    await vi.waitFor(() => expect(responses[0]?.destroyed).toBe(true), soon);
    expect(failures).toEqual([]);
    reader.destroy();
    await own.close();
  });

  test('is kept alive, and ends some time after it has asked to be opened anew', async () => {
    const brief = fastify();
    await liveRoutes(brief, opened.listen, admit, { heartbeat: 20, renew: 30, end: 50 });
    const live = `${await brief.listen({ port: 0, host: '127.0.0.1' })}/live`;
    holdTheClock();
    const response = await fetch(live, { headers: { cookie: `a villageOfficial ${village}` } });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    const come = async (text: string) => {
      for (let rest = text; rest !== ''; ) {
        const { value = '' } = (await reader?.read()) ?? {};
        expect(rest.startsWith(value) && value !== '', `${value} instead of ${rest}`).toBe(true);
        rest = rest.slice(value.length);
      }
    };
    await come('retry: 2000\n\n');
    for (const [later, said] of [
      [20, ': still here\n\n'],
      [10, 'event: renew\ndata:\n\n'],
      [10, ': still here\n\n'],
    ] as const) {
      vi.advanceTimersByTime(later);
      await come(said);
    }
    vi.advanceTimersByTime(10);
    expect((await reader?.read())?.done).toBe(true);
    vi.useRealTimers();
    await brief.close();
  });

  test('ends when the server closes', async () => {
    const reader = await hear('a', 'villageOfficial', village);
    await app.close();
    await reader.ended;
  });
});
