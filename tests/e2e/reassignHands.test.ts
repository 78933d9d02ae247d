import { sql } from 'drizzle-orm';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitForVillage } from '../support/browser.ts';
import { violations } from './axe.ts';
import {
  type Asker,
  ask,
  asker,
  draft,
  openPage,
  type Plan,
  panelOf,
  reassignMode,
  refOf,
  tabTo,
  village,
} from './reassigning.ts';
import { openVillage, photograph, settle, type Village } from './village.ts';

const countyCode = '371082';
const mode = reassignMode;
const panel = panelOf;

type Move = { slot: 'lane'; id: number; from: number; to: number };
type Lane = { id: number; name: string; homes: number[] };

let here: Village;
beforeAll(async () => {
  here = await openVillage();
});
afterAll(() => here?.close());

const day = (ago = 0) => new Date(Date.now() + 8 * 3_600_000 - ago * 86_400_000).toISOString().slice(0, 10);

async function decided(by: Asker, verb: 'submit' | 'approve', plan: Plan): Promise<Plan> {
  return ask<Plan>(by, `reassign.plan.${verb}`, refOf(plan));
}

async function publish(by: Asker, plan: Plan): Promise<void> {
  await ask(by, 'reassign.plan.publish', { ...refOf(plan), effectiveOn: day() });
}

/** The lanes of the grid that the demo's grid lead leads, with their households that have a position. */
async function lanes(): Promise<Lane[]> {
  const rows = await here.database.execute<Lane>(sql`
    select lane.id::int as id, lane.name, json_agg(household.id order by household.id) as homes
    from zone lane
    join household on household.lane_id = lane.id and household.ended_at is null and household.geometry is not null
    where lane.village_code = ${village} and lane.ended_at is null and lane.parent_id = (
      select zone_lead.zone_id from zone_lead
      join account on account.person_id = zone_lead.person_id and account.username = 'grid'
      join zone on zone.id = zone_lead.zone_id and zone.parent_id is null
      where zone_lead.to_on is null
      limit 1
    )
    group by lane.id, lane.name
    order by lane.id`);
  return [...rows];
}

async function laneOf(id: number): Promise<number> {
  const [row] = await here.database.execute<{ lane: number }>(
    sql`select lane_id::int as lane from household where village_code = ${village} and id = ${id}`,
  );
  return row?.lane ?? 0;
}

describe('zones changed by hand', () => {
  it('are split by a drawn line, given a border by the mouse, merged, led and ended, each with the way back', async () => {
    const { page, troubles } = await here.visit(mode);
    await openPage(page, '片区');
    const { name } = await outermost(9);
    await panel(page)
      .getByRole('button', { name: new RegExp(`^${name}`) })
      .click();
    await panel(page).getByRole('button', { name: '拆分', exact: true }).click();
    await panel(page).getByRole('spinbutton', { name: '份数' }).fill('99');
    await panel(page)
      .getByText(/最多拆成 \d+ 份/)
      .waitFor();
    await panel(page).getByRole('combobox', { name: '怎样拆' }).selectOption('line');
    await drawAcross(page, name);
    const second = panel(page).getByRole('textbox', { name: '第 2 份的名称' });
    await second.fill((await outermost(8)).name);
    await panel(page).getByRole('button', { name: '拆分', exact: true }).click();
    await panel(page).getByText('请换一个名称').waitFor();
    await second.fill('河西网格');
    await settle(page);
    await photograph(page, 'reassign-split');
    await panel(page).getByRole('button', { name: '拆分', exact: true }).click();
    await panel(page)
      .getByText(/已完成：拆成/)
      .waitFor();
    const vacancies = panel(page).getByRole('list').filter({ hasText: '从未有过负责人' });
    await vacancies.getByText('河西网格').waitFor();

    const before = await landOf([name, '河西网格']);
    await panel(page).getByRole('button', { name: '调整边界' }).click();
    await page.getByRole('combobox', { name: '调整哪一级的边界' }).selectOption({ label: '网格' });
    await page.getByRole('combobox', { name: '片区', exact: true }).selectOption({ label: '河西网格' });
    await settle(page);
    await dragSharedCorner(page, name);
    await panel(page).getByText('已移动 1 处，涉及 2 个片区').waitFor();
    await panel(page).getByRole('button', { name: '撤回一步' }).click();
    await panel(page).getByText('还没有移动').waitFor();
    await dragSharedCorner(page, name);
    await panel(page).getByRole('button', { name: '保存边界' }).click();
    await panel(page)
      .getByText(/已完成：已移动 1 处/)
      .waitFor();
    const moved = await landOf([name, '河西网格']);
    expect(moved.shapes).not.toEqual(before.shapes);
    expect(moved.overlap).toBeLessThan(0.01);
    expect(Math.abs(moved.area - before.area)).toBeLessThan(0.01);
    await panel(page).getByRole('button', { name: '撤回这一步' }).click();
    await panel(page)
      .getByText(/已撤回：/)
      .waitFor();
    expect(await landOf([name, '河西网格'])).toEqual(before);

    await appointSomebody(page, '河西网格');
    await expect.poll(() => vacancies.getByText('河西网格').count()).toBe(0);
    await doTo(page, name, '合并');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('checkbox', { name: /^河西网格/ }).check();
    await dialog.getByRole('button', { name: /^合并/ }).click();
    await panel(page)
      .getByText(/已完成：合并到/)
      .waitFor();
    await panel(page).getByText('已停用 1').click();
    await panel(page).getByRole('button', { name: '恢复' }).click();
    await dialog.getByRole('button', { name: '恢复' }).click();
    await panel(page).getByText('已完成：恢复“河西网格”。').waitFor();
    expect((await landOf([name, '河西网格'])).overlap).toBeLessThan(0.01);
    const [led] = await here.database.execute<{ led: number }>(sql`
      select count(*)::int as led from zone_lead join zone on zone.id = zone_id
      where zone.name = '河西网格' and zone_lead.village_code = ${village} and to_on is null`);
    expect(led?.led).toBe(1);
    // A name that is taken is refused by the server, which the browser notes.
    expect(troubles.filter((trouble) => !trouble.includes('409'))).toEqual([]);
    await page.context().close();
  });

  it('are shown as they were on a past day, with the borders of that day, until one comes back to today', async () => {
    const { page } = await here.visit(mode);
    await openPage(page, '往日');
    await panel(page).getByText('这是今天').waitFor();
    await page.getByLabel('日期', { exact: true }).fill(day(300));
    const banner = page.getByText(`正在看 ${day(300)} 的归属，不是现在的。`);
    await banner.waitFor();
    await panel(page)
      .getByText(/归属与现在不同：\d+ 户/)
      .waitFor();
    const slider = page.getByRole('slider', { name: '一年之内' });
    await slider.press('ArrowLeft');
    await page.getByText(`正在看 ${day(301)} 的归属，不是现在的。`).waitFor();
    expect(await panel(page).getByText('河西网格').count()).toBe(0);
    await settle(page);
    await photograph(page, 'reassign-past');
    await page.getByRole('button', { name: '回到现在' }).click();
    await page.getByRole('toolbar', { name: '选择' }).waitFor();
    expect(await page.getByText('不是现在的').count()).toBe(0);
    await page.context().close();
  });
});

describe('two who give the same households away', () => {
  it('see each other, and settle row by row what one has published, in the draft or as it is published', async () => {
    const [a, b, c, d] = (await lanes()) as [Lane, Lane, Lane, Lane];
    const [one = 0, two = 0, three = 0] = a.homes;
    const go = (id: number, to: Lane): Move => ({ slot: 'lane', id, from: a.id, to: to.id });
    const official = await asker(here, 'villageOfficial');
    const lead = await asker(here, 'gridLead');
    const town = await asker(here, 'townOfficial');
    const first = await draft(official, '村案', [go(one, b), go(two, b), go(three, b)]);
    const second = await draft(lead, '网格案', [go(one, c), go(two, c)]);
    const third = await decided(official, 'submit', await draft(official, '三案', [go(three, d)]));
    const approved = await decided(town, 'approve', third);

    const { page: hers } = await here.visit(`${mode}&plan=${first.id}`);
    const { page: his } = await here.visit(`${mode}&plan=${second.id}`, { as: 'gridLead' });
    await his.getByText('正在看“村案”，其中 2 户您的方案也在调').waitFor();
    await hers.getByText('正在看“网格案”，其中 2 户您的方案也在调').waitFor();
    const submitted = await decided(official, 'submit', first);
    const opened = await here.visit(`${mode}&plan=${approved.id}`, { as: 'townOfficial' });
    await panel(opened.page).getByRole('button', { name: '发布', exact: true }).click();
    await publish(town, await decided(town, 'approve', submitted));

    await his.getByText('有 2 项已被他人改动。').waitFor();
    await his.getByRole('button', { name: '逐项处理' }).click();
    const dialog = his.getByRole('dialog');
    await expect.poll(() => dialog.getByRole('row').count()).toBe(3);
    await photograph(his, 'reassign-conflict');
    expect(await violations(his)).toEqual([]);
    await dialog
      .getByRole('radio', { name: /我的方案/ })
      .first()
      .check();
    await dialog.getByRole('button', { name: '还有 1 项未选' }).waitFor();
    await dialog.getByRole('radio', { name: /现在/ }).last().check();
    await dialog.getByRole('button', { name: '应用' }).click();
    await his.getByText('1 步 · 1 项调整').waitFor();
    // What is done shows before the server has it.
    await his.getByText('已保存').waitFor();
    const [kept] = await here.database.execute<Plan>(
      sql`select id::int, revision from plan where id = ${second.id} and village_code = ${village}`,
    );
    const settled = await decided(lead, 'submit', { ...second, ...kept });
    await publish(town, await decided(town, 'approve', settled));
    expect([await laneOf(one), await laneOf(two)]).toEqual([c.id, b.id]);

    // The dialog that was open has heard of it by itself.
    const publishing = opened.page.getByRole('dialog');
    await publishing.getByText('有 1 项在起草之后已被他人改动').waitFor();
    await publishing.getByRole('radio', { name: /我的方案/ }).check();
    await publishing.getByRole('button', { name: '发布', exact: true }).click();
    await publishing.waitFor({ state: 'detached' });
    expect(await laneOf(three)).toBe(d.id);

    // Once more is refused with a sentence, and changes nothing.
    await expect(publish(town, approved)).rejects.toThrow(/planChanged/);
    for (const page of [hers, his, opened.page]) await page.context().close();
  });

  it('are compared on the map, and a notice leads to the plan', async () => {
    const [a, b, c] = (await lanes()) as [Lane, Lane, Lane];
    const [one = 0, two = 0] = a.homes;
    const official = await asker(here, 'villageOfficial');
    const plan = await draft(official, '甲案', [{ slot: 'lane', id: one, from: a.id, to: b.id }]);
    await draft(official, '乙案', [{ slot: 'lane', id: two, from: a.id, to: c.id }]);
    await decided(official, 'submit', plan);
    const { page, troubles } = await here.visit(`/?area=${village}`, { as: 'townOfficial' });
    await page.getByRole('button', { name: /^通知/ }).click();
    await page.getByText('有一份调整方案待批，共 1 项调整。').first().click();
    await page.getByRole('heading', { name: '甲案' }).waitFor();
    await panel(page).getByRole('button', { name: '改动' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('heading', { name: `${a.name} → ${b.name}` }).waitFor();
    await dialog.getByRole('combobox', { name: '对比' }).selectOption({ label: '乙案（草稿）' });
    await dialog.getByRole('heading', { name: `${c.name} → ${a.name}` }).waitFor();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: '下载 CSV' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe('甲案.csv');
    await dialog.getByRole('button', { name: '在图上看' }).click();
    await page.getByText('“甲案”对比乙案：2 项不同').waitFor();
    await settle(page);
    await photograph(page, 'reassign-comparison');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: '关闭对比' }).click();
    expect(troubles).toEqual([]);
    await page.context().close();
  });
});

describe('without a mouse, and on a small or a dark screen', () => {
  it('selects, extends, gives, undoes, steps through the gaps and publishes by keys alone', async () => {
    const [a, b] = (await lanes()) as [Lane, Lane];
    const { page } = await here.visit(mode);
    await tabTo(page, '新建方案');
    await page.keyboard.press('Enter');
    await page.getByText('0 步 · 0 项调整').waitFor();
    await page.keyboard.press('n');
    await panel(page)
      .getByText(/^1\/\d+/)
      .waitFor();
    await page.keyboard.press('Shift+N');
    await page.keyboard.press('Escape');
    await tabTo(page, '粘贴户号…');
    await page.keyboard.press('Enter');
    await page.locator('dialog textarea:focus').waitFor();
    const [{ numbers } = { numbers: [] }] = await here.database.execute<{ numbers: string[] }>(sql`
      select array_agg(number order by id) as numbers from household
      where village_code = ${village} and id in ${a.homes.slice(-2)}`);
    await page.keyboard.insertText(`${numbers.join(' ')} X-999`);
    await page.getByText('有 1 个没有找到：X-999').waitFor();
    await tabTo(page, '选中 2 户');
    await page.keyboard.press('Enter');
    await page.getByText('已选 2 户').waitFor();
    await tabTo(page, '找街巷');
    await page.keyboard.insertText(b.name);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.getByText('1 步 · 2 项调整').waitFor();
    await page.keyboard.press('Control+z');
    await page.getByText('0 步 · 0 项调整').waitFor();
    await page.keyboard.press('Control+Shift+z');
    await page.getByText('1 步 · 2 项调整').waitFor();
    await page.getByText('已保存').waitFor();
    await tabTo(page, '提交', true);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await tabTo(page, '提交');
    await page.keyboard.press('Enter');
    await page.getByText('待批').first().waitFor();
    await page.context().close();
  });

  it.each([
    { look: 'light', language: 'zh', width: 1440, pages: ['调整', '建议', '片区', '往日', '方案'] },
    { look: 'dark', language: 'en', width: 390, pages: ['Reassign', 'Suggest', 'Zones', 'Past', 'Plans'] },
  ] as const)(
    'axe finds nothing serious on any of its pages, $look, $language, $width wide',
    async ({ look, language, width, pages }) => {
      const isPhone = width < 500;
      const { page } = await here.visit(mode, {
        colorScheme: look,
        viewport: { width, height: isPhone ? 844 : 900 },
        hasTouch: isPhone,
        isMobile: isPhone,
      });
      await page.evaluate((chosen) => localStorage.setItem('cuntu.language', chosen), language);
      await page.reload();
      await waitForVillage(page);
      if (isPhone) await page.getByRole('button', { name: 'Show panel' }).click();
      const tabs = page.getByRole('tablist', { name: /方案的内容|What the plan is about/ });
      for (const name of pages) {
        await tabs.getByRole('tab', { name, exact: true }).click();
        await settle(page);
        await photograph(page, `reassign-${look}-${name}`);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
        expect(await violations(page), name).toEqual([]);
      }
      await page.context().close();
    },
  );
});

describe('a publish', () => {
  it('is seen in another window at once, without reloading it', async ({ annotate }) => {
    const [a, , c] = (await lanes()) as [Lane, Lane, Lane];
    const official = await asker(here, 'villageOfficial');
    const town = await asker(here, 'townOfficial');
    const plan = await draft(official, '快案', [{ slot: 'lane', id: a.homes.at(3) ?? 0, from: a.id, to: c.id }]);
    const approved = await decided(town, 'approve', await decided(official, 'submit', plan));
    const [{ count } = { count: 0 }] = await here.database.execute<{ count: number }>(
      sql`select count(*)::int as count from household where lane_id = ${c.id} and ended_at is null`,
    );
    const { page } = await here.visit(`/?area=${village}&open=zone.${countyCode}.${c.id}`, { as: 'gridLead' });
    const card = page.getByRole('complementary', { name: '详情' });
    await card.getByText(`${count} 户`).first().waitFor();
    await page.evaluate(() => sessionStorage.setItem('window', String(performance.timeOrigin)));
    const changed = card
      .getByText(`${count + 1} 户`)
      .first()
      .waitFor();
    const start = performance.now();
    await publish(town, approved);
    const answered = performance.now();
    await changed;
    const shown = performance.now();
    await annotate(
      `publish answered after ${Math.round(answered - start)} ms, shown after ${Math.round(shown - start)} ms`,
    );
    expect(await page.evaluate(() => sessionStorage.getItem('window') === String(performance.timeOrigin))).toBe(true);
    await page.context().close();
  });
});

async function outermost(number: number): Promise<{ id: number; name: string }> {
  const [zone] = await here.database.execute<{ id: number; name: string }>(sql`
    select id::int, name from zone
    where village_code = ${village} and parent_id is null and ended_at is null and number = ${number}`);
  if (!zone) throw new Error('the demo has no such grid');
  return zone;
}

/** Opens what can be done with a zone of the list and does it. */
async function doTo(page: Page, name: string, verb: string): Promise<void> {
  const row = panel(page)
    .getByRole('listitem')
    .filter({ has: page.getByRole('button', { name: new RegExp(`^${name} ?\\d+ 户`) }) });
  const button = row.getByRole('button', { name: verb, exact: true });
  const opener = row.getByRole('button').first();
  if ((await opener.getAttribute('aria-expanded')) === 'false') await opener.click();
  await button.click();
}

/** Draws a line from north to south over the middle of what is on screen between two lanes of a zone. */
async function drawAcross(page: Page, name: string): Promise<void> {
  await page.locator('canvas[data-drawing="line"]').waitFor();
  const [middle] = await here.database.execute<{ lng: number; south: number; north: number }>(sql`
    select (st_xmin(geometry) + st_xmax(geometry)) / 2 as lng, st_ymin(geometry) as south, st_ymax(geometry) as north
    from zone where village_code = ${village} and name = ${name}`);
  if (!middle) throw new Error('the zone has no border');
  await settle(page);
  const top = await pixelOf(page, [middle.lng, middle.north + 0.0001]);
  const bottom = await pixelOf(page, [middle.lng + 0.00002, middle.south - 0.0001]);
  await page.mouse.click(...top);
  await page.mouse.move((top[0] + bottom[0]) / 2, (top[1] + bottom[1]) / 2);
  await page.mouse.dblclick(...bottom);
}

/** Where a position is on screen: by the view in the address, which the map keeps there. */
async function pixelOf(page: Page, [lng, lat]: readonly [number, number]): Promise<[number, number]> {
  const [zoom = 0, centreLat = 0, centreLng = 0] = (new URL(page.url()).searchParams.get('at') ?? '')
    .split('/')
    .map(Number);
  const canvas = await page.locator('canvas').first().boundingBox();
  if (!canvas) throw new Error('there is no map');
  const world = 512 * 2 ** zoom;
  const north = (degrees: number) => Math.log(Math.tan(Math.PI / 4 + (degrees * Math.PI) / 360)) / (2 * Math.PI);
  const x = ((lng - centreLng) / 360) * world;
  const y = (north(centreLat) - north(lat)) * world;
  return [canvas.x + canvas.width / 2 + x, canvas.y + canvas.height / 2 + y];
}

/** Drags a corner that the zone on screen shares with another one a little to the side. */
async function dragSharedCorner(page: Page, neighbour: string): Promise<void> {
  const rows = await here.database.execute<{ corner: string }>(sql`
    select st_x(point.geom)::text || ' ' || st_y(point.geom)::text as corner
    from zone, lateral st_dumppoints(geometry) point
    where village_code = ${village} and name = ${neighbour}`);
  const corners = page.locator('button[data-corner]');
  await corners.first().waitFor();
  const own = await corners.evaluateAll((all) => all.map((each) => each.getAttribute('data-corner') ?? ''));
  const near = (one: string, other: string) =>
    one.split(' ').every((degrees, at) => Math.abs(Number(degrees) - Number(other.split(' ')[at])) < 1e-7);
  const shared = own
    .filter((corner) => [...rows].some((row) => near(row.corner, corner)))
    .sort((one, other) => Number(one.split(' ')[1]) - Number(other.split(' ')[1]));
  const middle = shared[Math.floor(shared.length / 2)];
  const box = await page.locator(`button[data-corner="${middle}"]`).boundingBox();
  if (!box) throw new Error('no corner is shared');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 6, y + 3, { steps: 3 });
  await page.mouse.move(x + 12, y + 6, { steps: 3 });
  await page.mouse.up();
}

type Land = { area: number; overlap: number; shapes: string[] };

/** Square metres of zones together, and of what they cover twice. */
async function landOf(names: string[]): Promise<Land> {
  const [land] = await here.database.execute<Land>(sql`
    select st_area(st_union(geometry)::geography) as area,
      sum(st_area(geometry::geography)) - st_area(st_union(geometry)::geography) as overlap,
      json_agg(st_asgeojson(geometry, 7, 0) order by id) as shapes
    from zone where village_code = ${village} and name in ${names} and ended_at is null`);
  if (!land) throw new Error('there are no such zones');
  return land;
}

async function appointSomebody(page: Page, name: string): Promise<void> {
  await doTo(page, name, '任命');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').first().fill('王');
  await dialog.getByRole('listitem').first().getByRole('button').click();
  await dialog.getByRole('radio').first().check();
  await dialog.getByRole('button', { name: /^任命/ }).click();
  await panel(page)
    .getByText(/已完成：任命/)
    .waitFor();
}
