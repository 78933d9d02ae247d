import { sql } from 'drizzle-orm';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DemoRole, demoPassword, demoUsernames } from '../../shared/demo.ts';
import { waitForVillage } from '../support/browser.ts';
import { totpCode } from '../support/totp.ts';
import { violations } from './axe.ts';
import { openVillage, photograph, settle, type Village } from './village.ts';

const county = '371082';
const village = '371082999001';

/** What each role has on its screen: where it starts, its ways of working, its tabs. */
const screens: Partial<Record<DemoRole, { place: string; modes: string[]; tabs: string[] }>> = {
  countyAnalyst: { place: '荣成市', modes: ['看图', '日志', '管理'], tabs: ['村情', '图层', '无坐标'] },
  townOfficial: { place: '示范镇', modes: ['看图', '日志'], tabs: ['村情', '图层', '无坐标'] },
  villageOfficial: { place: '海湾村', modes: ['看图', '日志'], tabs: ['村情', '图层', '无坐标'] },
  gridLead: { place: '海湾村', modes: ['看图'], tabs: ['村情', '图层', '无坐标'] },
  laneLead: { place: '海湾村', modes: ['看图'], tabs: ['村情', '图层', '无坐标'] },
  partyMember: { place: '海湾村', modes: ['看图'], tabs: ['图层', '无坐标'] },
  reporter: { place: '海湾村', modes: ['看图'], tabs: ['图层'] },
};

describe('signing in', () => {
  let here: Village;
  beforeAll(async () => {
    here = await openVillage();
  });
  afterAll(() => here?.close());

  it.each(Object.entries(screens))('a %s sees its own map, and asks for nothing it may not', async (role, screen) => {
    const username = demoUsernames[role as DemoRole];
    const { page, troubles } = await here.knock();
    await signInByForm(page, username);
    await waitForVillage(page);
    await page.getByRole('navigation', { name: '当前位置' }).getByText(screen.place).first().waitFor();
    const modes = page.getByRole('navigation', { name: '工作方式' });
    for (const mode of screen.modes) await modes.getByRole('button', { name: mode }).waitFor();
    expect(await modes.getByRole('button', { name: '管理' }).count()).toBe(screen.modes.includes('管理') ? 1 : 0);
    await expect.poll(() => page.getByRole('tab').allTextContents()).toEqual(screen.tabs);
    await page.getByRole('tab', { name: '图层' }).click();
    const households = await householdsInReach(role);
    const row = page.locator('[data-layer="household"]');
    if (households === null) expect(await row.count()).toBe(0);
    else await row.getByText(households.toLocaleString('zh-CN'), { exact: true }).waitFor();
    await settle(page);
    await photograph(page, `role-${role}`);
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  it('an administrator gets accounts and logs, and no map', async () => {
    const { page, troubles } = await here.knock();
    await signInByForm(page, demoUsernames.administrator);
    await page.getByText('共 8 个账号').waitFor();
    expect(await page.locator('canvas').count()).toBe(0);
    expect(await violations(page)).toEqual([]);
    await photograph(page, 'admin-accounts');
    await page.getByRole('button', { name: '日志' }).click();
    await page.getByRole('tab', { name: '变更日志' }).click();
    await page.getByRole('table').waitFor();
    expect(await violations(page)).toEqual([]);
    await photograph(page, 'audit-changes');
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  it('lays a watermark over everything until the county decides otherwise', async () => {
    const { page } = await here.knock();
    await signInByForm(page, demoUsernames.administrator);
    await page.getByRole('tab', { name: '设置' }).click();
    const watermark = page.getByRole('switch', { name: '水印' });
    await watermark.waitFor();
    await expect.poll(() => drawnOver(page)).toContain(encodeURIComponent('系统管理员'));
    await watermark.click();
    await expect.poll(() => drawnOver(page)).toBe('none');
    await watermark.click();
    await expect.poll(() => drawnOver(page)).toContain('data:image/svg');
    await page.context().close();
  });

  it('asks for the code of the second factor once one has set it up', async () => {
    const first = await here.visit('/', { as: 'laneLead' });
    await first.page.getByRole('button', { name: /^我的账号/ }).click();
    await first.page.getByRole('button', { name: /^两步验证/ }).click();
    const dialog = first.page.getByRole('dialog', { name: '两步验证' });
    await dialog.getByRole('button', { name: '开启两步验证' }).click();
    await dialog.getByLabel('密码', { exact: true }).fill(demoPassword);
    await dialog.getByRole('button', { name: '下一步' }).click();
    await dialog.getByRole('img', { name: '两步验证的二维码' }).waitFor();
    await photograph(first.page, 'second-factor');
    const secret = (await dialog.locator('code').textContent())?.replaceAll(' ', '') ?? '';
    const [recovery = ''] = await dialog.getByRole('listitem').allTextContents();
    await dialog.getByLabel('验证码').fill(totpCode(secret));
    await dialog.getByRole('button', { name: '确认开启' }).click();
    await dialog.getByText('两步验证已开启').waitFor();
    await first.page.context().close();

    const { page } = await here.knock();
    await signInByForm(page, demoUsernames.laneLead);
    await page.getByLabel('验证码').fill('000000');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('验证码不正确').waitFor();
    await page.getByRole('button', { name: '改用恢复码' }).click();
    await page.getByLabel('恢复码').fill(recovery);
    await page.keyboard.press('Enter');
    await waitForVillage(page);
    await page.context().close();
  });

  it('works with the keyboard alone, says when a password is wrong, and is clean for axe', async () => {
    const { page } = await here.knock('/', { colorScheme: 'dark' });
    await page.getByLabel('用户名').waitFor();
    expect(await violations(page)).toEqual([]);
    await photograph(page, 'sign-in-dark');
    await page.keyboard.type(demoUsernames.villageOfficial);
    await page.keyboard.press('Tab');
    await page.keyboard.type('not-the-password');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('用户名或密码不正确').waitFor();
    await page.keyboard.press('Control+A');
    await page.keyboard.type(demoPassword);
    await page.keyboard.press('Enter');
    await waitForVillage(page);
    await page.context().close();
  });

  it('fits a phone and speaks English', async () => {
    const { page } = await here.knock('/', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    await page.getByRole('button', { name: /English/ }).click();
    await page.getByLabel('User name').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await violations(page)).toEqual([]);
    await photograph(page, 'sign-in-phone-english');
    await page.context().close();
  });

  it('makes somebody with a new account choose a password of their own before anything else', async () => {
    const admin = await here.knock();
    await signInByForm(admin.page, demoUsernames.administrator);
    await admin.page.getByRole('button', { name: '新建账号' }).click();
    const dialog = admin.page.getByRole('dialog');
    await dialog.getByLabel('用户名').fill('lihua');
    await dialog.getByLabel('姓名').fill('李华');
    await dialog.getByLabel('岗位').selectOption({ label: '村两委' });
    await dialog.getByLabel('范围').selectOption({ label: '海湾村' });
    await photograph(admin.page, 'admin-create');
    await dialog.getByRole('button', { name: '新建账号' }).click();
    const password = await dialog.locator('code').textContent();
    await photograph(admin.page, 'admin-one-time');
    await admin.page.context().close();

    const { page } = await here.knock();
    await signInByForm(page, 'lihua', password ?? '');
    await page.getByText('至少 10 个字符').waitFor();
    expect(await page.locator('canvas').count()).toBe(0);
    const chosen = page.getByRole('textbox', { name: '新密码', exact: true });
    await chosen.fill('lihua-1234');
    expect(await page.getByRole('button', { name: '修改密码' }).isDisabled()).toBe(true);
    await chosen.fill('海边的风车 2026');
    await page.getByLabel('再输一次新密码').fill('海边的风车 2026');
    await photograph(page, 'password-change');
    await page.getByRole('button', { name: '修改密码' }).click();
    await waitForVillage(page);
    await page.context().close();
  });

  it('opens a household beyond one’s duty through the glass, leaves its mark, and the superior hears at once', async () => {
    const outside = await householdOutsideGrid();
    const superior = await here.visit('/', { as: 'villageOfficial' });
    const { page } = await here.visit(`/?open=household.${county}.${outside.id}`, { as: 'gridLead' });
    await page.getByText('您看不到这一户的档案').waitFor();
    await page.getByRole('button', { name: '应急查看' }).click();
    await page.getByLabel('理由').fill('老人失联，需联系家属');
    await photograph(page, 'glass-dialog');
    await page.getByRole('button', { name: '确认查看' }).click();
    await page.getByRole('timer').waitFor();
    await page.getByText(outside.number).first().waitFor();
    await settle(page);
    await photograph(page, 'glass-open');
    const [mark] = await here.database.execute<{ reason: string; looks: number }>(sql`
      select reason, (
          select count(*)::int from access_record
          where subject = 'household' and subject_ids @> array[${outside.id}::bigint] and glass
        ) as looks
      from glass
      where household_id = ${outside.id}`);
    expect(mark?.reason).toBe('老人失联，需联系家属');
    expect(mark?.looks).toBeGreaterThan(0);
    const bell = superior.page.getByRole('button', { name: '通知，1 条未读' });
    await bell.click();
    await superior.page.getByRole('button', { name: new RegExp(`应急查看了户 ${outside.number}`) }).click();
    const dossier = superior.page.getByRole('complementary', { name: '详情' });
    await dossier.getByText('谁看过').waitFor();
    await dossier.getByText('老人失联，需联系家属').first().waitFor();
    await superior.page.getByRole('button', { name: '通知', exact: true }).waitFor();
    await photograph(superior.page, 'glass-superior');
    await superior.page.context().close();
    await page.context().close();
  });

  it('asks again over the screen when the session has ended, and goes on where it was', async () => {
    const { page } = await here.visit(`/?area=${village}&open=household.${county}.1`);
    const dossier = page.getByRole('complementary', { name: '详情' });
    await dossier.getByText('家庭成员').waitFor();
    await dossier
      .getByRole('button', { name: /的完整身份证号/ })
      .first()
      .click();
    await dossier
      .getByText(/\d{17}[\dX]/)
      .first()
      .waitFor();
    await page.evaluate(() => {
      document.body.dataset.mark = 'the same page';
    });
    await here.database.execute(sql`delete from session`);
    await page.getByRole('tab', { name: '无坐标' }).click();
    const dialog = page.getByRole('dialog', { name: '登录已过期' });
    await dialog.waitFor();
    await dossier.getByText('家庭成员').waitFor();
    await photograph(page, 'expired');
    await dialog.getByLabel('用户名').fill(demoUsernames.villageOfficial);
    await dialog.getByLabel('密码', { exact: true }).fill(demoPassword);
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /^放置/ }).first().waitFor();
    await dossier.getByText('家庭成员').waitFor();
    expect(await page.evaluate(() => document.body.dataset.mark)).toBe('the same page');
    await page.context().close();
  });

  it('leaves nothing behind when one signs out', async () => {
    const path = `/?area=${village}&open=household.${county}.1`;
    const { page } = await here.visit(path, { serviceWorkers: 'allow' });
    await page.evaluate(() => caches.open('columns').then((cache) => cache.put('/kept', new Response('of somebody'))));
    await page.getByRole('button', { name: /^我的账号/ }).click();
    await photograph(page, 'user-menu');
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.getByLabel('用户名').waitFor();
    await expect
      .poll(async () => (await page.evaluate(() => caches.keys())).filter((name) => !name.includes('precache')))
      .toEqual([]);
    await expect.poll(() => new URL(page.url()).search).toBe('');
    await page.goto(here.url + path);
    await page.getByLabel('用户名').waitFor();
    expect(await page.locator('canvas').count()).toBe(0);
    await page.context().close();
  });

  it('says how long to wait after too many wrong passwords, even before the right one', async () => {
    const { page } = await here.knock();
    await page.getByLabel('用户名').fill(demoUsernames.reporter);
    const waiting = page.getByText(/已暂停登录，请 \d+ 秒后再试/);
    for (let attempt = 0, status = 401; attempt < 8 && status === 401; attempt += 1) {
      await page.getByLabel('密码', { exact: true }).fill(`wrong-${attempt}`);
      const answered = page.waitForResponse((response) => response.url().endsWith('/sign-in'));
      await page.keyboard.press('Enter');
      status = (await answered).status();
      await page.getByRole('button', { name: '登录', exact: true }).waitFor();
    }
    await waiting.waitFor();
    expect(await page.getByRole('button', { name: '登录', exact: true }).isDisabled()).toBe(true);
    await photograph(page, 'locked');
    await page.context().close();
  });

  /** Households the demo account of a role reaches, as the tables say; null for a role that has none. */
  async function householdsInReach(role: string): Promise<number | null> {
    if (role === 'reporter') return null;
    const areas: Record<string, string> = {
      countyAnalyst: county,
      townOfficial: '371082999',
      villageOfficial: village,
    };
    const account = sql`(select person_id from account where username = ${demoUsernames[role as DemoRole]})`;
    const reach = areas[role]
      ? sql`village_code like ${`${areas[role]}%`}`
      : role === 'partyMember'
        ? sql`id in (select household_id from household_link where member_id = ${account} and to_on is null)`
        : sql`(lane_id in (
            select zone.id from zone join zone_lead on zone_lead.zone_id in (zone.id, zone.parent_id)
            where zone_lead.person_id = ${account} and zone_lead.to_on is null
          ) or id in (select household_id from household_link where member_id = ${account} and to_on is null))`;
    const [row] = await here.database.execute<{ count: number }>(sql`
      select count(*)::int as count from household where ended_at is null and ${reach}`);
    return row?.count ?? null;
  }

  async function householdOutsideGrid(): Promise<{ id: number; number: string }> {
    const account = sql`(select person_id from account where username = ${demoUsernames.gridLead})`;
    const [row] = await here.database.execute<{ id: number; number: string }>(sql`
      select id::int, number
      from household
      where village_code = ${village} and ended_at is null and geometry is not null and lane_id not in (
        select zone.id from zone join zone_lead on zone_lead.zone_id in (zone.id, zone.parent_id)
        where zone_lead.person_id = ${account}
      ) and id not in (select household_id from household_link where member_id = ${account})
      order by id
      limit 1`);
    if (!row) throw new Error('the grid is the whole village');
    return row;
  }
});

/** What lies over the whole page. */
function drawnOver(page: Page): Promise<string> {
  return page.evaluate(() => getComputedStyle(document.body, '::after').backgroundImage);
}

async function signInByForm(page: Page, username: string, password = demoPassword): Promise<void> {
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
}
