import { sql } from 'drizzle-orm';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitForVillage } from '../support/browser.ts';
import { keptInBrowser, openVillage, type Village } from './village.ts';

const village = '371082999001';

describe('gestures made while the server is away', () => {
  let here: Village;
  beforeAll(async () => {
    here = await openVillage();
  });
  afterAll(() => here?.close());

  it('outlive the window, are sent once when the server is back, and are forgotten with signing out', async () => {
    const { page } = await here.visit(`/?area=${village}&mode=reassign`);
    const panel = page.getByRole('complementary', { name: '调整' });
    await panel.getByRole('button', { name: '新建方案' }).click();
    await panel.getByText('0 步 · 0 项调整').waitFor();
    // Only what plans are written with is cut off, as by a server that restarts: the page itself can be loaded again.
    const plans = /\/trpc\/reassign\.plan\.(gesture|undo|redo)/;
    await page.route(plans, (route) => route.abort());
    await giveFirst(page, 2);
    await panel.getByText(/1 步 · 2 项调整/).waitFor();
    await panel.getByText(/改动已存在这台设备上/).waitFor();
    await giveFirst(page, 3);
    await panel.getByText(/2 步 · 5 项调整/).waitFor();
    await expect.poll(() => keptWrites(page)).toBe(2);

    await page.reload();
    await waitForVillage(page);
    await panel.getByText(/2 步 · 5 项调整/).waitFor();
    expect(await stepsOf(page)).toBe(0);
    await page.unroute(plans);
    await panel.getByText('已保存').waitFor();
    expect(await stepsOf(page)).toBe(2);
    await expect.poll(() => keptWrites(page)).toBe(0);
    await page.reload();
    await waitForVillage(page);
    await panel.getByText(/2 步 · 5 项调整/).waitFor();
    expect(await stepsOf(page)).toBe(2);

    await page.route(plans, (route) => route.abort());
    await giveFirst(page, 4);
    await expect.poll(() => keptWrites(page)).toBe(1);
    const plan = new URL(page.url()).searchParams.get('plan');
    await page.goto(`${here.url}/?area=${village}`);
    await waitForVillage(page);
    await page.unroute(plans);
    const notice = page.getByRole('paragraph').filter({ hasText: '有 1 步只存在这台设备上' });
    await notice.getByRole('button', { name: '打开并保存' }).click();
    await panel.getByText(/3 步 · \d+ 项调整/).waitFor();
    await panel.getByText('已保存').waitFor({ timeout: 60_000 });
    expect(new URL(page.url()).searchParams.get('plan')).toBe(plan);
    await notice.waitFor({ state: 'detached' });
    expect(await stepsOf(page)).toBe(3);

    await page.route(plans, (route) => route.abort());
    await giveFirst(page, 1);
    await expect.poll(() => keptWrites(page)).toBe(1);
    await page.getByRole('button', { name: /我的账号/ }).click();
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.getByRole('button', { name: '登录', exact: true }).waitFor();
    await expect.poll(() => keptWrites(page)).toBe(0);
    await page.context().close();
  });

  /** Selects those without a lane or the first of a lane by number, and gives them to the likeliest lane. */
  async function giveFirst(page: Page, count: number): Promise<void> {
    const panel = page.getByRole('complementary', { name: '调整' });
    const [{ numbers } = { numbers: [] }] = await here.database.execute<{ numbers: string[] }>(sql`
      select array_agg(number order by id) as numbers from (
        select number, id from household
        where village_code = ${village} and lane_id is not null and ended_at is null
        order by id offset ${count * 20} limit ${count}
      ) chosen`);
    await panel.getByRole('button', { name: '粘贴户号…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill(numbers.join(' '));
    await dialog.getByRole('button', { name: `选中 ${count} 户` }).click();
    const targets = panel.getByRole('region', { name: '去向' });
    await targets.getByRole('listitem').first().getByRole('button').click();
    await targets.getByRole('button', { name: new RegExp(`^把 ${count} 户给`) }).click();
  }

  /** How many writes the browser keeps for the server. */
  async function keptWrites(page: Page): Promise<number> {
    const kept = await keptInBrowser<{ writes: unknown[] }>(page);
    return kept.reduce((sum, { writes }) => sum + writes.length, 0);
  }

  async function stepsOf(page: Page): Promise<number> {
    const id = Number(new URL(page.url()).searchParams.get('plan'));
    const [row] = await here.database.execute<{ done: number }>(
      sql`select done from plan where id = ${id} and village_code = ${village}`,
    );
    return row?.done ?? -1;
  }
});
