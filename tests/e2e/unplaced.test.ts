import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openVillage, photograph, settle, type Village } from './village.ts';

const village = '371082999001';

describe('a household without coordinates', () => {
  let here: Village;
  beforeAll(async () => {
    here = await openVillage();
  });
  afterAll(() => here?.close());

  it('is listed, placed by clicking its building, and is then on the map of every window, with the change on record', async () => {
    const [home] = await here.database.execute<{ id: number; lng: number; lat: number }>(sql`
      select building.id::int, st_x(st_pointonsurface(building.geometry)) as lng, st_y(st_pointonsurface(building.geometry)) as lat
      from building
      where village_code = ${village} and kind = 'home'
        and not exists (select from hazard where st_dwithin(hazard.geometry, building.geometry, 0.0004))
      order by id
      limit 1`);
    if (!home) throw new Error('the demo has no home');
    const before = await unplaced();
    const { page: colleague } = await here.visit(`/?area=${village}`, { as: 'villageOfficial' });
    await colleague.getByRole('tab', { name: '无坐标' }).click();
    await colleague.getByText(String(before), { exact: true }).waitFor();
    const { page } = await here.visit(`/?area=${village}&at=18.5/${home.lat}/${home.lng}`);
    await page.getByRole('tab', { name: '无坐标' }).click();
    await page.getByRole('button', { name: /^放置/ }).first().click();
    const canvas = await page.locator('canvas.maplibregl-canvas').boundingBox();
    if (!canvas) throw new Error('there is no map');
    await settle(page);
    await page.mouse.click(canvas.x + canvas.width / 2, canvas.y + canvas.height / 2);
    await photograph(page, 'placing');
    const fetched = colleague.waitForResponse((response) => /columns\/household\/.*since=/.test(response.url()));
    await page.getByRole('button', { name: /确认|放在这里|放到这里/ }).click();
    await expect.poll(unplaced).toBe(before - 1);
    expect((await fetched).ok()).toBe(true);
    await colleague.getByText(String(before - 1), { exact: true }).waitFor();
    await colleague.context().close();

    const [row] = await here.database.execute<{ at_building: boolean; log: number }>(sql`
      select household.building_id = ${home.id} and st_dwithin(household.geometry, building.geometry, 0) as at_building,
        (select count(*)::int from change where subject = 'household' and subject_id = household.id and action = 'place') as log
      from household
      join building on building.id = household.building_id and building.county_code = household.county_code
      where household.village_code = ${village}
      order by household.updated_at desc
      limit 1`);
    expect(row).toEqual({ at_building: true, log: 1 });
    await settle(page);
    await photograph(page, 'placed');
    await page.context().close();
  });

  async function unplaced(): Promise<number> {
    const [row] = await here.database.execute<{ count: number }>(sql`
      select count(*)::int from household where village_code = ${village} and geometry is null and ended_at is null`);
    return row?.count ?? -1;
  }
});
