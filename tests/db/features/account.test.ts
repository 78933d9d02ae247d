import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AccountItem, ImportUsersReport } from '../../../shared/administration.ts';
import { demoUsernames } from '../../../shared/demo.ts';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { signIn, signInAs } from '../../support/signIn.ts';
import { type Visitor, visitor } from '../../support/visitor.ts';

const county = '371082';
const town = '371082999';
const village = '371082999001';
const demoNames = Object.values(demoUsernames).join(',');
let test: TestDatabase;
let server: TestApp;
let enter: Visitor;
let admin: string;

beforeAll(async () => {
  test = await openTestDatabase({ demo: true });
  server = await openTestApp(test.database);
  enter = visitor(server.app);
});
afterAll(async () => {
  await server?.app.close();
  await test?.close();
});
beforeEach(async () => {
  const made = sql`(select id from account where username <> all (string_to_array(${demoNames}, ',')))`;
  await test.database.execute(sql`delete from account_grant where account_id in ${made}`);
  await test.database.execute(sql`delete from account where id in ${made}`);
  await test.database.execute(sql`delete from sign_in_failure`);
  admin = await signIn(test.database, 'administrator');
});

type Answer<Data> = { data: Data; code: string | undefined; detail: unknown };

async function ask<Data = unknown>(cookie: string, procedure: string, input: object = {}): Promise<Answer<Data>> {
  const response = await server.app.inject({
    method: 'POST',
    url: `/trpc/account.${procedure}`,
    payload: input,
    headers: { cookie },
  });
  const { result, error } = response.json();
  return { data: result?.data, code: error?.data.appCode, detail: error?.data.detail };
}

async function accountOf(username: string, cookie = admin): Promise<AccountItem | undefined> {
  const { data } = await ask<{ accounts: AccountItem[] }>(cookie, 'list', { search: username });
  return data.accounts.find((account) => account.username === username);
}

/** Makes an account and returns it with its first password. */
async function create(
  username: string,
  more: object = {},
  cookie = admin,
): Promise<{ accountId: string; password: string }> {
  const { data, code } = await ask<{ accountId: string; password: string }>(cookie, 'create', {
    username,
    displayName: '王五',
    ...more,
  });
  expect(code).toBeUndefined();
  return data;
}

async function changes(): Promise<Record<string, unknown>[]> {
  return [
    ...(await test.database.execute(sql`
      select action, subject, actor, after from change where subject in ('account', 'account_grant') order by id`)),
  ];
}

describe('an administrator', () => {
  it('makes an account with what it is granted, and its holder signs in by the password that was shown', async () => {
    const post = { role: 'villageOfficial', areaCode: village };
    const { password } = await create('Wang.Wu', { grants: [post] });
    const entered = await enter.post('sign-in', { username: 'wang.wu', password });
    expect(entered.body).toEqual({ next: 'passwordChange' });
    expect(await accountOf('wang.wu')).toMatchObject({
      displayName: '王五',
      mustChangePassword: true,
      sessions: 1,
      lockedSeconds: 0,
      grants: [{ ...post, areaName: '海湾村', zoneId: null, grantedBy: '系统管理员' }],
      offices: [],
    });
    expect((await changes()).slice(-3)).toMatchObject([
      { action: 'createAccount', actor: '系统管理员', after: { username: 'wang.wu' } },
      { action: 'grant', subject: 'account_grant', after: { username: 'wang.wu', ...post } },
      { action: 'signIn', subject: 'account', actor: '王五', after: { username: 'wang.wu' } },
    ]);
    expect(JSON.stringify(await changes())).not.toContain(password);
  });

  it('sees who leads what by the register, without any grant', async () => {
    expect(await accountOf('lane')).toMatchObject({ grants: [], offices: [{ role: 'laneLead', areaCode: village }] });
    expect((await accountOf('member'))?.offices).toMatchObject([{ role: 'partyMember', zoneId: null }]);
  });

  it('is told that a user name is taken, whatever its case, and that the same person has an account', async () => {
    await create('wangwu');
    const again = await ask(admin, 'create', { username: 'WangWu', displayName: '王五' });
    expect(again).toMatchObject({ code: 'usernameTaken', detail: { username: 'wangwu' } });
    const person = (await accountOf('lane'))?.person;
    expect(await ask(admin, 'create', { username: 'lane2', displayName: '王五', person })).toMatchObject({
      code: 'conflict',
      detail: { field: 'person' },
    });
  });

  it('grants a role and ends it, and the account sees the difference the same moment', async () => {
    const { accountId } = await create('wangwu');
    await test.database.execute(sql`update account set must_change_password = false where id = ${accountId}`);
    const cookie = await signIn(test.database, { username: 'wangwu' });
    const looks = async () =>
      (await server.app.inject({ url: '/trpc/map.describe', headers: { cookie } })).json().error?.data.appCode;
    expect(await looks()).toBe('notAllowed');
    const post = { role: 'townOfficial', areaCode: town };
    const { data } = await ask<{ id: number }>(admin, 'grant', { accountId, post });
    expect(await looks()).toBeUndefined();
    expect((await ask(admin, 'endGrant', { countyCode: county, id: data.id })).code).toBeUndefined();
    expect(await looks()).toBe('notAllowed');
    expect(await ask(admin, 'endGrant', { countyCode: county, id: data.id })).toMatchObject({ code: 'notFound' });
  });

  it('cannot grant a role for a place it is not for', async () => {
    const { accountId } = await create('wangwu');
    const grant = (post: object) => ask(admin, 'grant', { accountId, post });
    expect(await grant({ role: 'villageOfficial', areaCode: county })).toMatchObject({ code: 'invalidInput' });
    expect(await grant({ role: 'partyMember', areaCode: village })).toMatchObject({ code: 'invalidInput' });
    expect(await grant({ role: 'gridLead', areaCode: village })).toMatchObject({ code: 'invalidInput' });
    expect(await grant({ role: 'gridLead', areaCode: village, zoneId: 999_999 })).toMatchObject({ code: 'notFound' });
    expect(await grant({ role: 'villageOfficial', areaCode: '371082999777' })).toMatchObject({ code: 'unknownArea' });
    expect(await grant({ role: 'townOfficial', areaCode: '110101001' })).toMatchObject({ code: 'notAllowed' });
  });

  it('disables an account, which signs it out, and enables it again', async () => {
    const { accountId, password } = await create('wangwu');
    const { cookie } = await enter.post('sign-in', { username: 'wangwu', password });
    await ask(admin, 'setDisabled', { accountId, disabled: true });
    expect(await enter.whoIs(cookie)).toBeNull();
    expect((await accountOf('wangwu'))?.disabledAt).not.toBeNull();
    expect((await enter.post('sign-in', { username: 'wangwu', password })).body.error).toBe('accountDisabled');
    await ask(admin, 'setDisabled', { accountId, disabled: false });
    expect((await enter.post('sign-in', { username: 'wangwu', password })).status).toBe(200);
  });

  it('resets a password: the old one and every session are over, and so is waiting', async () => {
    const { accountId, password } = await create('wangwu');
    const { cookie } = await enter.post('sign-in', { username: 'wangwu', password });
    for (let guess = 0; guess < 5; guess += 1) await enter.post('sign-in', { username: 'wangwu', password: 'wrong' });
    expect((await accountOf('wangwu'))?.lockedSeconds).toBeGreaterThan(0);
    const { data } = await ask<{ password: string }>(admin, 'resetPassword', { accountId });
    expect(await enter.whoIs(cookie)).toBeNull();
    expect((await accountOf('wangwu'))?.lockedSeconds).toBe(0);
    expect((await enter.post('sign-in', { username: 'wangwu', password })).status).toBe(401);
    const entered = await enter.post('sign-in', { username: 'wangwu', password: data.password });
    expect(entered.body).toEqual({ next: 'passwordChange' });
  });

  it('sees where an account is signed in and ends one session or all', async () => {
    const { accountId, password } = await create('wangwu');
    const credentials = { username: 'wangwu', password };
    const one = (await enter.post('sign-in', credentials, '', { 'user-agent': 'Old phone' })).cookie;
    const two = (await enter.post('sign-in', credentials)).cookie;
    const three = (await enter.post('sign-in', credentials)).cookie;
    const { data } = await ask<{ id: string; userAgent: string; address: string }[]>(admin, 'sessions', { accountId });
    expect(data).toHaveLength(3);
    const phone = data.find(({ userAgent }) => userAgent === 'Old phone');
    expect(phone?.address).toBe('127.0.0.1');
    await ask(admin, 'endSessions', { accountId, sessionId: phone?.id });
    expect(await enter.whoIs(one)).toBeNull();
    expect(await enter.whoIs(two)).not.toBeNull();
    await ask(admin, 'endSessions', { accountId, sessionId: null });
    expect(await enter.whoIs(three)).toBeNull();
  });

  it('has no say over the own account', async () => {
    const own = (await accountOf('admin'))?.id;
    const post = { role: 'villageOfficial', areaCode: village };
    expect(await ask(admin, 'grant', { accountId: own, post })).toMatchObject({ code: 'notAllowed' });
    expect(await ask(admin, 'setDisabled', { accountId: own, disabled: true })).toMatchObject({ code: 'notAllowed' });
    expect(await ask(admin, 'resetPassword', { accountId: own })).toMatchObject({ code: 'notAllowed' });
  });

  it('of a town neither sees nor touches who may do more than the town', async () => {
    const townAdmin = await signInAs(test.database, 'administrator', town);
    const analyst = (await accountOf('county'))?.id;
    expect(await accountOf('county', townAdmin)).toBeUndefined();
    expect(await accountOf('village', townAdmin)).toBeDefined();
    for (const [procedure, input] of [
      ['resetPassword', {}],
      ['setDisabled', { disabled: true }],
      ['sessions', {}],
      ['endSessions', { sessionId: null }],
      ['update', { displayName: '我', person: null }],
      ['grant', { post: { role: 'townOfficial', areaCode: town } }],
    ] as const) {
      expect(await ask(townAdmin, procedure, { accountId: analyst, ...input }), procedure).toMatchObject({
        code: 'notAllowed',
      });
    }
    const grants = [{ role: 'countyAnalyst', areaCode: county }];
    const refused = await ask(townAdmin, 'create', { username: 'climber', displayName: '王五', grants });
    expect(refused).toMatchObject({ code: 'notAllowed' });
    expect(await accountOf('climber')).toBeUndefined();
  });
});

describe('everybody else', () => {
  it.each(['countyAnalyst', 'townOfficial', 'villageOfficial', 'laneLead', 'reporter'] as const)(
    'as %s does not get near accounts',
    async (role) => {
      const cookie = await signIn(test.database, role);
      expect(await ask(cookie, 'list')).toMatchObject({ code: 'notAllowed' });
      expect(await ask(cookie, 'create', { username: 'x1', displayName: 'x' })).toMatchObject({ code: 'notAllowed' });
    },
  );

  it('sees the own sessions and ends one of them, and nobody else’s', async () => {
    const one = await signIn(test.database, 'villageOfficial');
    const two = await signIn(test.database, 'villageOfficial');
    const other = await signIn(test.database, 'townOfficial');
    const id = (await enter.whoIs(one))?.sessionId;
    const ids = (await ask<{ id: string }[]>(two, 'ownSessions')).data.map((session) => session.id);
    expect(ids).toContain(id);
    await ask(other, 'endOwnSession', { sessionId: id });
    expect(await enter.whoIs(one)).not.toBeNull();
    await ask(two, 'endOwnSession', { sessionId: id });
    expect(await enter.whoIs(one)).toBeNull();
    expect(await enter.whoIs(two)).not.toBeNull();
  });
});

describe('users from a table', () => {
  const header = '用户名,姓名,角色,区划代码,网格街巷,人员编号';
  const send = (text: string | Uint8Array, dryRun = false) =>
    ask<ImportUsersReport>(admin, 'importUsers', { file: Buffer.from(text).toString('base64'), dryRun });

  /** A grid of the village, by its name, and somebody who leads a lane and has no account. */
  async function someZone(): Promise<{ name: string; lead: number }> {
    const [zone] = await test.database.execute<{ name: string; lead: number }>(sql`
      select (select name from zone where village_code = ${village} and level = 'grid' order by id limit 1) as name,
        person_id::float8 as lead
      from zone_lead join zone on zone.id = zone_id
      where zone.village_code = ${village} and level = 'lane' and to_on is null
        and not exists (select from account where account.person_id = zone_lead.person_id)
      order by zone_lead.id limit 1`);
    return zone ?? { name: '', lead: 0 };
  }

  it('are all made, each with a password, a grant or the office of a person', async () => {
    const { name, lead } = await someZone();
    const text = `${header}\r\nimp.a,赵一,村两委,${village},,\r\n\r\nimp.b,钱二,gridLead,${village},${name},\r\nimp.c,孙三,街巷长,,,${lead}\r\n`;
    expect((await send(text, true)).data).toEqual({ encoding: 'utf-8', rows: 3, faults: [], created: [] });
    expect(await accountOf('imp.a')).toBeUndefined();
    const { data } = await send(text);
    expect(data).toMatchObject({ faults: [], created: [{ row: 2 }, { row: 4 }, { row: 5 }] });
    expect(await accountOf('imp.b')).toMatchObject({ grants: [{ role: 'gridLead', zoneName: name }] });
    expect(await accountOf('imp.c')).toMatchObject({ grants: [], offices: [{ role: 'laneLead' }] });
    const [first] = data.created;
    expect((await enter.post('sign-in', { username: 'imp.a', password: first?.password })).status).toBe(200);
  });

  it('are read in the encoding that Chinese spreadsheets write', async () => {
    // 用户名,姓名,角色,区划代码 / gbk.a,赵一,村两委,371082999001
    const bytes = Buffer.from(
      'd3c3bba7c3fb2cd0d5c3fb2cbdc7c9ab2cc7f8bbaeb4fac2eb0a67626b2e612cd5d4d2bb2cb4e5c1bdceaf2c3337313038323939393030310a',
      'hex',
    );
    expect((await send(bytes)).data).toMatchObject({
      encoding: 'gb18030',
      faults: [],
      created: [{ username: 'gbk.a' }],
    });
    expect(await accountOf('gbk.a')).toMatchObject({ displayName: '赵一' });
  });

  it('with a fault anywhere are refused as a whole, each fault by row and column', async () => {
    const text = [
      header,
      `good.one,赵一,村两委,${village},,`,
      `good.one,赵二,村两委,${village},,`,
      `a b,赵三,村两委,${village},,`,
      `admin,赵四,村两委,${village},,`,
      `e1,,皇帝,${village},,`,
      `f1,赵六,村两委,${county},,`,
      'g1,赵七,镇街干部,110101001,,',
      `h1,赵八,网格长,${village},没有这个网格,`,
      'i1,赵九,街巷长,,,99999999',
      'j1,赵十,党员,,,',
    ].join('\n');
    const { data } = await send(text);
    expect(data.created).toEqual([]);
    expect(data.faults.map(({ row, column, fault }) => `${row} ${column} ${fault}`)).toEqual([
      '3 username twice',
      '4 username malformed',
      '5 username taken',
      '6 displayName missing',
      '6 role unknownRole',
      '7 areaCode notGrantable',
      '8 areaCode outsideArea',
      '9 zone unknownZone',
      '10 person unknownPerson',
      '11 person missing',
    ]);
    expect(await accountOf('good.one')).toBeUndefined();
  });

  it.each([
    ['用户名,姓名\nx1,赵一', { reason: 'noHeader', column: 'role' }],
    ['', { reason: 'empty' }],
    [`${header}\n`, { reason: 'empty' }],
    [`${header}\n"x1,赵一`, { reason: 'malformed' }],
    [Buffer.from([0x50, 0x4b, 0x03, 0x04, 0, 0, 0xff, 0xff]), { reason: 'notText' }],
  ])('that are no table are refused: %j', async (text, detail) => {
    expect(await send(text)).toMatchObject({ code: 'invalidInput', detail });
  });
});
