import { sql } from 'drizzle-orm';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitForVillage } from '../support/browser.ts';
import { countPixels, openVillage, photograph, settle, type Village } from './village.ts';

describe('with the network unplugged', () => {
  let here: Village;
  beforeAll(async () => {
    here = await openVillage();
  });
  afterAll(() => here?.close());

  it('still opens, shows the village and pans over it, and says that it is offline', async () => {
    const { page } = await here.visit('/', { serviceWorkers: 'allow' });
    await page.waitForFunction(() => navigator.serviceWorker.ready.then(() => true));
    // The first visit is not the worker's yet; the second fills its store.
    await page.reload();
    await waitForVillage(page);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await expect.poll(() => page.evaluate(() => performance.getEntriesByName('village-kept').length)).toBe(1);
    await settle(page);

    await page.context().setOffline(true);
    await page.reload();
    await waitForVillage(page);
    await page.getByText('网络已断开').waitFor();
    const before = await photograph(page, 'offline');
    expect(countPixels(before, '#7C3AED')).toBeGreaterThan(200);

    const canvas = await page.locator('canvas.maplibregl-canvas').boundingBox();
    if (!canvas) throw new Error('there is no map');
    const middle = { x: canvas.x + canvas.width / 2, y: canvas.y + canvas.height / 2 };
    await page.mouse.move(middle.x, middle.y);
    await page.mouse.down();
    await page.mouse.move(middle.x - 250, middle.y + 150, { steps: 8 });
    await page.mouse.up();
    await settle(page);
    const after = await photograph(page, 'offline-panned');
    expect(countPixels(after, '#7C3AED')).toBeGreaterThan(200);
    expect(countPixels(after, '#7C3AED')).not.toBe(countPixels(before, '#7C3AED'));
    await page.context().close();
  });

  it('shows the call-down list that was read before, takes ticks for it, and forgets it with signing out', async () => {
    const { page } = await here.visit('/', { serviceWorkers: 'allow' });
    await page.waitForFunction(() => navigator.serviceWorker.ready.then(() => true));
    const [flood] = await here.database.execute<{ id: number }>(
      sql`select id::int from hazard where village_code = '371082999001' and category = 'flood' and severity = 1 order by id limit 1`,
    );
    await page.goto(`${here.url}/?area=371082999001&mode=triage&open=hazard.371082.${flood?.id}`);
    await waitForVillage(page);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await page.getByRole('tab', { name: '防汛' }).click();
    await page.getByRole('radio', { name: '按隐患' }).check();
    await page.getByRole('button', { name: '启动并通知负责人' }).click();
    const calls = page.getByRole('list', { name: '叫应名单' }).getByRole('article');
    await calls.first().waitFor();
    const first = (await calls.first().getAttribute('aria-label')) ?? '';
    await expect.poll(() => readingsIn(page)).toEqual(['evacuations', 'get', 'list', 'shelters']);
    await settle(page);

    await page.context().setOffline(true);
    await page.reload();
    await waitForVillage(page);
    await page.getByText(/这是 .* 的名单/).waitFor();
    const row = calls.filter({ hasText: first }).first();
    await row.getByRole('link').first().waitFor();
    await row.getByRole('button', { name: '已通知' }).click();
    await page.getByText(/1 个勾已记在这台设备上/).waitFor();
    await photograph(page, 'offline-calls');

    await page.context().setOffline(false);
    const ticked = async () => {
      const [told] = await here.database.execute<{ count: number }>(
        sql`select count(*)::int as count from evacuation where acknowledged_at is not null`,
      );
      return told?.count;
    };
    await expect.poll(ticked).toBe(1);
    await page.getByText(/这是 .* 的名单/).waitFor({ state: 'detached' });

    await page.getByRole('button', { name: '结束', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: '结束', exact: true }).click();
    await expect.poll(() => readingsIn(page)).toEqual(['list']);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /我的账号/ }).click();
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.getByRole('button', { name: '登录', exact: true }).waitFor();
    await expect.poll(() => readingsIn(page)).toEqual([]);
    await page.context().close();
  });

  /** Which answers about emergencies the browser keeps. */
  function readingsIn(page: Page): Promise<string[]> {
    return page.evaluate(async () => {
      const kept = await (await caches.open('readings')).keys();
      return kept.map(({ url }) => /emergency%22%2C%22(\w+)/.exec(url)?.[1] ?? url).sort();
    });
  }
});
