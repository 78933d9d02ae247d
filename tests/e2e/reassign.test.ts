import { sql } from 'drizzle-orm';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openVillage, photograph, settle, type Village } from './village.ts';

const village = '371082999001';
const zoom = 18;

type Lane = { id: number; name: string; households: number };
type Home = { id: number; lng: number; lat: number };

describe('giving households to another lane', () => {
  let here: Village;
  beforeAll(async () => {
    here = await openVillage();
  });
  afterAll(() => here?.close());

  it('goes from a lasso to a publish that another window shows at once, and can be taken back', async () => {
    const { from, to, homes } = await twoLanes();
    const middle = { lng: average(homes.map(({ lng }) => lng)), lat: average(homes.map(({ lat }) => lat)) };
    const look = `at=${zoom}/${middle.lat}/${middle.lng}`;
    const watching = await here.visit(`/?area=${village}&open=zone.371082.${to.id}`, { as: 'townOfficial' });
    const card = watching.page.getByRole('complementary', { name: '详情' });
    await card.getByText(`${to.households} 户`).first().waitFor();

    const { page, troubles } = await here.visit(`/?area=${village}&mode=reassign&${look}`);
    await page.getByRole('button', { name: '新建方案' }).click();
    const undo = page.getByRole('button', { name: '撤销' });
    await undo.waitFor();
    await page.keyboard.press('l');
    await lasso(page, homes, middle);
    await page.getByText(`已选 ${homes.length} 户`).waitFor();

    await page.getByRole('searchbox', { name: '找街巷' }).fill(to.name);
    await page.getByRole('region', { name: '去向' }).getByRole('button', { name: to.name }).first().click();
    const table = page.getByRole('table');
    const gives = table.getByRole('row').filter({ has: page.getByRole('button', { name: from.name, exact: true }) });
    const gets = table.getByRole('row').filter({ has: page.getByRole('button', { name: to.name, exact: true }) });
    await gives.getByText(`原 ${from.households}，现 ${from.households - homes.length}`).waitFor();
    await gets.getByText(`原 ${to.households}，现 ${to.households + homes.length}`).waitFor();

    await page.getByRole('button', { name: `把 ${homes.length} 户给${to.name}` }).click();
    await page.getByText(`1 步 · ${homes.length} 项调整`).waitFor();
    await settle(page);
    await photograph(page, 'reassign');
    await page.keyboard.press('Control+z');
    await page.getByText('0 步 · 0 项调整').waitFor();
    await expect.poll(() => undo.getAttribute('aria-disabled')).toBe('true');
    await page.keyboard.press('Control+y');
    await page.getByText(`1 步 · ${homes.length} 项调整`).waitFor();
    await page.getByText('已保存').waitFor();
    await page.reload();
    await page.getByText(`1 步 · ${homes.length} 项调整`).waitFor();
    const planShown = () => new URL(page.url()).searchParams.get('plan');
    const plan = planShown();

    await decide(page, '提交');
    await page.getByText('待批').first().waitFor();
    const approve = page.getByRole('button', { name: '批准' });
    expect(await approve.count()).toBe(0);

    const above = await here.visit(`/?area=${village}&mode=reassign&plan=${plan}`, { as: 'townOfficial' });
    await decide(above.page, '批准');
    await above.page.getByText('已批').first().waitFor();
    await decide(above.page, '发布');
    await above.page.getByText('已发布').first().waitFor();
    await card
      .getByText(`${to.households + homes.length} 户`)
      .first()
      .waitFor();
    expect(await lanesOf(homes)).toEqual([to.id]);

    // The maker's own window has heard of it too.
    await page.getByText('已发布').first().waitFor();
    await decide(page, '撤回');
    await expect.poll(planShown).not.toBe(plan);
    await page.getByText('草稿').first().waitFor();
    await page.getByText(`${homes.length} 项调整`).waitFor();
    await decide(page, '提交');
    await page.getByText('待批').first().waitFor();
    await above.page.goto(`${here.url}/?area=${village}&mode=reassign&plan=${planShown()}`);
    await decide(above.page, '批准');
    await above.page.getByText('已批').first().waitFor();
    await decide(above.page, '发布');
    await above.page.getByText('已发布').first().waitFor();
    expect(await lanesOf(homes)).toEqual([from.id]);
    await card.getByText(`${to.households} 户`).first().waitFor();
    expect(troubles).toEqual([]);
    for (const each of [page, watching.page, above.page]) await each.context().close();
  });

  it('says of a locked lane why nothing goes in, and selects by a pasted list', async () => {
    const { to, homes } = await twoLanes();
    const [{ numbers } = { numbers: [] }] = await here.database.execute<{ numbers: string[] }>(sql`
      select array_agg(number order by id) as numbers from household
      where village_code = ${village} and id in ${homes.map(({ id }) => id)}`);
    const { page } = await here.visit(`/?area=${village}&mode=reassign`);
    await page.getByRole('button', { name: '新建方案' }).click();
    await page.getByRole('button', { name: '粘贴户号…' }).click();
    await page.getByRole('textbox', { name: '户编号' }).fill(`${numbers.join('\n')}\n没有这户`);
    await page.getByText('有 1 个没有找到：没有这户').waitFor();
    await page.getByRole('button', { name: `选中 ${homes.length} 户` }).click();
    await page.getByText(`已选 ${homes.length} 户`).waitFor();
    await page.getByRole('searchbox', { name: '找街巷' }).fill(to.name);
    await page.getByRole('region', { name: '去向' }).getByRole('button', { name: to.name }).first().click();
    const row = page.getByRole('row').filter({ has: page.getByRole('button', { name: to.name, exact: true }) });
    await row.getByRole('button', { name: '锁定' }).click();
    const give = page.getByRole('button', { name: new RegExp(`给${to.name}`) });
    await expect.poll(() => give.getAttribute('aria-disabled')).toBe('true');
    // It is not disabled for the pointer: it answers with the reason.
    await give.click({ force: true });
    await page.getByRole('status').getByText(`“${to.name}”已锁定，不进不出。`).waitFor();
    await row.getByRole('button', { name: '锁定' }).click();
    await expect.poll(() => give.getAttribute('aria-disabled')).toBe('false');
  });

  /** Four households at one end of a lane, and the lane next to it that has room for them. */
  async function twoLanes(): Promise<{ from: Lane; to: Lane; homes: Home[] }> {
    const [pair] = await here.database.execute<{ from: Lane; to: Lane; homes: Home[] }>(sql`
      with lane as (
        select zone.id::int as id, zone.name, count(household.id)::int as households, st_collect(household.geometry) as homes
        from zone
        join household on household.lane_id = zone.id and household.ended_at is null
        where zone.village_code = ${village} and zone.level = 'lane' and zone.ended_at is null
        group by zone.id, zone.name
      )
      select
        json_build_object('id', one.id, 'name', one.name, 'households', one.households) as "from",
        json_build_object('id', other.id, 'name', other.name, 'households', other.households) as "to",
        (
          select json_agg(json_build_object('id', nearest.id, 'lng', st_x(nearest.geometry), 'lat', st_y(nearest.geometry)))
          from (
            select id, geometry from household
            where lane_id = one.id and ended_at is null and geometry is not null
            order by geometry <-> st_centroid(other.homes)
            limit 4
          ) nearest
        ) as homes
      from lane one
      join lane other on other.id <> one.id
      where one.households between 14 and 20 and other.households between 10 and 14
        and (
          select count(distinct geometry) = 4 and max(st_distance(geometry, st_centroid(other.homes))) < 0.001
          from (
            select geometry from household
            where lane_id = one.id and ended_at is null and geometry is not null
            order by geometry <-> st_centroid(other.homes)
            limit 4
          ) nearest
        )
      order by st_distance(one.homes, other.homes), one.id, other.id
      limit 1`);
    if (!pair) throw new Error('the demo has no two such lanes');
    return pair;
  }

  async function lanesOf(homes: readonly Home[]): Promise<number[]> {
    const rows = await here.database.execute<{ lane: number }>(sql`
      select distinct lane_id::int as lane from household where village_code = ${village} and id in ${homes.map(({ id }) => id)}`);
    return [...rows].map(({ lane }) => lane);
  }
});

/** Takes a step of a plan and confirms it. */
async function decide(page: Page, verb: string): Promise<void> {
  await page.getByRole('complementary', { name: '调整' }).getByRole('button', { name: verb, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: verb, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** Draws round each of the homes with the mouse, with Shift from the second on, on a map that looks at `middle`. */
async function lasso(page: Page, homes: readonly Home[], middle: { lng: number; lat: number }): Promise<void> {
  const canvas = await page.locator('canvas[data-drawing="lasso"]').boundingBox();
  if (!canvas) throw new Error('nothing can be drawn');
  for (const [index, home] of homes.entries()) {
    const [x, y] = pixelOf(home, middle);
    const at = (dx: number, dy: number) =>
      [canvas.x + canvas.width / 2 + x + dx, canvas.y + canvas.height / 2 + y + dy] as const;
    if (index > 0) await page.keyboard.down('Shift');
    await page.mouse.move(...at(-7, -7));
    await page.mouse.down();
    for (const [dx, dy] of [
      [7, -7],
      [7, 7],
      [-7, 7],
    ] as const)
      await page.mouse.move(...at(dx, dy));
    await page.mouse.up();
    if (index > 0) await page.keyboard.up('Shift');
  }
}

function pixelOf(home: { lng: number; lat: number }, middle: { lng: number; lat: number }): [number, number] {
  const world = 512 * 2 ** zoom;
  const north = (lat: number) => Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI);
  return [((home.lng - middle.lng) / 360) * world, (north(middle.lat) - north(home.lat)) * world];
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
