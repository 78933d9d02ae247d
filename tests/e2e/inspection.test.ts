import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violations } from './axe.ts';
import { openVillage, photograph, settle, type Village } from './village.ts';

const village = '371082999001';

describe('rounds of inspection', () => {
  let here: Village;
  beforeAll(async () => {
    here = await openVillage();
  });
  afterAll(() => here?.close());

  it('come from a plan, lead to a hazard where something is wrong, and are looked at again until they pass', async () => {
    const { page, troubles } = await here.visit(`/?area=${village}&mode=triage`);
    await page.getByRole('tab', { name: '巡查' }).click();
    await page.getByRole('tab', { name: '计划', exact: true }).click();
    await page.getByRole('button', { name: '新建计划' }).click();
    const dialog = page.getByRole('dialog', { name: '新建计划' });
    await dialog.getByRole('button', { name: '建立计划' }).click();
    await dialog.getByText('请写计划的名称。').waitFor();
    await dialog.getByRole('textbox', { name: '名称' }).fill('每周水边检查');
    await dialog.getByRole('combobox', { name: '查什么' }).selectOption('water');
    await dialog.getByRole('combobox', { name: '多久一次' }).selectOption('week');
    await dialog.getByRole('textbox', { name: '要看的' }).fill('护栏完好\n警示牌清楚');
    expect(await violations(page)).toEqual([]);
    await photograph(page, 'inspection-plan');
    await dialog.getByRole('button', { name: '建立计划' }).click();
    const plan = page.getByRole('list', { name: '计划' }).locator('li', { hasText: '每周水边检查' });
    await plan.waitFor();
    await plan.getByRole('button', { name: '看它的任务' }).click();
    const tasks = page.getByRole('list', { name: '任务' }).locator('li');
    await expect.poll(() => tasks.count()).toBe(12);
    await settle(page);
    await photograph(page, 'inspection-tasks');
    expect(await violations(page)).toEqual([]);

    await tasks.first().getByRole('button').click();
    const good = page.getByRole('button', { name: '一切正常' });
    await good.waitFor();
    await expect.poll(() => good.isDisabled()).toBe(true);
    await page.getByRole('checkbox', { name: '护栏完好' }).check();
    await page.getByRole('checkbox', { name: '警示牌清楚' }).check();
    await good.click();
    await expect.poll(() => tasks.count()).toBe(11);

    await tasks.first().getByRole('button').click();
    await page.getByRole('button', { name: '发现隐患，现在上报' }).click();
    const form = page.getByRole('region', { name: '上报隐患' });
    await expect.poll(() => form.getByRole('combobox', { name: '类别' }).inputValue()).toBe('water');
    await form.getByRole('button', { name: '点位置' }).click();
    const canvas = await page.locator('canvas.maplibregl-canvas').boundingBox();
    if (!canvas) throw new Error('there is no map');
    await settle(page);
    await page.mouse.click(canvas.x + canvas.width / 2, canvas.y + canvas.height / 2);
    await form.getByRole('textbox', { name: '一句话说明' }).fill('护栏缺了一段');
    await form.getByRole('button', { name: '上报', exact: true }).click();
    await page.getByText(/^已上报 F-/).waitFor();
    await photograph(page, 'inspection-found');
    await page.getByRole('button', { name: '有问题，待复查' }).click();
    const again = page.getByRole('list', { name: '任务' }).locator('li', { hasText: '天后复查' });
    await again.waitFor();
    const [row] = await here.database.execute<{ state: string; title: string; channel: string }>(sql`
      select inspection.state, hazard.title, hazard.channel from inspection
      join hazard on hazard.id = any(inspection.hazard_ids) where inspection.state = 'found'
      and hazard.title = '护栏缺了一段'`);
    expect(row).toEqual({ state: 'found', title: '护栏缺了一段', channel: 'inspection' });

    await again.getByRole('button').click();
    const looks = page.getByRole('list', { name: '查看记录' }).locator('li');
    await expect.poll(() => looks.count()).toBe(1);
    // What is open is in the address.
    await expect.poll(() => page.url()).toContain('round=');
    await page.reload();
    await page.getByRole('heading', { name: '查看记录' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await photograph(page, 'inspection-recheck');
    await page.getByRole('checkbox', { name: '护栏完好' }).check();
    await page.getByRole('checkbox', { name: '警示牌清楚' }).check();
    await page.getByRole('button', { name: '复查合格' }).click();
    await expect.poll(() => tasks.count()).toBe(10);
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  it('fit a phone, and a lead ticks them there in the dark', async () => {
    const { page } = await here.visit(`/?area=${village}&mode=triage`, {
      as: 'gridLead',
      viewport: { width: 390, height: 844 },
      colorScheme: 'dark',
    });
    await page.getByRole('button', { name: '展开面板' }).click();
    await page.getByRole('tab', { name: '巡查' }).click();
    await page.getByRole('list', { name: '任务' }).locator('li').first().waitFor();
    await photograph(page, 'inspection-phone');
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });
});
