import { sql } from 'drizzle-orm';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violations } from './axe.ts';
import { openVillage, photograph, type Village } from './village.ts';

type Options = BrowserContextOptions & { language?: 'zh' | 'en' };

describe("what a county decides of its hazards' rules", () => {
  let here: Village;
  beforeAll(async () => {
    here = await openVillage();
  });
  afterAll(() => here?.close());

  const open = async (part: string, { language = 'zh', ...options }: Options = {}): Promise<Page> => {
    const { page } = await here.visit('/', { as: 'countyAnalyst', ...options });
    await page.evaluate((word) => localStorage.setItem('cuntu.language', word), language);
    await page.goto(`${here.url}/?mode=admin`);
    await page.getByRole('tab', { name: part, exact: true }).click();
    return page;
  };
  const setting = async (key: string) => {
    const [row] = await here.database.execute<{ value: unknown }>(sql`select value from setting where key = ${key}`);
    return row?.value;
  };

  it('weights: the order they would make is there before they are saved, and what somebody else saved is not overwritten', async () => {
    const page = await open('紧迫度');
    const order = page.getByRole('complementary', { name: '改后谁在前' }).locator('li');
    await order.first().waitFor();
    const before = await order.allInnerTexts();
    const other = await open('紧迫度', { colorScheme: 'dark' });
    await page.getByRole('textbox', { name: '低风险' }).fill('一百');
    await page.getByText('请填 0 到 100 的数').waitFor();
    expect(await page.getByRole('button', { name: '保存', exact: true }).isDisabled()).toBe(true);
    await page.getByRole('textbox', { name: '低风险' }).fill('90');
    await expect.poll(() => order.allInnerTexts()).not.toEqual(before);
    expect(await violations(page)).toEqual([]);
    await photograph(page, 'rules-weights');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByText('已保存').waitFor();
    expect(await setting('urgencyWeights')).toMatchObject({ severity: { 4: 90 } });
    await other.getByRole('textbox', { name: '重大风险' }).fill('20');
    await other.getByRole('button', { name: '保存', exact: true }).click();
    await other.getByText('刚刚有别人改了这里').waitFor();
    expect(await violations(other)).toEqual([]);
    await photograph(other, 'rules-weights-dark');
    expect(await setting('urgencyWeights')).toMatchObject({ severity: { 1: 10, 4: 90 } });
    await other.getByRole('button', { name: '撤销改动' }).click();
    await expect.poll(() => other.getByRole('textbox', { name: '低风险' }).inputValue()).toBe('90');
    await page.context().close();
    await other.context().close();
  });

  it('days: a category gets its own, and an order upside down is pointed out', async () => {
    const page = await open('整改期限');
    const row = page.getByRole('row', { name: /^危房/ });
    await row.getByRole('button').click();
    await row.getByRole('textbox', { name: /重大风险/ }).fill('30');
    await row.getByText('较重的比较轻的期限还长').waitFor();
    await row.getByRole('textbox', { name: /重大风险/ }).fill('5');
    expect(await violations(page)).toEqual([]);
    await photograph(page, 'rules-due');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByText('已保存').waitFor();
    expect(await setting('hazardDueDays')).toMatchObject({ byCategory: { building: { 1: 5, 2: 20 } } });
    await page.context().close();
  });

  it('kinds: a new one needs both names, and is then offered to whoever reports', async () => {
    const page = await open('隐患分类');
    await page.getByText('井盖缺损').click();
    await page.getByRole('listitem').filter({ hasText: '公共设施' }).getByRole('button', { name: '加一种' }).click();
    const list = page.getByRole('list', { name: /公共设施.*具体情形/ });
    await list
      .getByRole('textbox', { name: /中文名/ })
      .last()
      .fill('充电桩损坏');
    await page.getByText('每一种都要有中文名和英文名。').waitFor();
    await list
      .getByRole('textbox', { name: /英文名/ })
      .last()
      .fill('Broken charging point');
    expect(await violations(page)).toEqual([]);
    await photograph(page, 'rules-tree');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByText('已保存').waitFor();
    await page.context().close();
    const reporter = await here.visit('/?area=371082999001', { as: 'reporter' });
    await reporter.page.getByRole('button', { name: '上报隐患' }).click();
    await reporter.page.getByRole('combobox', { name: '具体情形' }).selectOption({ label: '充电桩损坏' });
    await reporter.page.context().close();
  });

  it('in English, on a phone', async () => {
    const page = await open('Urgency', { language: 'en', viewport: { width: 390, height: 844 } });
    await page.getByText('Who would come first').first().waitFor();
    expect(await violations(page)).toEqual([]);
    await photograph(page, 'rules-phone-english');
    await page.context().close();
  });
});
