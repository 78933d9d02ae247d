import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { insertAccounts } from '../../server/auth/newAccount.ts';
import { hashPassword } from '../../server/auth/password.ts';
import { type Enrolment, enrolmentSchema } from '../../shared/account.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { totpCode } from '../support/totp.ts';
import { type Visitor, visitor } from '../support/visitor.ts';

const password = 'three-green-carts';
const credentials = { username: 'lisi', password };
let test: TestDatabase;
let server: TestApp;
let post: Visitor['post'];
let whoIs: Visitor['whoIs'];

beforeAll(async () => {
  test = await openTestDatabase();
  server = await openTestApp(test.database);
  ({ post, whoIs } = visitor(server.app));
});
afterAll(async () => {
  await server?.app.close();
  await test?.close();
});
beforeEach(async () => {
  await test.database.execute(sql`delete from account`);
  await test.database.execute(sql`delete from sign_in_failure`);
  const passwordHash = await hashPassword(password);
  await insertAccounts(test.database, [
    { username: 'lisi', displayName: '李四', passwordHash, mustChangePassword: false },
  ]);
});

/** Signs in with the password and sets the second factor up by `code`; the cookie is that of the browser it was done in. */
async function enrolled(): Promise<Enrolment & { code: string; cookie: string }> {
  const { cookie } = await post('sign-in', credentials);
  const enrolment = enrolmentSchema.parse((await post('second-factor/enrol', { password }, cookie)).body);
  const code = totpCode(enrolment.secret);
  const confirmed = await post('second-factor/confirm', { code }, cookie);
  expect(confirmed).toMatchObject({ status: 200, body: {} });
  return { ...enrolment, code, cookie: confirmed.cookie };
}

it('is asked for once it is confirmed, and only then is anybody signed in', async () => {
  const { secret, address, cookie } = await enrolled();
  expect(new URL(address).searchParams.get('secret')).toBe(secret);
  expect(decodeURIComponent(address)).toContain(':lisi?');
  expect(await whoIs(cookie)).toMatchObject({ twoFactorEnabled: true });

  const half = await post('sign-in', credentials);
  expect(half).toMatchObject({ status: 200, body: { next: 'secondFactor' } });
  expect(await whoIs(half.cookie)).toBeNull();
  expect(
    half.cookies.filter((line) => /session_token=[^;]/.test(line)),
    'no session on the wire',
  ).toEqual([]);
  expect(await post('second-factor', { code: '000000' }, half.cookie)).toMatchObject({
    status: 400,
    body: { error: 'codeWrong' },
  });
  const whole = await post('second-factor', { code: totpCode(secret, 1) }, half.cookie);
  expect(whole).toMatchObject({ status: 200, body: { next: 'done' } });
  expect(await whoIs(whole.cookie)).toMatchObject({ username: 'lisi' });
  expect(
    whole.cookies.some((line) => /session_token=.+Max-Age/i.test(line)),
    'gone with the browser',
  ).toBe(false);
});

it('is not set up by a wrong code or without the password', async () => {
  const { cookie } = await post('sign-in', credentials);
  expect(await post('second-factor/enrol', { password: 'not it at all' }, cookie)).toMatchObject({
    status: 400,
    body: { error: 'passwordWrong' },
  });
  const { secret } = enrolmentSchema.parse((await post('second-factor/enrol', { password }, cookie)).body);
  expect(await post('second-factor/confirm', { code: totpCode(secret, 99) }, cookie)).toMatchObject({
    status: 400,
    body: { error: 'codeWrong' },
  });
  expect((await post('sign-in', credentials)).body).toEqual({ next: 'done' });
});

it('is replaced by a recovery code once, and new codes void the old ones', async () => {
  const { recoveryCodes, cookie } = await enrolled();
  const [first = '', second = ''] = recoveryCodes;
  const enter = async (code: string) => post('second-factor', { code }, (await post('sign-in', credentials)).cookie);
  expect((await enter(first)).body).toEqual({ next: 'done' });
  expect((await enter(first)).body).toMatchObject({ error: 'codeWrong' });
  const renewed = await post('second-factor/recovery-codes', { password }, cookie);
  expect((await enter(second)).body).toMatchObject({ error: 'codeWrong' });
  expect((await enter(String(Object(renewed.body.recoveryCodes)[0]))).body).toEqual({ next: 'done' });
});

it('cannot be guessed: after ten wrong codes the account waits, whatever is sent', async () => {
  const { secret } = await enrolled();
  for (let round = 0; round < 2; round += 1) {
    const { cookie } = await post('sign-in', credentials);
    for (let guess = 0; guess < 5; guess += 1) {
      expect((await post('second-factor', { code: totpCode(secret, 50 + guess) }, cookie)).body.error).toBe(
        'codeWrong',
      );
    }
  }
  const { cookie } = await post('sign-in', credentials);
  expect(await post('second-factor', { code: totpCode(secret, 1) }, cookie)).toMatchObject({
    status: 429,
    body: { error: 'signInLocked' },
  });
  await test.database.execute(sql`update two_factor set locked_until = now() + interval '90 minutes'`);
  const { detail } = (await post('second-factor', { code: totpCode(secret, 1) }, cookie)).body;
  expect(Math.round(Object(detail).seconds / 600)).toBe(9);
  await test.database.execute(sql`update two_factor set locked_until = now()`);
  expect((await post('second-factor', { code: totpCode(secret, 1) }, cookie)).body).toEqual({ next: 'done' });
});

it('takes each code of the authenticator once, also from two browsers at a time', async () => {
  const { secret, code: used } = await enrolled();
  const half = await post('sign-in', credentials);
  expect((await post('second-factor', { code: used }, half.cookie)).body, 'used to confirm').toMatchObject({
    error: 'codeWrong',
  });
  const code = totpCode(secret, 1);
  const browsers = [half, await post('sign-in', credentials)];
  const tried = await Promise.all(browsers.map(({ cookie }) => post('second-factor', { code }, cookie)));
  expect(tried.map(({ status }) => status).sort()).toEqual([200, 400]);
  const later = await post('sign-in', credentials);
  expect((await post('second-factor', { code }, later.cookie)).body).toMatchObject({ error: 'codeWrong' });
});

it('is stored so that neither secret nor recovery codes can be read from the database', async () => {
  const { secret, recoveryCodes } = await enrolled();
  const rows = JSON.stringify([...(await test.database.execute(sql`select * from two_factor`))]);
  expect(rows).not.toContain(secret);
  expect(rows).not.toContain(recoveryCodes[0]);
});

it('is removed with the password, and the sign-in is one step again', async () => {
  const { cookie } = await enrolled();
  expect((await post('second-factor/remove', { password: 'not it at all' }, cookie)).status).toBe(400);
  const removed = await post('second-factor/remove', { password }, cookie);
  expect(await whoIs(removed.cookie)).toMatchObject({ twoFactorEnabled: false });
  expect((await post('sign-in', credentials)).body).toEqual({ next: 'done' });
});
