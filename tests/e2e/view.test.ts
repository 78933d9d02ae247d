import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitForVillage } from '../support/browser.ts';
import { countPixels, openVillage, photograph, settle, type Village } from './village.ts';

const village = '371082999001';
/** Ring of a key person, as on the light map. */
const violet = '#7C3AED';

type HouseholdRow = { id: number; number: string; address: string; lng: number; lat: number };

describe('looking at the village', () => {
  let here: Village;
  beforeAll(async () => {
    here = await openVillage();
  });
  afterAll(() => here?.close());

  it('shows the whole village in Chinese, draws it, and asks nothing of any other machine', async () => {
    const { page, troubles } = await here.visit();
    const [counted] = await here.database.execute<{ households: number; unplaced: number }>(sql`
      select count(*)::int as households, count(*) filter (where geometry is null)::int as unplaced
      from household
      where village_code = ${village} and ended_at is null`);
    await settle(page);
    expect(await page.getAttribute('html', 'lang')).toBe('zh-CN');
    await page.getByRole('navigation', { name: '当前位置' }).getByText('海湾村').waitFor();
    const summary = page.getByRole('tabpanel', { name: '村情' });
    await summary.getByText(`${counted?.unplaced} 户无坐标`).waitFor();
    expect(await summary.textContent()).toContain(String(counted?.households));
    const picture = await photograph(page, 'village');
    expect(countPixels(picture, violet)).toBeGreaterThan(200);
    expect(countPixels(picture, '#BCD8E4')).toBeGreaterThan(3000);
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  it('takes a layer away at its switch, and keeps it away after a reload', async () => {
    const { page } = await here.visit();
    await settle(page);
    const before = countPixels(await photograph(page, 'layers-before'), violet);
    await page.getByRole('tab', { name: '图层' }).click();
    await page.getByRole('switch', { name: '显示重点人群' }).click();
    await settle(page);
    const after = countPixels(await photograph(page, 'layers-after'), violet);
    expect(after).toBeLessThan(before / 4);
    await expect.poll(() => page.url()).toContain('-keyPerson');
    await page.reload();
    await waitForVillage(page);
    await page.getByRole('tab', { name: '图层' }).click();
    expect(await page.getByRole('switch', { name: '显示重点人群' }).isChecked()).toBe(false);
    await page.context().close();
  });

  it('finds a household by its number with the keyboard alone and opens its dossier', async () => {
    const row = await aHousehold();
    const { page } = await here.visit();
    await page.keyboard.press('Control+k');
    await page.keyboard.type(row.number);
    // What was found for the first half of the number may begin with another.
    await expect.poll(() => page.getByRole('option').first().textContent()).toContain(row.address);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const dossier = page.getByRole('complementary', { name: '详情' });
    await dossier.getByText(row.number).first().waitFor();
    await expect.poll(() => page.url()).toContain(`household.371082.${row.id}`);
    await settle(page);
    await photograph(page, 'dossier');
    await page.context().close();
  });

  it('opens the dossier of the house clicked on the map, and Back closes it', async () => {
    const row = await aHousehold();
    const { page } = await here.visit(`/?area=${village}&at=18.5/${row.lat}/${row.lng}`);
    await settle(page);
    const canvas = await page.locator('canvas.maplibregl-canvas').boundingBox();
    if (!canvas) throw new Error('there is no map');
    await page.mouse.click(canvas.x + canvas.width / 2, canvas.y + canvas.height / 2);
    await page.getByRole('complementary', { name: '详情' }).getByText(row.number).first().waitFor();
    await photograph(page, 'dossier-street');
    await page.goBack();
    await page.getByRole('complementary', { name: '详情' }).waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('opens the card of a place, of a hazard and of a grid clicked on the map', async () => {
    const [found] = await here.database.execute<Record<'place' | 'hazard' | 'zone', string>>(sql`
      select
        (select st_y(geometry) || '/' || st_x(geometry) || '/' || name from place
          where village_code = ${village} and category = 'school' order by id limit 1) as place,
        (select st_y(geometry) || '/' || st_x(geometry) || '/' || title from hazard
          where village_code = ${village} and st_geometrytype(geometry) = 'ST_Point' and state <> 'closed' and state <> 'rejected'
          order by severity, id limit 1) as hazard,
        (select st_y(spot) || '/' || st_x(spot) || '/' || zone.name
          from zone, lateral (
            select geom as spot, path[1] as place from st_dump(st_generatepoints(zone.geometry, 200, 7))
          ) spots
          where zone.village_code = ${village} and zone.level = 'lane' and zone.geometry is not null
            and not exists (select from household where st_dwithin(household.geometry, spot, 0.0001))
            and not exists (select from building where st_dwithin(building.geometry, spot, 0.00001))
            and not exists (select from hazard where st_dwithin(hazard.geometry, spot, 0.0003))
            and not exists (select from place where st_dwithin(place.geometry, spot, 0.0003))
          order by zone.id, spots.place
          limit 1) as zone`);
    const { page } = await here.visit(`/?area=${village}`);
    for (const [kind, word] of Object.entries(found ?? {})) {
      const [lat, lng, name = ''] = word.split('/');
      await page.goto(`${here.url}/?area=${village}&at=19/${lat}/${lng}`);
      await waitForVillage(page);
      await settle(page);
      const canvas = await page.locator('canvas.maplibregl-canvas').boundingBox();
      if (!canvas) throw new Error('there is no map');
      await page.mouse.click(canvas.x + canvas.width / 2, canvas.y + canvas.height / 2);
      await page.getByRole('complementary', { name: '详情' }).getByText(name).first().waitFor();
      await expect.poll(() => new URL(page.url()).searchParams.get('open')).toMatch(new RegExp(`^${kind}\\.`));
    }
    await page.context().close();
  });

  it('lists the households of a block of flats, twenty at a time with their total', async () => {
    const [block] = await here.database.execute<{ ids: number[]; lng: number; lat: number; village: string }>(sql`
      select array_agg(id::int order by id) as ids, st_x(geometry) as lng, st_y(geometry) as lat, min(village_code) as village
      from household
      where ended_at is null and geometry is not null
      group by geometry
      having count(*) > 20
      order by count(*) desc
      limit 1`);
    if (!block) throw new Error('the demo has no block of flats');
    const { page } = await here.visit(`/?area=${block.village}&at=18/${block.lat}/${block.lng}`, {
      as: 'townOfficial',
    });
    await settle(page);
    const canvas = await page.locator('canvas.maplibregl-canvas').boundingBox();
    if (!canvas) throw new Error('there is no map');
    await page.mouse.click(canvas.x + canvas.width / 2, canvas.y + canvas.height / 2);
    await page.getByText(`共 ${block.ids.length} 户`).waitFor();
    const list = page.getByRole('complementary').filter({ hasText: `共 ${block.ids.length} 户` });
    // The title knows the number before the rows have come.
    await list.getByRole('listitem').nth(19).waitFor();
    expect(await list.getByRole('listitem').count()).toBe(20);
    await photograph(page, 'flats');
    await page.context().close();
  });

  it('speaks English when told to, and still does after a reload', async () => {
    const { page } = await here.visit();
    await page.getByRole('button', { name: /English/ }).click();
    await page.getByRole('tab', { name: 'Summary' }).waitFor();
    await page.reload();
    await waitForVillage(page);
    await page.getByRole('tab', { name: 'Summary' }).waitFor();
    expect(await page.getAttribute('html', 'lang')).toMatch(/^en/);
    await settle(page);
    await photograph(page, 'english');
    await page.context().close();
  });

  it('restores area, selection, layers, theme and camera from a shared link', async () => {
    const row = await aHousehold();
    const link = `/?area=${village}&open=household.371082.${row.id}&layers=-grid&theme=zone&at=17.2/${row.lat}/${row.lng}`;
    const { page } = await here.visit(link);
    await page.getByRole('complementary', { name: '详情' }).getByText(row.number).first().waitFor();
    await page.getByRole('tab', { name: '图层' }).click();
    expect(await page.getByRole('switch', { name: '显示网格', exact: true }).isChecked()).toBe(false);
    await settle(page);
    const url = new URL(page.url());
    expect(url.searchParams.get('theme')).toBe('zone');
    expect(url.searchParams.get('at')).toMatch(/^17\.2\//);
    await page.context().close();
  });

  it('goes to what a link opens, in whichever village, when the link does not say where to look from', async () => {
    const [far] = await here.database.execute<{ id: number; number: string; village: string }>(sql`
      select id::int, number, village_code as village
      from household
      where village_code <> ${village} and geometry is not null and ended_at is null
      order by id desc
      limit 1`);
    if (!far) throw new Error('the demo has no second village');
    const { page } = await here.visit(`/?open=household.371082.${far.id}`, { as: 'townOfficial' });
    await page.getByRole('complementary', { name: '详情' }).getByText(far.number).first().waitFor();
    await expect.poll(() => new URL(page.url()).searchParams.get('at')).toMatch(/^17\.5\//);
    // The town is what this official holds, and the village lies in it.
    expect(new URL(page.url()).searchParams.get('area')).toBeNull();
    await page.context().close();
  });

  it('narrows the map to what is clicked in the summary, and says so', async () => {
    const { page } = await here.visit();
    await settle(page);
    const before = countPixels(await photograph(page, 'filter-before'), violet);
    const bar = page.getByRole('list', { name: '重点人群' }).getByRole('button', { name: /困境儿童/ });
    await bar.click();
    await settle(page);
    await expect.poll(() => bar.getAttribute('aria-pressed')).toBe('true');
    expect(countPixels(await photograph(page, 'filter-after'), violet)).toBeLessThan(before / 2);
    await expect.poll(() => page.url()).toContain('people=childInDifficulty');
    await page.context().close();
  });

  async function aHousehold(): Promise<HouseholdRow> {
    const [row] = await here.database.execute<HouseholdRow>(sql`
      select household.id::int, number, address, st_x(geometry) as lng, st_y(geometry) as lat
      from household
      where village_code = ${village} and ended_at is null and geometry is not null and kind = 'home'
        and not exists (
          select from hazard
          where st_dwithin(hazard.geometry, household.geometry, 0.0004)
        )
        and not exists (
          select from place
          where st_dwithin(place.geometry, household.geometry, 0.0004)
        )
      order by id
      limit 1`);
    if (!row) throw new Error('the demo has no such household');
    return row;
  }
});
