import { sql } from 'drizzle-orm';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violations } from './axe.ts';
import { openVillage, photograph, settle, type Village, type VisitOptions } from './village.ts';

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
    await page.getByText('还差：在地图上画出受威胁的范围。').waitFor();
    await photograph(page, 'emergency-empty');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: '按水深' }).click();
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
    await page.getByRole('button', { name: '按滑坡' }).click();
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
    await page.getByRole('button', { name: '按隐患' }).click();
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
});
