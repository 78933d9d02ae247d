import { sql } from 'drizzle-orm';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitForVillage } from '../support/browser.ts';
import { violations } from './axe.ts';
import { keptInBrowser, openVillage, photograph, settle, type Village, type VisitOptions } from './village.ts';

const village = '371082999001';

describe('an evacuation', () => {
  let here: Village;
  beforeAll(async () => {
    here = await openVillage();
  });
  afterAll(() => here?.close());

  /** The start of one, over the place of a hazard of a category. */
  const prepare = async (category: string, options: VisitOptions = {}): Promise<Page> => {
    const [place] = await here.database.execute<{ lng: number; lat: number }>(sql`
      select st_x(st_pointonsurface(geometry)) as lng, st_y(st_pointonsurface(geometry)) as lat
      from hazard where village_code = ${village} and category = ${category} order by severity, id limit 1`);
    const { page } = await here.visit(`/?area=${village}&mode=triage&at=16/${place?.lat}/${place?.lng}`, options);
    await page.getByRole('tab', { name: '防汛' }).click();
    return page;
  };
  const middle = async (page: Page) => {
    const box = await page.locator('canvas.maplibregl-canvas').boundingBox();
    if (!box) throw new Error('there is no map');
    await settle(page);
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };
  const households = async (page: Page): Promise<number> => {
    const text = await page.getByRole('status').filter({ hasText: '户数' }).textContent();
    return Number(/户数\s*([\d,]+)/.exec(text ?? '')?.[1]?.replace(',', '') ?? 0);
  };

  it('finds who is below a water level that is raised, and says what is missing until then', async () => {
    const page = await prepare('flood');
    await page.getByText('还差：在地图上画出受威胁的范围，或上传。').waitFor();
    await photograph(page, 'emergency-empty');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('radio', { name: '按水深' }).check();
    await page.getByText('还差：在地图上点水来的地方。').waitFor();
    await page.getByRole('button', { name: '在地图上点', exact: true }).click();
    const { x, y } = await middle(page);
    await page.mouse.click(x, y);
    await page.getByRole('slider').fill('3');
    await expect.poll(() => households(page)).toBeGreaterThan(0);
    const few = await households(page);
    await page.getByRole('slider').fill('8');
    await expect.poll(() => households(page)).toBeGreaterThan(few);
    await settle(page);
    await photograph(page, 'emergency-flood');
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });

  it('finds who lives on a slope that is drawn and below it', async () => {
    const page = await prepare('fire', { colorScheme: 'dark' });
    await page.getByRole('radio', { name: '按滑坡' }).check();
    await page.getByRole('button', { name: '在地图上画', exact: true }).click();
    const { x, y } = await middle(page);
    for (const [right, down] of [
      [-50, -50],
      [50, -50],
      [50, 50],
    ] as const) {
      await page.mouse.click(x + right, y + down);
    }
    await page.mouse.dblclick(x - 50, y + 50);
    await page.getByRole('slider').fill('12');
    await page.getByRole('status').filter({ hasText: '户数' }).waitFor();
    await settle(page);
    await photograph(page, 'emergency-landslide-dark');
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });

  it('keeps ticks while the server is out of reach, sends them with their time, and prints its list', async () => {
    const [flood] = await here.database.execute<{ id: number }>(
      sql`select id::int from hazard where village_code = ${village} and category = 'flood' and severity = 1 order by id limit 1`,
    );
    const { page } = await here.visit(`/?area=${village}&mode=triage&open=hazard.371082.${flood?.id}`);
    await page.getByRole('tab', { name: '防汛' }).click();
    await page.getByRole('radio', { name: '按隐患' }).check();
    await page.getByRole('button', { name: '启动并通知负责人' }).click();
    const calls = page.getByRole('list', { name: '叫应名单' }).getByRole('article');
    await calls.first().waitFor();
    const ticked = async () => {
      const [row] = await here.database.execute<{ count: number }>(
        sql`select count(*)::int as count from evacuation where acknowledged_at is not null`,
      );
      return row?.count;
    };
    await page.context().setOffline(true);
    for (const index of [0, 1]) await calls.nth(index).getByRole('button', { name: '已通知' }).click();
    await page.getByText(/2 个勾已记在这台设备上/).waitFor();
    const first = calls.first().getByRole('button', { name: '已通知' });
    await expect.poll(() => first.getAttribute('aria-pressed')).toBe('true');
    expect(await violations(page)).toEqual([]);
    await photograph(page, 'emergency-away');
    expect(await ticked()).toBe(0);
    // They are sent whatever is looked at by then.
    await page.getByRole('tab', { name: '图层' }).click();
    await calls.first().waitFor({ state: 'detached' });
    await page.context().setOffline(false);
    await expect.poll(ticked).toBe(2);
    await page.getByRole('tab', { name: '防汛' }).click();
    await calls.first().waitFor();
    await page.getByText(/个勾已记在这台设备上/).waitFor({ state: 'detached' });
    await expect.poll(() => first.getAttribute('aria-pressed')).toBe('true');

    await page.emulateMedia({ media: 'print' });
    const [all] = await here.database.execute<{ count: number }>(sql`select count(*)::int as count from evacuation`);
    await expect.poll(() => page.locator('table tbody tr:has-text("☐")').count()).toBe(all?.count);
    await page.setViewportSize({ width: 794, height: 1123 });
    await photograph(page, 'emergency-print');
    const pdf = await page.pdf({ format: 'A4', path: 'test-results/emergency.pdf' });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    await page.context().close();
  });

  it('is started and ticked off by the keyboard alone, where the middle of the map is the pointer', async () => {
    const { page } = await here.visit(`/?area=${village}&mode=triage&tab=emergency`);
    const ways = page.getByRole('group', { name: '受威胁范围怎么定' });
    await ways.getByRole('radio', { name: '画范围' }).focus();
    for (const way of ['选区域', '按隐患', '按水深']) {
      await page.keyboard.press('ArrowRight');
      await expect.poll(() => ways.getByRole('radio', { name: way }).isChecked()).toBe(true);
    }
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('回车在十字处落点').waitFor();
    // The map has the keyboard now.
    await page.keyboard.press('Escape');
    await page.getByText('回车在十字处落点').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '在地图上点', exact: true }).press('Enter');
    await page.keyboard.press('Enter');
    await expect.poll(() => households(page)).toBeGreaterThan(0);

    await ways.getByRole('radio', { name: '按水深' }).press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    const [zone] = await here.database.execute<{ name: string; count: number }>(sql`
      select zone.name, count(*)::int as count from zone
      join household on st_intersects(household.geometry, zone.geometry) and household.ended_at is null
      where zone.village_code = ${village} and zone.level = 'grid' and zone.ended_at is null
      group by zone.id, zone.name, zone.number order by zone.number desc limit 1`);
    // As one writes a few letters of it: the list opens by the keyboard otherwise, outside the page.
    await page.getByRole('combobox', { name: '哪个区域' }).selectOption({ label: zone?.name ?? '' });
    await expect.poll(() => households(page)).toBe(zone?.count);
    expect(await violations(page)).toEqual([]);
    await photograph(page, 'emergency-area');
    await page.getByRole('button', { name: '启动并通知负责人' }).press('Enter');
    const first = page.getByRole('list', { name: '叫应名单' }).getByRole('article').first();
    const safe = first.getByRole('button', { name: '已安全' });
    await safe.waitFor();
    const name = await first.getAttribute('aria-label');
    await safe.press('Enter');
    await page.getByRole('group', { name: '看哪些户' }).getByRole('radio', { name: '未安全' }).press('ArrowLeft');
    await page.getByRole('article', { name: name ?? '' }).waitFor();
    await page.context().close();
  });

  it('keeps ticks beyond the window, sends each once, tells other windows, and forgets them with signing out', async () => {
    const { page } = await here.visit(`/?area=${village}&mode=triage&tab=emergency`);
    await page.getByRole('radio', { name: '选区域' }).check();
    await page.getByRole('combobox', { name: '哪个区域' }).selectOption({ index: 3 });
    await page.getByRole('button', { name: '启动并通知负责人' }).click();
    const call = (of: Page, name: string) => of.getByRole('article', { name });
    const list = page.getByRole('list', { name: '叫应名单' }).getByRole('article');
    await list.first().waitFor();
    const [one = '', two = ''] = await list.evaluateAll((rows) => rows.map((row) => row.ariaLabel ?? ''));
    const { page: other } = await here.visit(new URL(page.url()).search.replace(/^/, '/'));
    await call(other, one).waitFor();
    const isTold = (of: Page, name: string) =>
      call(of, name).getByRole('button', { name: '已通知' }).getAttribute('aria-pressed');
    // Only ticks are cut off, so that the page itself can be loaded again.
    const ticks = /\/trpc\/emergency\.tick/;
    await page.route(ticks, (route) => route.abort());
    for (const name of [one, two]) await call(page, name).getByRole('button', { name: '已通知' }).click();
    await expect.poll(async () => (await keptInBrowser(page)).length).toBe(2);

    await page.reload();
    await waitForVillage(page);
    await page.getByText(/2 个勾已记在这台设备上/).waitFor();
    expect(await Promise.all([one, two].map((name) => isTold(page, name)))).toEqual(['true', 'true']);
    expect(await isTold(other, one)).toBe('false');
    let sent = 0;
    page.on('requestfinished', (request) => {
      if (ticks.test(request.url())) sent += 1;
    });
    await page.unroute(ticks);
    await expect.poll(() => isTold(other, one)).toBe('true');
    await expect.poll(() => isTold(other, two)).toBe('true');
    await expect.poll(async () => (await keptInBrowser(page)).length).toBe(0);
    expect(sent).toBe(2);

    await page.route(ticks, (route) => route.abort());
    await call(page, one).getByRole('button', { name: '已安全' }).click();
    await expect.poll(async () => (await keptInBrowser(page)).length).toBe(1);
    await page.getByRole('button', { name: /我的账号/ }).click();
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.getByRole('button', { name: '登录', exact: true }).waitFor();
    expect(await keptInBrowser(page)).toEqual([]);
    await page.context().close();
    await other.context().close();
  });
});
