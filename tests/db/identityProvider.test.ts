import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { insertAccounts } from '../../server/auth/newAccount.ts';
import { hashPassword } from '../../server/auth/password.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { type IdentityProvider, startIdentityProvider } from '../support/identityProvider.ts';
import { freePort } from '../support/program.ts';
import { heldAfter, visitor } from '../support/visitor.ts';

let test: TestDatabase;
let server: TestApp;
let provider: IdentityProvider;
let own: string;

beforeAll(async () => {
  test = await openTestDatabase();
  const port = await freePort();
  own = `http://127.0.0.1:${port}`;
  provider = await startIdentityProvider(`${own}/api/auth/callback/oidc`);
  const { issuer, clientId, clientSecret } = provider;
  server = await openTestApp(test.database, {
    settings: { publicUrl: own, identityProvider: { issuer, clientId, clientSecret, name: '政务统一认证' } },
  });
  await server.app.listen({ port, host: '127.0.0.1' });
});
afterAll(async () => {
  await server?.app.close();
  await provider?.close();
  await test?.close();
});
beforeEach(async () => {
  await test.database.execute(sql`delete from account`);
});

async function newAccount(username: string): Promise<string> {
  const passwordHash = await hashPassword('three-green-carts');
  const [id = ''] = await insertAccounts(test.database, [
    { username, displayName: '李四', passwordHash, mustChangePassword: false },
  ]);
  return id;
}

/** A browser that follows redirects between the two servers and fills in the provider's forms. */
async function signInAs(login: string, name: string, to = '/?area=371082'): Promise<{ at: string; cookie: string }> {
  provider.names.set(login, name);
  const jars = new Map<string, string>();
  let next = { url: `${own}/api/auth/identity-provider?to=${encodeURIComponent(to)}`, form: '' };
  for (let hop = 0; hop < 15; hop += 1) {
    const { origin } = new URL(next.url);
    const response = await fetch(next.url, {
      redirect: 'manual',
      headers: {
        cookie: jars.get(origin) ?? '',
        ...(next.form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      },
      ...(next.form ? { method: 'POST', body: next.form } : {}),
    });
    jars.set(origin, heldAfter(jars.get(origin) ?? '', response.headers.getSetCookie()));
    const location = response.headers.get('location');
    if (location) {
      const url = new URL(location, next.url);
      if (url.origin === own && !url.pathname.startsWith('/api/')) {
        return { at: `${url.pathname}${url.search}`, cookie: jars.get(own) ?? '' };
      }
      next = { url: url.href, form: '' };
      continue;
    }
    const page = await response.text();
    const action = /action="([^"]+)"/.exec(page)?.[1];
    if (!action) throw new Error(`stuck at ${next.url} with ${response.status}: ${page.slice(0, 500)}`);
    const prompt = page.includes('name="login"') ? 'login' : 'consent';
    next = {
      url: new URL(action, next.url).href,
      form: String(new URLSearchParams({ prompt, login, password: 'any' })),
    };
  }
  throw new Error('the redirects never end');
}

const whoIs = (cookie: string) => visitor(server.app).whoIs(cookie);
const subjects = async () => [
  ...(await test.database.execute(sql`
    select account.username, credential.subject
    from credential join account on account.id = account_id where provider_id = 'oidc'`)),
];

it('is offered by name to whoever is not signed in', async () => {
  const door = (await server.app.inject({ url: '/api/auth/session' })).json();
  expect(door).toEqual({ signed: null, identityProvider: '政务统一认证' });
});

it('signs in an account that bears its user name, and comes back to where one was', async () => {
  const id = await newAccount('lisi');
  const { at, cookie } = await signInAs('s-1', 'LiSi');
  expect(at).toBe('/?area=371082');
  expect(await whoIs(cookie)).toMatchObject({ accountId: id, username: 'lisi', displayName: '李四' });
});

it('knows the account by its subject from then on, whatever name the subject bears', async () => {
  const id = await newAccount('lisi');
  await newAccount('wangwu');
  await signInAs('s-1', 'lisi');
  const { cookie } = await signInAs('s-1', 'wangwu');
  expect(await whoIs(cookie)).toMatchObject({ accountId: id });
  expect(await subjects()).toEqual([{ username: 'lisi', subject: 's-1' }]);
});

it('does not let another subject into an account by giving it the same name', async () => {
  await newAccount('lisi');
  await signInAs('s-1', 'lisi');
  const { at, cookie } = await signInAs('s-2', 'lisi');
  expect(at).toMatch(/^\/\?signIn=refused&error=/);
  expect(await whoIs(cookie)).toBeNull();
  expect(await subjects()).toEqual([{ username: 'lisi', subject: 's-1' }]);
});

it('makes no account for somebody no administrator has made one for', async () => {
  const { at, cookie } = await signInAs('s-9', 'stranger');
  expect(at).toMatch(/^\/\?signIn=refused&error=/);
  expect(await whoIs(cookie)).toBeNull();
  expect(await test.database.execute(sql`select 1 from account`)).toHaveLength(0);
});

it('does not sign in a disabled account', async () => {
  await newAccount('lisi');
  await signInAs('s-1', 'lisi');
  await test.database.execute(sql`update account set disabled_at = now()`);
  const { at, cookie } = await signInAs('s-1', 'lisi');
  expect(at).toMatch(/^\/\?signIn=refused&error=/);
  expect(await whoIs(cookie)).toBeNull();
});

it('goes back to pages of this server only', async () => {
  await newAccount('lisi');
  for (const to of ['https://evil.test/', '//evil.test/', '/\\evil.test/']) {
    expect((await signInAs('s-1', 'lisi', to)).at, to).toBe('/');
  }
});

it('that cannot be reached leaves the way by password open', async () => {
  const { clientId, clientSecret } = provider;
  const issuer = `http://127.0.0.1:${await freePort()}`;
  const { app } = await openTestApp(test.database, {
    settings: { publicUrl: own, identityProvider: { issuer, clientId, clientSecret, name: '政务统一认证' } },
  });
  await newAccount('lisi');
  const turned = await app.inject({ url: '/api/auth/identity-provider?to=/' });
  expect(turned.headers.location).toBe('/?signIn=refused&error=unavailable');
  const { post } = visitor(app);
  const entered = await post('sign-in', { username: 'lisi', password: 'three-green-carts' }, '', { origin: own });
  expect(entered.body).toEqual({ next: 'done' });
  await app.close();
});
