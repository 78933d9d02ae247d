import { sql } from 'drizzle-orm';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Move } from '../../shared/move.ts';
import { violations } from './axe.ts';
import { asker, draft, openPage, panelOf, reassignMode, tabTo, village } from './reassigning.ts';
import { openVillage, photograph, settle, type Village } from './village.ts';

const day = (ahead: number) => new Date(Date.now() + 8 * 3_600_000 + ahead * 86_400_000).toISOString().slice(0, 10);

describe('the dialogs of reassigning', () => {
  let here: Village;
  beforeAll(async () => {
    here = await openVillage();
  });
  afterAll(() => here?.close());

  it('have nothing that axe calls serious, and say what stands in the way', async () => {
    const { page } = await here.visit(reassignMode);
    const panel = panelOf(page);
    const dialog = page.getByRole('dialog');
    /** Looks at what is open, and leaves a dialog by the keyboard. */
    const look = async (name: string) => {
      await photograph(page, `reassign-dialog-${name}`);
      expect(await violations(page), name).toEqual([]);
    };
    const leave = async () => {
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
    };
    await page.goto(`${here.url}${reassignMode}&plan=999999`);
    await panel.getByRole('alert').filter({ hasText: '打不开这个方案' }).waitFor();
    await panel.getByRole('button', { name: '关闭当前方案' }).click();
    await panel.getByRole('button', { name: '新建方案' }).focus();
    await page.keyboard.press('Enter');
    await panel.getByText('0 步 · 0 项调整').waitFor();
    // The button is gone: the keyboard goes on in the panel, not from the top of the page.
    await page.keyboard.press('Tab');
    const focused = page.locator(':focus');
    expect(await focused.getAttribute('aria-label')).toBe('方案名称');
    await panel.getByRole('button', { name: '粘贴户号…' }).click();
    await dialog.getByRole('textbox').fill('X-1, X-2');
    await dialog.getByText('有 2 个没有找到').waitFor();
    await look('paste');
    await leave();

    await openPage(page, '片区');
    await panel.getByRole('button', { name: '新建', exact: true }).click();
    await dialog.getByRole('textbox').fill('空巷');
    await look('create');
    await dialog.getByRole('button', { name: '新建', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await panel.getByRole('searchbox', { name: '找片区' }).fill('空巷');
    await panel.getByRole('button', { name: /^空巷/ }).click();
    for (const [verb, name] of [
      ['改名', 'rename'],
      ['合并', 'merge'],
      ['停用', 'retire'],
    ] as const) {
      await panel.getByRole('button', { name: verb, exact: true }).click();
      await dialog.waitFor();
      await look(name);
      await leave();
    }

    const [zone] = await here.database.execute<{ name: string; since: string }>(sql`
      select zone.name, max(coalesce(to_on, from_on))::text as since from zone
      join zone_lead on zone_lead.county_code = zone.county_code and zone_lead.zone_id = zone.id
      where zone.village_code = ${village} and zone.ended_at is null and zone.level = 'lane'
      group by zone.id, zone.name order by zone.id limit 1`);
    await panel.getByRole('searchbox', { name: '找片区' }).fill(zone?.name ?? '');
    await panel.getByRole('button', { name: new RegExp(`^${zone?.name}`) }).click();
    await panel.getByRole('button', { name: '任命', exact: true }).last().click();
    await dialog.getByRole('textbox').first().fill('王');
    await dialog.getByRole('listitem').first().getByRole('button').click();
    // Whoever was found is chosen with the household.
    await dialog.getByRole('button', { name: /^任命王/ }).waitFor();
    await look('appoint');
    await dialog.getByLabel('自哪天起').fill('2001-01-01');
    await dialog.getByRole('button', { name: /^任命王/ }).click();
    await dialog.getByText(`不能早于 ${zone?.since}`).waitFor();
    await look('appoint-day');
    await leave();

    await panel.getByRole('button', { name: '合并', exact: true }).click();
    await dialog.getByRole('checkbox').first().check();
    const apart = dialog.getByRole('status').filter({ hasText: '互不相连的' });
    await dialog
      .getByRole('checkbox', { name: /\d{3} m/ })
      .last()
      .check();
    await apart.getByText(/\d+ m/).waitFor();
    await look('merge-apart');
    await leave();

    await panel.getByRole('button', { name: '拆分', exact: true }).click();
    await look('split');
    await panel.getByRole('button', { name: '取消', exact: true }).click();
    await panel.getByRole('button', { name: '调整边界' }).click();
    await panel.getByRole('combobox', { name: '片区', exact: true }).selectOption({ label: zone?.name ?? '' });
    await settle(page);
    await crossBorder(page);
    await panel.getByRole('button', { name: '保存边界' }).click();
    await panel.getByRole('button', { name: `${zone?.name}的边界在这里自己交叉` }).waitFor();
    await look('crossing');
    await panel.getByRole('button', { name: '撤回一步', exact: true }).click();
    await panel.getByText('还没有移动').waitFor();
    await page.context().close();
  });

  it('are gone through by keys alone, from handing in to publishing, on no day gone by', async () => {
    const [{ id, from, to } = { id: 0, from: 0, to: 0 }] = await here.database.execute<{
      id: number;
      from: number;
      to: number;
    }>(sql`
      select household.id::float8 as id, household.lane_id::float8 as "from", other.id::float8 as "to" from household
      join zone lane on lane.county_code = household.county_code and lane.id = household.lane_id
      join zone other on other.county_code = lane.county_code and other.parent_id = lane.parent_id and other.id <> lane.id
        and other.ended_at is null
      where household.village_code = ${village} and household.ended_at is null
      order by household.id, other.id limit 1`);
    const move: Move = { slot: 'lane', id, from, to };
    const plan = await draft(await asker(here, 'villageOfficial'), '键盘方案', [move]);
    const { page } = await here.visit(`${reassignMode}&plan=${plan.id}`);
    await page.getByText('1 步 · 1 项调整').waitFor();
    await press(page, '提交');
    await panelOf(page).getByText('待批').first().waitFor();
    const { page: above } = await here.visit(`${reassignMode}&plan=${plan.id}`, { as: 'townOfficial' });
    await panelOf(above).getByRole('button', { name: '批准' }).waitFor();
    await press(above, '批准');
    await panelOf(above).getByText('已批').first().waitFor();
    await tabTo(above, '发布');
    await above.keyboard.press('Enter');
    const dialog = above.getByRole('dialog');
    await dialog.getByLabel('生效日期').fill(day(-1));
    await dialog.getByText('生效日期不能早于今天。').waitFor();
    expect(await dialog.getByRole('button', { name: '发布', exact: true }).isDisabled()).toBe(true);
    await photograph(above, 'reassign-dialog-publish');
    expect(await violations(above)).toEqual([]);
    await dialog.getByLabel('生效日期').fill(day(0));
    await tabTo(above, '发布');
    await above.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    const [row] = await here.database.execute<{ lane: number }>(
      sql`select lane_id::float8 as lane from household where village_code = ${village} and id = ${id}`,
    );
    expect(row?.lane).toBe(to);
    for (const each of [page, above]) await each.context().close();
  });
});

/** Opens a decision and confirms it, all by keys. */
async function press(page: Page, verb: string): Promise<void> {
  await tabTo(page, verb);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await tabTo(page, verb);
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
}

/** Drags the highest corner on screen below the lowest, so that its edges cross those between. */
async function crossBorder(page: Page): Promise<void> {
  const corners = page.locator('button[data-corner]');
  await corners.first().waitFor();
  const boxes = await corners.evaluateAll((all) =>
    all.map((each) => {
      const { x, y, width, height } = each.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    }),
  );
  const left = Math.min(...boxes.map(({ x }) => x));
  const right = Math.max(...boxes.map(({ x }) => x));
  const [top] = boxes
    .filter(({ x }) => x > left + (right - left) / 4 && x < right - (right - left) / 4)
    .sort((one, other) => one.y - other.y);
  if (!top) throw new Error('the border has no corner on its upper edge');
  const below = Math.max(...boxes.map(({ y }) => y)) + 30;
  await page.mouse.move(top.x, top.y);
  await page.mouse.down();
  await page.mouse.move(top.x, (top.y + below) / 2, { steps: 4 });
  await page.mouse.move(top.x, below, { steps: 4 });
  await page.mouse.up();
}
