import { sql } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Accounts } from '../../server/auth/accounts.ts';
import { insertAccounts } from '../../server/auth/newAccount.ts';
import { hashPassword } from '../../server/auth/password.ts';
import { openTestApp } from '../support/app.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { startProgram } from '../support/program.ts';
import { signIn } from '../support/signIn.ts';
import { type Visitor, visitor } from '../support/visitor.ts';

const password = 'three-green-carts';
let test: TestDatabase;
let app: FastifyInstance;
let accounts: Accounts;
let post: Visitor['post'];
let whoIs: Visitor['whoIs'];

beforeAll(async () => {
  test = await openTestDatabase();
  ({ app, accounts } = await openTestApp(test.database, { logStream: { write: () => {} } }));
  ({ post, whoIs } = visitor(app));
});
afterAll(async () => {
  await app?.close();
  await test?.close();
});
beforeEach(async () => {
  await test.database.execute(sql`delete from account`);
  await test.database.execute(sql`delete from sign_in_failure`);
});

async function newAccount(username: string, options: { mustChangePassword?: boolean } = {}): Promise<string> {
  const passwordHash = await hashPassword(password);
  const [id = ''] = await insertAccounts(test.database, [
    { username, displayName: '李四', passwordHash, mustChangePassword: options.mustChangePassword ?? false },
  ]);
  return id;
}

describe('signing in', () => {
  it('takes the user name in any case, and the session is known from then on', async () => {
    const id = await newAccount('li.si');
    const answer = await post('sign-in', { username: ' Li.Si ', password });
    expect(answer).toMatchObject({ status: 200, body: { next: 'done' } });
    expect(await whoIs(answer.cookie)).toMatchObject({ accountId: id, username: 'li.si', displayName: '李四' });
  });

  it('gives a cookie that scripts cannot read and other sites cannot use, gone when the browser is closed', async () => {
    await newAccount('lisi');
    const [cookie = ''] = (await post('sign-in', { username: 'lisi', password })).cookies;
    expect(cookie).toMatch(/^cuntu\.session_token=/);
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    expect(cookie).not.toMatch(/Max-Age|Expires|Secure/i);
  });

  it('marks the cookie for HTTPS only where that is how the server is reached', async () => {
    await newAccount('lisi');
    const secure = await openTestApp(test.database, { settings: { publicUrl: 'https://map.test' } });
    const response = await secure.app.inject({
      method: 'POST',
      url: '/api/auth/sign-in',
      payload: { username: 'lisi', password },
      headers: { origin: 'https://map.test', 'x-forwarded-for': '203.0.113.7' },
    });
    const [line = ''] = [response.headers['set-cookie'] ?? []].flat();
    expect(line).toMatch(/^__Secure-cuntu\.session_token=.*Secure/);
    const cookie = line.split(';')[0] ?? '';
    expect(await secure.accounts.sessionOf({ cookie })).toMatchObject({ username: 'lisi' });
    const [row] = await test.database.execute(sql`select ip_address from session`);
    expect(row, 'the address the proxy tells').toEqual({ ip_address: '203.0.113.7' });
    await secure.app.close();
  });

  it('answers a wrong password and an unknown user alike', async () => {
    await newAccount('lisi');
    const wrong = await post('sign-in', { username: 'lisi', password: 'not the password' });
    const unknown = await post('sign-in', { username: 'wangwu', password: 'not the password' });
    const impossible = await post('sign-in', { username: '!', password: 'x' });
    expect(wrong).toEqual({ status: 401, body: { error: 'signInFailed', detail: {} }, cookie: '', cookies: [] });
    expect(unknown).toEqual(wrong);
    expect(impossible).toEqual(wrong);
  });

  it('knows no session by a cookie that was made up or tampered with', async () => {
    await newAccount('lisi');
    const { cookie } = await post('sign-in', { username: 'lisi', password });
    expect(await whoIs('cuntu.session_token=abc.def')).toBeNull();
    expect(await whoIs(cookie.replace(/.{12}$/, 'AAAAAAAAAAA%3D'))).toBeNull();
    expect(await whoIs(cookie)).not.toBeNull();
  });

  it('is refused to pages of other origins, and so is every other write', async () => {
    await newAccount('lisi');
    const refused = { status: 403, body: { error: 'notAllowed' } };
    const body = { username: 'lisi', password };
    expect(await post('sign-in', body, '', { origin: 'https://evil.test' })).toMatchObject(refused);
    expect(await post('sign-in', body, '', { origin: 'null' })).toMatchObject(refused);
    expect(await post('sign-in', body, '', { origin: 'http://map.test:8081' })).toMatchObject(refused);
    expect(await post('sign-in', body, '', { origin: 'https://map.test' }), 'behind a proxy').toMatchObject({
      status: 200,
    });
    expect((await post('sign-in', body)).status).toBe(200);
    const cookie = await signIn(test.database, { username: 'lisi' });
    const trpc = await app.inject({
      method: 'POST',
      url: '/trpc/account.ownSessions',
      payload: {},
      headers: { cookie, host: 'map.test', 'sec-fetch-site': 'cross-site' },
    });
    expect(trpc.json()).toMatchObject({ error: 'notAllowed' });
  });

  it('exists under its own addresses only', async () => {
    for (const path of ['sign-up/email', 'sign-in/email', 'sign-in/username', 'update-user', 'list-sessions']) {
      expect(await post(path, { email: 'a@b.cn', password, name: 'a', username: 'abc' }), path).toMatchObject({
        status: 404,
        body: { error: 'notFound' },
      });
    }
  });

  it('in a test needs no password', async () => {
    await newAccount('lisi');
    expect(await whoIs(await signIn(test.database, { username: 'lisi' }))).toMatchObject({ username: 'lisi' });
  });
});

describe('too many failures', () => {
  const guess = (username: string) => post('sign-in', { username, password: 'a guess that fails' });
  const waitIsOver = (username: string) =>
    test.database.execute(sql`
      update sign_in_failure set locked_until = now() where key = ${accounts.lockOut.keyOf('username', username)}`);

  it('make a user name wait, longer each time, known or not, until the right password clears it', async () => {
    await newAccount('lisi');
    for (const username of ['lisi', 'nobody']) {
      for (let count = 0; count < 5; count += 1) expect((await guess(username)).status).toBe(401);
      const waits: number[] = [];
      for (let round = 0; round < 3; round += 1) {
        const locked = await guess(username);
        expect(locked).toMatchObject({ status: 429, body: { error: 'signInLocked' } });
        waits.push(Object(locked.body.detail).seconds);
        await waitIsOver(username);
        expect((await guess(username)).status).toBe(401);
      }
      expect(waits.map((seconds) => Math.round(seconds / 30))).toEqual([1, 2, 4]);
    }
    expect((await post('sign-in', { username: 'lisi', password })).status, 'even the right one waits').toBe(429);
    await waitIsOver('lisi');
    expect((await post('sign-in', { username: 'lisi', password })).status).toBe(200);
    expect((await guess('lisi')).status).toBe(401);
  });

  it('are counted before the password is looked at, so that guessing all at once gains nothing', async () => {
    await newAccount('lisi');
    const answers = await Promise.all(Array.from({ length: 12 }, () => guess('lisi')));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(7);
  });

  it('make an address wait whatever names are tried, and nobody at another address', async () => {
    await newAccount('lisi');
    await test.database.execute(sql`
      insert into sign_in_failure (key, failures, last_at)
      values (${accounts.lockOut.keyOf('address', '127.0.0.1')}, 29, now())`);
    expect((await guess('one')).status).toBe(401);
    expect((await guess('two')).status).toBe(429);
    expect((await post('sign-in', { username: 'lisi', password })).status).toBe(429);
    const elsewhere = await app.inject({
      method: 'POST',
      url: '/api/auth/sign-in',
      remoteAddress: '10.0.0.9',
      payload: { username: 'lisi', password },
    });
    expect(elsewhere.statusCode).toBe(200);
  });

  it('are still known to a server that was started anew, and keep no name or address in the clear', async () => {
    for (let count = 0; count < 5; count += 1) await guess('zhangsan');
    const restarted = await openTestApp(test.database);
    const payload = { username: 'zhangsan', password: 'another guess' };
    const answer = await restarted.app.inject({ method: 'POST', url: '/api/auth/sign-in', payload });
    await restarted.app.close();
    expect(answer.statusCode).toBe(429);
    const rows = JSON.stringify([...(await test.database.execute(sql`select * from sign_in_failure`))]);
    expect(rows).not.toMatch(/zhangsan|127\.0\.0\.1/);
  });
});

describe('a session', () => {
  it('ends for this browser when it signs out, and for all when it signs out everywhere', async () => {
    await newAccount('lisi');
    const enter = async () => (await post('sign-in', { username: 'lisi', password })).cookie;
    const [one, two, three] = [await enter(), await enter(), await enter()];
    const out = await post('sign-out', {}, one);
    expect(out).toMatchObject({ status: 200, cookie: '', clears: '"cache"' });
    expect(await whoIs(one)).toBeNull();
    expect(await whoIs(two)).not.toBeNull();
    expect(await post('sign-out-everywhere', {}, two)).toMatchObject({ cookie: '', clears: '"cache"' });
    expect(await whoIs(two)).toBeNull();
    expect(await whoIs(three)).toBeNull();
  });

  it('ends when it is not used for eight hours, and use renews it', async () => {
    await newAccount('lisi');
    const { cookie } = await post('sign-in', { username: 'lisi', password });
    await test.database.execute(sql`update session set expires_at = now() + interval '1 minute'`);
    const glanced = await accounts.sessionOf({ cookie }, { renew: false });
    expect(Date.parse(glanced?.expiresAt ?? '')).toBeLessThan(Date.now() + 61_000);
    const used = await whoIs(cookie);
    expect(Date.parse(used?.expiresAt ?? '')).toBeGreaterThan(Date.now() + 7.9 * 3_600_000);
    await test.database.execute(sql`update session set expires_at = now()`);
    expect(await whoIs(cookie)).toBeNull();
  });

  it('of a disabled account ends at once, and only the right password is told why it cannot sign in', async () => {
    const id = await newAccount('lisi');
    const { cookie } = await post('sign-in', { username: 'lisi', password });
    await test.database.execute(sql`update account set disabled_at = now() where id = ${id}`);
    expect(await whoIs(cookie)).toBeNull();
    const body = { username: 'lisi', password };
    expect(await post('sign-in', body)).toMatchObject({ status: 403, body: { error: 'accountDisabled' }, cookie: '' });
    expect(await post('sign-in', { ...body, password: 'not it at all' })).toMatchObject({
      status: 401,
      body: { error: 'signInFailed' },
    });
  });
});

describe('the first password', () => {
  it('has to be changed before anything else is done', async () => {
    await newAccount('lisi', { mustChangePassword: true });
    const entered = await post('sign-in', { username: 'lisi', password });
    expect(entered.body).toEqual({ next: 'passwordChange' });
    expect(await whoIs(entered.cookie)).toMatchObject({ mustChangePassword: true });
    expect(await post('second-factor/enrol', { password }, entered.cookie)).toMatchObject({
      status: 403,
      body: { error: 'passwordChangeNeeded' },
    });
    const change = { currentPassword: password, newPassword: '山里有三棵老槐树三口井' };
    const changed = await post('change-password', change, entered.cookie);
    expect(changed).toMatchObject({ status: 200, body: {} });
    expect(await whoIs(changed.cookie)).toMatchObject({ mustChangePassword: false });
    expect(await whoIs(entered.cookie), 'the session from before is over').toBeNull();
    expect((await post('sign-in', { username: 'lisi', password })).status).toBe(401);
    expect((await post('sign-in', { username: 'lisi', password: change.newPassword })).body).toEqual({ next: 'done' });
  });

  it.each([
    ['short', { fault: 'tooShort' }],
    ['my-name-is-lisi-lisi', { fault: 'hasUsername' }],
    ['Password123!', { fault: 'tooCommon' }],
    [password, { fault: 'unchanged' }],
  ])('is not changed to %s', async (newPassword, detail) => {
    await newAccount('lisi');
    const { cookie } = await post('sign-in', { username: 'lisi', password });
    expect(await post('change-password', { currentPassword: password, newPassword }, cookie)).toMatchObject({
      status: 400,
      body: { error: 'passwordWeak', detail },
    });
  });

  it('is not changed by somebody who does not know it', async () => {
    await newAccount('lisi');
    const { cookie } = await post('sign-in', { username: 'lisi', password });
    const change = { currentPassword: 'not the password', newPassword: 'a much better one' };
    expect(await post('change-password', change, cookie)).toMatchObject({
      status: 400,
      body: { error: 'passwordWrong' },
    });
    expect(await post('change-password', { ...change, currentPassword: password })).toMatchObject({ status: 401 });
  });
});

describe('the log', () => {
  it('keeps who came in from where and what they changed of their own, and no password', async () => {
    await test.database.execute(
      sql`insert into area (county_code, code, level, name) values ('371082', '371082', 'county', '荣成市')`,
    );
    const id = await newAccount('lisi');
    const { cookie } = await post('sign-in', { username: 'lisi', password });
    await post('sign-in', { username: 'lisi', password: 'a guess that fails' });
    const changed = await post(
      'change-password',
      { currentPassword: password, newPassword: 'five-blue-boats' },
      cookie,
    );
    await post('sign-out-everywhere', {}, changed.cookie);
    const rows = await test.database.execute(sql`
      select county_code, action, subject, actor, account_id, after from change order by id`);
    const after = { accountId: id, username: 'lisi', address: '127.0.0.1' };
    const own = { county_code: '371082', subject: 'account', actor: '李四', account_id: id, after };
    expect([...rows]).toEqual([
      { ...own, action: 'signIn' },
      { ...own, action: 'changePassword' },
      { ...own, action: 'signOutEverywhere' },
    ]);
  });
});

describe('whoever has the machine', () => {
  it('lets an administrator in again who lost password, phone and all', async () => {
    const id = await newAccount('boss');
    await test.database.execute(sql`
      update account set disabled_at = now(), two_factor_enabled = true where id = ${id}`);
    const command = startProgram(['server/account.mjs', 'reset', 'Boss'], { DATABASE_URL: test.url });
    expect(await command.ended, command.output()).toBe(0);
    const [, given = ''] = /one-time password: (\S+)/.exec(command.output()) ?? [];
    expect((await post('sign-in', { username: 'boss', password: given })).body).toEqual({ next: 'passwordChange' });
    const unknown = startProgram(['server/account.mjs', 'reset', 'nobody'], { DATABASE_URL: test.url });
    expect(await unknown.ended).toBe(1);
    expect(unknown.output()).toContain('There is no account nobody');
  });
});
