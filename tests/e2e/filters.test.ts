import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { sql } from 'drizzle-orm';
import ExcelJS from 'exceljs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violations } from './axe.ts';
import { openVillage, photograph, settle, type Village } from './village.ts';

const village = '371082999001';

describe('filters of hazards', () => {
  let here: Village;
  beforeAll(async () => {
    here = await openVillage();
  });
  afterAll(() => here?.close());

  const rowsOf = (page: Page) => page.getByRole('list', { name: '隐患清单' }).locator('li');
  const listed = async (page: Page): Promise<number> => {
    const row = rowsOf(page).first();
    if ((await row.count()) === 0) return 0;
    return Number(await row.getAttribute('aria-setsize'));
  };
  /** Titles of the whole list, from the first to the last, as they come into sight. */
  const titles = async (page: Page): Promise<string[]> => {
    const found = new Map<number, string>();
    const all = await listed(page);
    await expect
      .poll(
        async () => {
          for (const row of await rowsOf(page).all()) {
            const place = Number(await row.getAttribute('aria-posinset'));
            const name = await row.getByRole('checkbox').getAttribute('aria-label');
            if (name && !/^选择 F-/.test(name)) found.set(place, name.slice('选择 '.length));
          }
          await rowsOf(page).last().scrollIntoViewIfNeeded();
          return found.size;
        },
        { interval: 300 },
      )
      .toBe(all);
    return [...found].sort(([a], [b]) => a - b).map(([, name]) => name);
  };
  const open = async (page: Page, name: string) => page.locator('summary', { hasText: name }).first().click();
  const middle = async (page: Page) => {
    const box = await page.locator('canvas.maplibregl-canvas').boundingBox();
    if (!box) throw new Error('there is no map');
    await settle(page);
    return [box.x + box.width / 2, box.y + box.height / 2] as const;
  };

  it('export exactly what is listed, row by row, in every format', async () => {
    const { page } = await here.visit(`/?area=${village}&mode=triage&severity=2`);
    await rowsOf(page).first().waitFor();
    await expect.poll(() => page.locator('[aria-busy="true"]').count()).toBe(0);
    const seen = await titles(page);
    const save = async (format: string): Promise<string> => {
      await page.getByRole('button', { name: '导出' }).click();
      const coming = page.waitForEvent('download');
      await page.getByRole('button', { name: format, exact: true }).click();
      return (await coming).path();
    };
    const csv: string[][] = parse(readFileSync(await save('CSV 表格')), { bom: true, relaxColumnCount: true });
    const heading = csv.findIndex((row) => row.includes('隐患名称'));
    const titleAt = csv[heading]?.indexOf('隐患名称') ?? -1;
    const inCsv = csv.slice(heading + 1, heading + 1 + seen.length).map((row) => row[titleAt]);
    expect(inCsv).toEqual(seen);
    const geojson = JSON.parse(readFileSync(await save('GeoJSON'), 'utf8'));
    expect(
      geojson.features.map(({ properties }: { properties: Record<string, string> }) => properties.隐患名称),
    ).toEqual(seen);
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(await save('Excel 表格'));
    const sheet = book.worksheets[0];
    const grid = sheet?.getSheetValues() ?? [];
    const cells = Array.from(grid, (row) => (Array.isArray(row) ? Array.from(row, String) : []));
    const head = cells.findIndex((row) => row.includes('隐患名称'));
    const column = cells[head]?.indexOf('隐患名称') ?? -1;
    expect(cells.slice(head + 1, head + 1 + seen.length).map((row) => row[column])).toEqual(seen);
    await page.context().close();
  });

  it('are kept under a name and come back by it, dates of the report among them', async () => {
    const { page } = await here.visit(`/?area=${village}&mode=triage`);
    await rowsOf(page).first().waitFor();
    const all = await listed(page);
    await open(page, '更多条件');
    await open(page, '上报日期');
    await page.getByLabel('从', { exact: true }).fill('2026-06-01');
    await page.getByLabel('到', { exact: true }).fill('2026-10-31');
    await expect.poll(() => page.url()).toContain('from:2026-06-01~to:2026-10-31');
    const [expected] = await here.database.execute<{ count: number }>(sql`
      select count(*)::int as count from hazard where village_code = ${village}
        and (reported_at at time zone interval '8 hours')::date between '2026-06-01' and '2026-10-31'`);
    await expect.poll(() => listed(page)).toBe(expected?.count);
    await open(page, '我的筛选');
    await page.getByRole('textbox', { name: '把现在的条件存为' }).fill('夏秋上报');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByRole('button', { name: '夏秋上报', exact: true }).waitFor();
    await page.getByRole('button', { name: '清除全部条件' }).click();
    await expect.poll(() => listed(page)).toBe(all);
    await page.reload();
    await rowsOf(page).first().waitFor();
    await open(page, '我的筛选');
    await page.getByRole('button', { name: '夏秋上报', exact: true }).click();
    await expect.poll(() => listed(page)).toBe(expected?.count);
    expect(await violations(page)).toEqual([]);
    await photograph(page, 'filter-saved');
    await page.context().close();
  });

  it('look in a circle, along a street, on foot and in an uploaded area, and say what is wrong with a file', async () => {
    const [street] = await here.database.execute<{ lng: number; lat: number }>(sql`
      select st_x(point) as lng, st_y(point) as lat
      from (select st_lineinterpolatepoint((st_dump(geometry)).geom, 0.5) as point, st_length(geometry) as length from street
        where village_code = ${village}) line
      order by length desc limit 1`);
    const { page } = await here.visit(`/?area=${village}&mode=triage&at=17/${street?.lat}/${street?.lng}`);
    await rowsOf(page).first().waitFor();
    const all = await listed(page);
    await open(page, '在哪里');
    const point = async (tool: string) => {
      await page.getByRole('button', { name: tool, exact: true }).click();
      await page.mouse.click(...(await middle(page)));
    };
    const drop = async () => {
      await page.getByRole('button', { name: '清除全部条件' }).click();
      await expect.poll(() => listed(page)).toBe(all);
    };
    await point('圆形');
    await expect.poll(() => page.url()).toContain('in:circle');
    const [near] = await here.database.execute<{ count: number }>(sql`
      select count(*)::int as count from hazard where village_code = ${village}
        and st_dwithin(geometry::geography, st_setsrid(st_point(${street?.lng}, ${street?.lat}), 4490)::geography, 200)`);
    // The click may be a pixel beside the middle.
    await expect.poll(async () => Math.abs((await listed(page)) - (near?.count ?? 0))).toBeLessThanOrEqual(1);
    await drop();
    await point('沿街道');
    await expect.poll(() => page.url()).toContain('in:near.street');
    await expect.poll(() => page.locator('[aria-busy="true"]').count()).toBe(0);
    await drop();
    await point('步行可达');
    await expect.poll(() => page.url()).toContain('in:foot');
    await expect.poll(() => listed(page)).toBeLessThan(all);
    await drop();
    const upload = async (name: string, content: string | Buffer) =>
      page
        .getByLabel(/^上传范围/)
        .setInputFiles({ name, mimeType: 'application/geo+json', buffer: Buffer.from(content) });
    await upload('坏文件.geojson', '{"type":"FeatureCollection","features":[');
    await page.getByText('文件 坏文件.geojson 无法读取').waitFor();
    await upload('点.geojson', JSON.stringify({ type: 'Point', coordinates: [122.43, 36.9] }));
    await page.getByText('文件 点.geojson 里没有面').waitFor();
    await upload(
      '投影.geojson',
      JSON.stringify({
        type: 'Polygon',
        coordinates: [
          [
            [7e5, 4e6],
            [8e5, 4e6],
            [8e5, 5e6],
            [7e5, 4e6],
          ],
        ],
      }),
    );
    await page.getByText('文件 投影.geojson 的坐标不是经纬度').waitFor();
    await upload('太大.geojson', Buffer.alloc(24 * 1024 * 1024, 0x20));
    await page.getByText(/文件超过 \d+ MB/).waitFor();
    await photograph(page, 'filter-bad-file');
    const [west, south, east, north] = [122.426, 36.8965, 122.4295, 36.8995];
    const ring = [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ];
    await upload('范围.geojson', JSON.stringify({ type: 'Polygon', coordinates: [ring] }));
    await expect.poll(() => page.url()).toContain('in:area');
    const [inside] = await here.database.execute<{ count: number }>(sql`
      select count(*)::int as count from hazard where village_code = ${village}
        and st_intersects(geometry, st_makeenvelope(${west}, ${south}, ${east}, ${north}, 4490))`);
    await expect.poll(() => listed(page)).toBe(inside?.count);
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });

  it('choose many to be given to one at once', async () => {
    const { page, troubles } = await here.visit(`/?area=${village}&mode=triage&state=verified`);
    await rowsOf(page).first().waitFor();
    const count = await listed(page);
    expect(count).toBeGreaterThan(1);
    await page.getByRole('button', { name: '全选' }).click();
    await page.getByText(`已选 ${count} 条`).waitFor();
    await page.getByRole('button', { name: '批量交办' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox').waitFor();
    await photograph(page, 'assign-many');
    await dialog.getByRole('button', { name: '交办', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('没有符合条件的隐患').waitFor();
    const [left] = await here.database.execute<{ count: number }>(
      sql`select count(*)::int as count from hazard where village_code = ${village} and state = 'verified'`,
    );
    expect(left?.count).toBe(0);
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  it('and a report say what is missing or wrong: no place, no title, a photograph that is none', async () => {
    const { page } = await here.visit(`/?area=${village}`);
    await page.getByRole('button', { name: '上报隐患' }).click();
    const form = page.getByRole('region', { name: '上报隐患' });
    await form.locator('input[type=file]').setInputFiles({
      name: '不是照片.jpg',
      mimeType: 'image/jpeg',
      buffer: Buffer.from('这不是照片'),
    });
    await form.getByText('照片 不是照片.jpg 无法读取').waitFor();
    await form.getByRole('textbox', { name: '一句话说明' }).fill('长'.repeat(200));
    expect(await form.getByRole('textbox', { name: '一句话说明' }).inputValue()).toHaveLength(80);
    await form.getByRole('textbox', { name: '一句话说明' }).fill('');
    await form.getByRole('button', { name: '上报', exact: true }).click();
    await form.getByText('还没有标出位置。').waitFor();
    await form.getByText(/请写一句话/).waitFor();
    expect(await violations(page)).toEqual([]);
    await photograph(page, 'report-wrong');
    await page.context().close();
  });
});
