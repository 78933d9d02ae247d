import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { maintain } from '../../server/db/transaction.ts';
import { unattendedHeader } from '../../shared/account.ts';
import { demoUsernames } from '../../shared/demo.ts';
import type { MapDescription } from '../../shared/map.ts';
import { openTestApp } from '../support/app.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { askingAs, signIn, signInAs } from '../support/signIn.ts';
import { tileAt } from '../support/tile.ts';

let test: TestDatabase;
let app: FastifyInstance;
let ask: ReturnType<typeof askingAs>;
let folder: string;
const lines: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cuntu-http-'));
  mkdirSync(join(folder, 'client/assets'), { recursive: true });
  writeFileSync(join(folder, 'client/index.html'), '<!doctype html><title>村图</title>');
  writeFileSync(join(folder, 'client/sw.js'), 'self.addEventListener("fetch", () => {})');
  writeFileSync(join(folder, 'client/assets/app-1a2b3c.js'), 'export const village = 1;\n'.repeat(200));
  writeFileSync(join(folder, 'town.pmtiles'), Buffer.from('0123456789'));
  test = await openTestDatabase({ demo: true });
  ({ app } = await openTestApp(test.database, {
    settings: {
      basemap: { kind: 'xyz', url: 'https://tiles.example.org/{z}/{x}/{y}.png', attribution: '', maxZoom: 18 },
      basemapFile: join(folder, 'town.pmtiles'),
    },
    clientFolder: join(folder, 'client'),
    logStream: { write: (line) => lines.push(line) },
  }));
  ask = askingAs(app, await signInAs(test.database, 'villageOfficial', '371082'));
});
afterAll(async () => {
  await app?.close();
  await test?.close();
  if (existsSync(folder)) rmSync(folder, { recursive: true });
});

async function describeMap(): Promise<MapDescription> {
  return (await ask({ url: '/trpc/map.describe' })).json().result.data;
}

describe('the page', () => {
  it('may load from this server and the configured background only', async () => {
    const response = await ask({ url: '/', headers: { accept: 'text/html' } });
    const policy = Object.fromEntries(
      String(response.headers['content-security-policy'])
        .split(';')
        .map((directive) => [directive.split(' ')[0], directive.split(' ').slice(1)]),
    );
    expect(policy['default-src']).toEqual(["'self'"]);
    expect(policy['script-src']).toEqual(["'self'"]);
    expect(policy['img-src']).toContain('https://tiles.example.org');
    expect(policy['connect-src']).toEqual(["'self'", 'https://tiles.example.org']);
    expect(response.headers['x-content-type-options']).toBe('nosniff');
    expect(response.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('is asked for anew every time, its hashed files never again, the service worker every time', async () => {
    const control = async (url: string) => (await ask({ url })).headers['cache-control'];
    expect(await control('/')).toBe('no-cache');
    expect(await control('/sw.js')).toBe('no-cache');
    expect(await control('/assets/app-1a2b3c.js')).toBe('public, max-age=31536000, immutable');
  });

  it('opens at every address of the app, but a missing file is an error', async () => {
    const page = await ask({ url: '/371082999001?layers=zone', headers: { accept: 'text/html,*/*' } });
    expect([page.statusCode, page.body]).toEqual([200, expect.stringContaining('村图')]);
    expect(page.headers['cache-control']).toBe('no-cache');
    for (const url of ['/assets/gone.js', '/tiles/base/1/2', '/trpc', '/../package.json', '/%2e%2e/town.pmtiles']) {
      const response = await ask({ url, headers: { accept: '*/*' } });
      expect(response.statusCode, url).toBe(404);
    }
  });

  it('is sent compressed to who takes it so, and small answers are not', async () => {
    const headers = { 'accept-encoding': 'gzip, br' };
    const script = await ask({ url: '/assets/app-1a2b3c.js', headers });
    expect(script.headers['content-encoding']).toBe('br');
    expect(script.rawPayload.length).toBeLessThan(500);
    expect((await ask({ url: '/health', headers })).headers['content-encoding']).toBeUndefined();
  });

  it('reads the background file in ranges', async () => {
    const response = await ask({
      url: '/basemap.pmtiles',
      headers: { range: 'bytes=2-4', 'accept-encoding': 'gzip' },
    });
    expect([response.statusCode, response.body]).toEqual([206, '234']);
    expect(response.headers['content-range']).toBe('bytes 2-4/10');
  });
});

describe('tiles over HTTP', () => {
  const [x, y] = tileAt(122.43, 36.9, 14);

  it('are immutable at their version, and not kept at any other', async () => {
    const { versions } = await describeMap();
    const present = await ask({ url: `/tiles/base/${versions.base}/14/${x}/${y}.mvt` });
    expect(present.statusCode).toBe(200);
    expect(present.headers['content-type']).toBe('application/vnd.mapbox-vector-tile');
    expect(present.headers['cache-control']).toBe('private, max-age=31536000, immutable');
    const other = await ask({ url: `/tiles/base/${versions.base}9/14/${x}/${y}.mvt` });
    expect(other.headers['cache-control']).toBe('no-store');
    expect(other.rawPayload.equals(present.rawPayload)).toBe(true);
  });

  it('show a change under the version that the change makes, and keep the old one as it was', async () => {
    const before = await describeMap();
    const at = (version: string) => ask({ url: `/tiles/facility/${version}/14/${x}/${y}.mvt` });
    const old = await at(before.versions.facility);
    await maintain(test.database, 'test', (tx) =>
      tx.execute(sql`update place set name = name || '新' where county_code = '371082'`),
    );
    const after = await describeMap();
    expect(after.versions.facility).not.toBe(before.versions.facility);
    expect(after.versions.base).toBe(before.versions.base);
    const fresh = await at(after.versions.facility);
    expect(fresh.headers['cache-control']).toContain('immutable');
    expect(fresh.rawPayload.equals(old.rawPayload)).toBe(false);
    expect((await at(before.versions.facility)).rawPayload.equals(old.rawPayload)).toBe(true);
  });

  it('are 204 where there is nothing, and 400 with a sentence where there can be none', async () => {
    const empty = await ask({ url: '/tiles/facility/aaaaaaaaaaaa.1/15/0/0.mvt' });
    expect([empty.statusCode, empty.rawPayload.length]).toEqual([204, 0]);
    for (const url of [
      '/tiles/secret/aaaaaaaaaaaa.1/1/0/0.mvt',
      '/tiles/base/aaaaaaaaaaaa.1/16/0/0.mvt',
      '/tiles/base/aaaaaaaaaaaa.1/3/8/0.mvt',
      '/tiles/base/aaaaaaaaaaaa.1/3/0/-1.mvt',
      '/tiles/base/x/3/0/1.mvt',
      '/tiles/base/aaaaaaaaaaaa.1/3.5/0/1.mvt',
      '/tiles/relief/1/15/0/0.png',
    ]) {
      const response = await ask({ url });
      expect(response.statusCode, url).toBe(400);
      expect(response.json().error, url).toMatch(/^[A-Z].{15,}\.$/);
    }
  });

  it('shade the slopes of the register: dark away from the north-west, white towards it, clear on the flat', async () => {
    const { versions } = await describeMap();
    const [grid] = await test.database.execute<ReliefRow>(sql`
      select columns, rows, heights, st_xmin(geometry) as west, st_xmax(geometry) as east,
        st_ymin(geometry) as south, st_ymax(geometry) as north
      from relief`);
    if (!grid) throw new Error('the demo has no relief');
    for (const [wanted, isDark] of [
      ['away', true],
      ['towards', false],
    ] as const) {
      const { column, row } = steepest(grid, wanted);
      const lng = grid.west + ((grid.east - grid.west) * column) / (grid.columns - 1);
      const lat = grid.north - ((grid.north - grid.south) * row) / (grid.rows - 1);
      const [red = 0, , , alpha = 0] = await pixelAt(versions.relief, lng, lat);
      expect(red < 128, wanted).toBe(isDark);
      expect(alpha, wanted).toBeGreaterThan(30);
    }
    const [, , , alpha] = await pixelAt(versions.relief, (grid.west + grid.east) / 2, grid.south + 0.0005);
    expect(alpha, 'the sea is flat').toBeLessThan(3);
    expect((await ask({ url: `/tiles/relief/${versions.relief}/13/0/0.png` })).statusCode).toBe(204);
  });

  type ReliefRow = Record<'columns' | 'rows' | 'west' | 'east' | 'south' | 'north', number> & { heights: Buffer };

  /** Where in the grid the ground falls most steeply away from the north-west, or towards it. */
  function steepest(grid: ReliefRow, wanted: 'away' | 'towards'): { column: number; row: number } {
    const height = (column: number, row: number) => grid.heights.readInt16BE(2 * (row * grid.columns + column));
    let best = { column: 0, row: 0, fall: 0 };
    for (let row = 4; row < grid.rows - 4; row += 1) {
      for (let column = 4; column < grid.columns - 4; column += 1) {
        const down = height(column - 2, row - 2) - height(column + 2, row + 2);
        const fall = wanted === 'away' ? down : -down;
        if (fall > best.fall) best = { column, row, fall };
      }
    }
    return best;
  }

  async function pixelAt(version: string, lng: number, lat: number): Promise<number[]> {
    const [column, row] = tileAt(lng, lat, 14);
    const response = await ask({ url: `/tiles/relief/${version}/14/${column}/${row}.png` });
    expect([response.statusCode, response.headers['content-type']]).toEqual([200, 'image/png']);
    const image = PNG.sync.read(response.rawPayload);
    expect([image.width, image.height]).toEqual([256, 256]);
    const x = ((lng + 180) / 360) * 2 ** 14 - column;
    const y = ((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * 2 ** 14 - row;
    const at = (Math.floor(y * 256) * 256 + Math.floor(x * 256)) * 4;
    return [...image.data.subarray(at, at + 4)];
  }
});

describe('failures', () => {
  const call = (procedure: string, input: unknown) =>
    ask({
      method: 'POST',
      url: `/trpc/${procedure}`,
      payload: JSON.stringify(input),
      headers: { 'content-type': 'application/json' },
    });

  it('that a user can mend carry their code and detail', async () => {
    const missing = await call('household.get', { countyCode: '371082', id: 987_654_321 });
    expect([missing.statusCode, missing.json().error.data.appCode]).toEqual([404, 'notFound']);
    const wrong = await call('household.get', { countyCode: '37108', id: 1 });
    expect([wrong.statusCode, wrong.json().error.data]).toEqual([
      400,
      expect.objectContaining({ appCode: 'invalidInput', detail: { field: 'countyCode' } }),
    ]);
    expect((await call('nothing.here', {})).json().error.data.appCode).toBe('notFound');
  });

  it('of input do not repeat what was typed', async () => {
    const secret = '刘秀兰13812345678';
    for (const response of [
      await call('search.find', { text: secret.repeat(20) }),
      await call('household.get', { countyCode: secret, id: secret }),
      await ask({
        method: 'POST',
        url: '/trpc/search.find',
        payload: `{"text": ${secret}`,
        headers: { 'content-type': 'application/json' },
      }),
      await ask({ url: `/trpc/search.find?input=${encodeURIComponent(secret)}` }),
    ]) {
      expect(response.statusCode).toBe(400);
      expect(response.body).not.toContain('刘秀兰');
      expect(response.body).not.toContain('1381234');
    }
  });

  it('nobody expected are opaque, and the log tells them without anything personal', async () => {
    await test.database.execute(sql`alter table person rename to person_away`);
    lines.length = 0;
    const response = await call('search.find', { text: '刘秀兰' });
    const byAddress = await ask({ url: `/trpc/search.find?input=${encodeURIComponent('{"text":"刘秀兰"}')}` });
    const columns = await ask({ url: '/columns/household/371082?since=3' });
    await test.database.execute(sql`alter table person_away rename to person`);
    expect([response.statusCode, byAddress.statusCode, columns.statusCode]).toEqual([500, 500, 500]);
    const { error } = response.json();
    expect(error.message).toBe('internal');
    expect(error.data).toMatchObject({ appCode: 'internal', requestId: response.headers['x-request-id'] });
    expect(columns.json()).toEqual({ error: 'internal', requestId: columns.headers['x-request-id'] });
    for (const body of [response.body, columns.body]) expect(body).not.toMatch(/person|select|postgres|\.ts/);
    const log = lines.join('');
    expect(lines).toHaveLength(3);
    expect(log).toContain(error.data.requestId);
    expect(log).toContain('42P01');
    expect(log).not.toContain('刘秀兰');
    expect(log).not.toContain(encodeURIComponent('刘秀兰'));
    expect(log).not.toContain('since=3');
  });

  it('of too large a request say so', async () => {
    const response = await ask({
      method: 'POST',
      url: '/trpc/search.find',
      payload: JSON.stringify({ text: 'x'.repeat(1_200_000) }),
      headers: { 'content-type': 'application/json' },
    });
    expect(response.statusCode).toBe(413);
  });
});

describe('requests more often than anybody works', () => {
  it('are refused with the seconds to wait, by session and by address, and nobody else is held up', async () => {
    const { app: busy } = await openTestApp(test.database, { rateLimits: { session: 3, address: 8 } });
    const own = askingAs(busy, await signInAs(test.database, 'villageOfficial', '371082'));
    const other = askingAs(busy, await signInAs(test.database, 'townOfficial', '371082999'));
    const url = '/trpc/me.get';
    const codes = async (ask: typeof own, times: number) => {
      const statuses: number[] = [];
      for (let run = 0; run < times; run += 1) statuses.push((await ask({ url })).statusCode);
      return statuses;
    };
    expect(await codes(own, 4)).toEqual([200, 200, 200, 429]);
    const refused = await own({ url });
    expect(refused.json()).toMatchObject({ error: 'tooOften', detail: { seconds: expect.any(Number) } });
    expect(await codes(other, 4)).toEqual([200, 200, 200, 429]);
    expect((await busy.inject({ url: '/health' })).statusCode).toBe(200);
    await busy.close();
  });
});

describe('a session', () => {
  it('is renewed by somebody at work, and by nothing that a window asks while nobody is there', async () => {
    const cookie = await signIn(test.database, 'laneLead');
    const soon = async () => {
      await test.database.execute(sql`
        update session set expires_at = now() + interval '1 hour'
        where account_id = (select id from account where username = ${demoUsernames.laneLead})`);
    };
    const hoursLeft = async () => {
      const [row] = await test.database.execute<{ hours: number }>(sql`
        select round(extract(epoch from expires_at - now()) / 3600)::int as hours from session
        where account_id = (select id from account where username = ${demoUsernames.laneLead})`);
      return row?.hours;
    };
    await soon();
    await app.inject({ url: '/trpc/me.get', headers: { cookie, [unattendedHeader]: '1' } });
    expect(await hoursLeft()).toBe(1);
    await app.inject({ url: '/trpc/me.get', headers: { cookie } });
    expect(await hoursLeft()).toBe(8);
  });
});
