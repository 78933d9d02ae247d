import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violations } from './axe.ts';
import { countPixels, openVillage, photograph, settle, type Village } from './village.ts';

const village = '371082999001';

describe('patterns of hazards', () => {
  let here: Village;
  beforeAll(async () => {
    here = await openVillage();
  });
  afterAll(() => here?.close());

  it('are coloured with a legend, played month by month, and set side by side as the database counts them', async () => {
    const { page, troubles } = await here.visit(`/?area=${village}&mode=triage&page=pattern`, { colorScheme: 'dark' });
    await page.getByRole('figure').filter({ hasText: '颜色：每格条数' }).waitFor();
    await page.getByRole('combobox', { name: '怎样分' }).selectOption('zone');
    await page.getByRole('combobox', { name: '看什么' }).selectOption('perThousand');
    await page.getByRole('figure').filter({ hasText: '颜色：每千户条数' }).waitFor();
    await settle(page);
    await photograph(page, 'pattern-zones-dark');
    expect(await violations(page)).toEqual([]);
    const slider = page.getByRole('slider', { name: '到哪个月' });
    // Of the map as of the cells: what was reported later is not there yet.
    const orange = async () => countPixels(await photograph(page, 'pattern-first-month-dark'), '#F38744');
    const today = await orange();
    await slider.fill('0');
    await settle(page);
    expect(await orange()).toBeLessThan(today / 2);
    await page.getByRole('button', { name: '播放' }).click();
    await expect.poll(() => slider.inputValue()).not.toBe('0');

    await page.getByRole('button', { name: '并排比较' }).click();
    const dialog = page.getByRole('dialog', { name: '并排比较' });
    const row = dialog.getByRole('row').filter({ has: page.getByRole('rowheader', { name: '上报', exact: true }) });
    await row.waitFor();
    const days = await dialog
      .locator('input[type=date]')
      .evaluateAll((boxes) => boxes.map((box) => (box instanceof HTMLInputElement ? box.value : '')));
    const counted = async (from = '', to = '') => {
      const [found] = await here.database.execute<{ count: number }>(sql`
        select count(*)::int as count from hazard where village_code = ${village}
          and (reported_at at time zone interval '8 hours')::date between ${from}::date and ${to}::date`);
      return String(found?.count);
    };
    const expected = [await counted(days[0], days[1]), await counted(days[2], days[3])];
    await expect.poll(() => row.getByRole('cell').allTextContents()).toEqual(expected);
    await dialog.getByRole('radio', { name: '两个地方' }).check();
    await dialog.getByRole('combobox', { name: '左边' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await photograph(page, 'pattern-places-dark');
    expect(troubles).toEqual([]);
    await page.context().close();
  });
});
