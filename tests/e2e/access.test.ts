import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violations } from './axe.ts';
import { openVillage, photograph, settle, type Village } from './village.ts';

const open = {
  household: 'household.371082.1',
  zone: 'zone.371082.1',
  hazard: 'hazard.371082.1',
  place: 'place.371082.1',
};

describe('everybody can use it', () => {
  let here: Village;
  beforeAll(async () => {
    here = await openVillage();
  });
  afterAll(() => here?.close());

  it.each(Object.entries(open))('axe finds nothing serious with a %s open', async (name, selection) => {
    const { page } = await here.visit(`/?area=371082999001&open=${selection}`);
    await settle(page);
    await photograph(page, `card-${name}`);
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });

  it('axe finds nothing serious in the dark, in the layers and in the search', async () => {
    const { page } = await here.visit('/', { colorScheme: 'dark' });
    await page.getByRole('tab', { name: '图层' }).click();
    await settle(page);
    await photograph(page, 'dark-layers');
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('w');
    await page.getByRole('option').first().waitFor();
    await photograph(page, 'dark-search');
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });

  it('fits a phone: nothing sticks out, the sheet opens, axe finds nothing serious', async () => {
    const { page } = await here.visit('/', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    await settle(page);
    await photograph(page, 'phone');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await violations(page)).toEqual([]);
    await page.goto(`${here.url}/?area=371082999001&open=household.371082.1`);
    await page.getByText('家庭成员').waitFor();
    await settle(page);
    await photograph(page, 'phone-dossier');
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });
});
