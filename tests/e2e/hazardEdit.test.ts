import { sql } from 'drizzle-orm';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violations } from './axe.ts';
import { openVillage, photograph, type Village } from './village.ts';

const village = '371082999001';

describe('changing a hazard', () => {
  let here: Village;
  beforeAll(async () => {
    here = await openVillage();
  });
  afterAll(() => here?.close());

  const title = (page: Page) => page.getByRole('textbox', { name: '一句话说明' });
  const save = (page: Page) => page.getByRole('button', { name: '保存修改' }).click();

  it('shows two who change it at once what the other wrote, and keeps what each decided in its history', async () => {
    const [hazard] = await here.database.execute<{ id: number; title: string; description: string }>(sql`
      select id::int, title, description from hazard
      where village_code = ${village} and state not in ('closed', 'rejected') and description <> '' order by id limit 1`);
    const path = `/?area=${village}&mode=triage&open=hazard.371082.${hazard?.id}`;
    const { page, troubles } = await here.visit(path);
    const other = await here.visit(path, { as: 'townOfficial', colorScheme: 'dark' });
    for (const each of [page, other.page]) {
      await each.getByRole('button', { name: '修改', exact: true }).click();
      await each.getByRole('region', { name: /^修改隐患/ }).waitFor();
    }
    await title(page).fill('甲改的标题');
    await title(other.page).fill('乙改的标题');
    await other.page.getByRole('textbox', { name: '情况' }).fill('乙写的情况');
    await save(other.page);
    await page.getByText('情况已改为“乙写的情况”').waitFor();
    expect(await title(page).inputValue()).toBe('甲改的标题');
    await expect.poll(() => page.getByRole('button', { name: '保存修改' }).isDisabled()).toBe(true);
    expect(await violations(page)).toEqual([]);
    await photograph(page, 'hazard-edit-clash');
    await page.getByRole('button', { name: '用我写的' }).click();
    await save(page);
    await other.page.getByRole('heading', { name: '甲改的标题' }).waitFor();
    await page.getByText('标题：乙改的标题 → 甲改的标题').waitFor();
    await page.getByText(`情况：${hazard?.description} → 乙写的情况`).waitFor();
    expect(await violations(other.page)).toEqual([]);
    await photograph(other.page, 'hazard-edit-dark');
    expect(troubles).toEqual([]);
    await page.context().close();
    await other.page.context().close();
  });
});
