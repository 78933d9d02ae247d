import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violations } from './axe.ts';
import { openVillage, photograph, settle, type Village } from './village.ts';

const village = '371082999001';

describe('what is suggested', () => {
  let here: Village;
  beforeAll(async () => {
    here = await openVillage();
  });
  afterAll(() => here?.close());

  it('repairs a village in one step, proved to be the smallest, or keeps lanes together at a stated price', async () => {
    const { page, troubles } = await here.visit(`/?area=${village}&mode=reassign`);
    await page.getByRole('button', { name: '新建方案' }).click();
    await page.getByRole('tablist', { name: '方案的内容' }).getByRole('tab', { name: '建议' }).click();
    await page.getByRole('button', { name: '计算建议' }).click();
    await page.getByText('最优：没有更少步数的方案。').waitFor();
    await settle(page);
    await photograph(page, 'suggest');
    const all = page.getByRole('button', { name: /^全部采纳（\d+）$/ });
    const fewest = Number((await all.textContent())?.match(/\d+/)?.[0]);
    await page.getByLabel(/尽量连成一片/).check();
    await page.getByRole('button', { name: '重新计算' }).click();
    await page.getByText(`最少要调 ${fewest} 户`).waitFor();
    await photograph(page, 'suggest-together');
    await all.click();
    await page.getByText(/1 步 · \d+ 项调整/).waitFor();
    await page.getByRole('button', { name: '重新计算' }).click();
    await page.getByText('全部在限度以内，不需要调整。').waitFor();
    expect(troubles).toEqual([]);
  });

  it('says what keeps a grid of one lane below its limit, and how a grid is split by whole lanes', async () => {
    const other = '371082999003';
    await here.database.execute(sql`
      insert into account_grant (county_code, account_id, role, area_code, from_on, granted_by)
      select '371082', id, 'villageOfficial', ${other}, current_date - 1, 'test' from account where username = 'village'`);
    const { page, troubles } = await here.visit(`/?area=${other}&mode=reassign`);
    await page.getByRole('button', { name: '新建方案' }).click();
    const pages = page.getByRole('tablist', { name: '方案的内容' });
    await pages.getByRole('tab', { name: '建议' }).click();
    await page.getByRole('button', { name: '计算建议' }).click();
    await page.getByText('里面 1 个下级片区各守限度，一共至多 20 户，而它至少要 30 户').waitFor();
    await settle(page);
    await photograph(page, 'suggest-infeasible');
    expect(await violations(page)).toEqual([]);
    await pages.getByRole('tab', { name: '片区' }).click();
    await page.getByRole('button', { name: /^第1网格/ }).click();
    await page.getByRole('button', { name: '拆分', exact: true }).first().click();
    const split = page.getByRole('region', { name: '拆分：第1网格' });
    await split.getByRole('button', { name: '计算' }).click();
    await split.getByText(/每份至少 30 户，还少 \d+ 户/).waitFor();
    await photograph(page, 'split-whole');
    expect(troubles).toEqual([]);
  });
});
