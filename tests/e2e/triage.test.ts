import { sql } from 'drizzle-orm';
import type { Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoUsernames } from '../../shared/demo.ts';
import { violations } from './axe.ts';
import { openVillage, photograph, settle, type Village } from './village.ts';

const village = '371082999001';

describe('the triage', () => {
  let here: Village;
  beforeAll(async () => {
    here = await openVillage();
  });
  afterAll(() => here?.close());

  const listed = async (page: Page): Promise<number> => {
    const row = page.getByRole('list', { name: '隐患清单' }).locator('li').first();
    await row.waitFor();
    return Number(await row.getAttribute('aria-setsize'));
  };

  it('lists what the database holds, narrows by severity, and brings the filter back by its address', async () => {
    const counts = await here.database.execute<{ severity: number; count: number }>(
      sql`select severity, count(*)::int as count from hazard where village_code = ${village} group by 1`,
    );
    const { page, troubles } = await here.visit(`/?area=${village}&mode=triage`);
    const all = counts.reduce((sum, { count }) => sum + count, 0);
    await expect.poll(() => listed(page)).toBe(all);
    await settle(page);
    await photograph(page, 'triage');
    await page.getByRole('group', { name: '等级' }).getByRole('button').nth(1).click();
    const large = counts.find(({ severity }) => severity === 2)?.count ?? 0;
    await expect.poll(() => listed(page)).toBe(large);
    await expect.poll(() => page.url()).toContain('severity=2');
    await page.reload();
    await expect.poll(() => listed(page)).toBe(large);
    expect(await violations(page)).toEqual([]);
    for (const fold of await page.locator('details summary').all()) await fold.click();
    await photograph(page, 'triage-open');
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  it('takes a hazard from the report to its closing, each step by whose turn it is', async () => {
    const { page } = await here.visit(`/?area=${village}&at=17/36.8986/122.4285`, { as: 'villageOfficial' });
    await page.getByRole('button', { name: '上报隐患' }).click();
    await page.getByRole('button', { name: '点位置' }).click();
    const canvas = await page.locator('canvas.maplibregl-canvas').boundingBox();
    if (!canvas) throw new Error('there is no map');
    await settle(page);
    await page.mouse.click(canvas.x + canvas.width / 2, canvas.y + canvas.height / 2);
    await page.getByRole('textbox', { name: '一句话说明' }).fill('路边井盖缺失');
    await photograph(page, 'report');
    await page.getByRole('region', { name: '上报隐患' }).getByRole('button', { name: '上报', exact: true }).click();
    await page.getByRole('heading', { name: '路边井盖缺失' }).waitFor();
    const take = async (step: string, note: string | null, withPhoto = false) => {
      await page.getByRole('button', { name: step, exact: true }).click();
      const dialog = page.getByRole('dialog', { name: step });
      if (note) await dialog.getByRole('textbox').fill(note);
      if (withPhoto) {
        const buffer = PNG.sync.write(new PNG({ width: 64, height: 48 }));
        await dialog.locator('input[type=file]').setInputFiles({ name: '井盖.png', mimeType: 'image/png', buffer });
        await dialog.getByRole('img', { name: '照片 1' }).waitFor();
      }
      await dialog.getByRole('button', { name: step, exact: true }).click();
      await dialog.waitFor({ state: 'detached' });
    };
    await take('核实', null);
    await take('交办', null);
    await take('开始整改', null);
    await take('整改完成', '井盖已更换', true);
    await take('复查合格', '盖好了');
    await take('销号', '现场照片存档');
    await page.getByText('现场照片存档').waitFor();
    await photograph(page, 'hazard-card');
    const [row] = await here.database.execute<{ state: string; steps: number }>(sql`
      select hazard.state, (select count(*)::int from hazard_event where hazard_id = hazard.id) as steps
      from hazard where title = '路边井盖缺失'`);
    expect(row).toEqual({ state: 'closed', steps: 7 });
    await page.context().close();
  });

  it('lets a reporter report from a phone', async () => {
    const { page } = await here.visit(`/?area=${village}&at=17/36.8986/122.4285`, {
      as: 'reporter',
      viewport: { width: 390, height: 844 },
      geolocation: { longitude: 122.4285, latitude: 36.8986 },
      permissions: ['geolocation'],
    });
    await page.getByRole('button', { name: '上报隐患' }).click();
    await page.getByRole('button', { name: '我的位置' }).click();
    await page.getByText('已标出').waitFor();
    await page.getByRole('textbox', { name: '一句话说明' }).fill('路灯不亮');
    expect(await violations(page)).toEqual([]);
    await photograph(page, 'report-phone');
    await page.getByRole('region', { name: '上报隐患' }).getByRole('button', { name: '上报', exact: true }).click();
    await page.getByRole('heading', { name: '路灯不亮' }).waitFor();
    const [row] = await here.database.execute<{ channel: string }>(
      sql`select channel from hazard where title = '路灯不亮' and reported_by = (select id from account where username = ${demoUsernames.reporter})`,
    );
    expect(row?.channel).toBe('snapshot');
    await page.context().close();
  });

  it('says who is in reach, who goes first and where hazards gather', async () => {
    const { page, troubles } = await here.visit(`/?area=${village}&mode=triage&page=exposure`);
    await page.getByText('最近的安置点').waitFor();
    await settle(page);
    await photograph(page, 'triage-exposure');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('tab', { name: '先后' }).click();
    const boxes = page.getByRole('checkbox', { name: /^比较/ });
    await boxes.nth(0).check();
    await boxes.nth(3).check();
    await page.getByRole('region', { name: '为什么它在前' }).waitFor();
    await photograph(page, 'triage-urgency');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('tab', { name: '规律' }).click();
    await page.getByRole('table').waitFor();
    await settle(page);
    await photograph(page, 'triage-pattern');
    expect(await violations(page)).toEqual([]);
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  it('leads an evacuation in two windows, from an open hazard to the report', async () => {
    const [flood] = await here.database.execute<{ id: number }>(
      sql`select id::int from hazard where village_code = ${village} and category = 'flood' and severity = 1 order by id limit 1`,
    );
    const { page } = await here.visit(`/?area=${village}&mode=triage&open=hazard.371082.${flood?.id}`);
    await page.getByRole('tab', { name: '防汛' }).click();
    await page.getByRole('radio', { name: '按隐患' }).check();
    await page.getByText('附近安置点余量').waitFor();
    await settle(page);
    await photograph(page, 'emergency-start');
    await page.getByRole('button', { name: '启动并通知负责人' }).click();
    const calls = (of: Page) => of.getByRole('list', { name: '叫应名单' }).getByRole('article');
    await calls(page).first().waitFor();
    await expect.poll(() => page.url()).toContain('emergency=');
    // The other is told, and the notice leads there.
    const other = await here.visit('/', { as: 'gridLead' });
    await other.page.getByRole('button', { name: /^通知/ }).click();
    await other.page
      .getByRole('button', { name: /^应急“/ })
      .first()
      .click();
    await expect.poll(() => other.page.url()).toContain('tab=emergency');
    await calls(other.page).first().waitFor();
    const name = (await calls(other.page).first().getAttribute('aria-label')) ?? '';
    await other.page.getByRole('article', { name, exact: true }).getByRole('button', { name: '已安全' }).click();
    await other.page.getByRole('button', { name: '已安全' }).first().waitFor();
    await page.getByRole('group', { name: '看哪些户' }).getByRole('radio', { name: '已安全' }).check();
    await page.getByRole('article', { name, exact: true }).waitFor();
    await settle(page);
    await photograph(page, 'emergency');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: '结束', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: '结束', exact: true }).click();
    await page.getByRole('dialog').getByText('半数安全用时').waitFor();
    await page.getByRole('button', { name: '打印总结' }).waitFor();
    await photograph(page, 'emergency-report');
    await page.context().close();
    await other.page.context().close();
  });
});
