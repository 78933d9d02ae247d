import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitForVillage } from '../support/browser.ts';
import { countPixels, openVillage, photograph, settle, type Village } from './village.ts';

describe('with the network unplugged', () => {
  let here: Village;
  beforeAll(async () => {
    here = await openVillage();
  });
  afterAll(() => here?.close());

  it('still opens, shows the village and pans over it, and says that it is offline', async () => {
    const { page } = await here.visit();
    await page.waitForFunction(() => navigator.serviceWorker.ready.then(() => true));
    // The first visit is not the worker's yet; the second fills its store.
    await page.reload();
    await waitForVillage(page);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await settle(page);
    await page.waitForTimeout(12_000);

    await page.context().setOffline(true);
    await page.reload();
    await waitForVillage(page);
    await page.getByText('网络已断开').waitFor();
    const before = await photograph(page, 'offline');
    expect(countPixels(before, '#7C3AED')).toBeGreaterThan(200);

    const canvas = await page.locator('canvas.maplibregl-canvas').boundingBox();
    if (!canvas) throw new Error('there is no map');
    const middle = { x: canvas.x + canvas.width / 2, y: canvas.y + canvas.height / 2 };
    await page.mouse.move(middle.x, middle.y);
    await page.mouse.down();
    await page.mouse.move(middle.x - 250, middle.y + 150, { steps: 8 });
    await page.mouse.up();
    await settle(page);
    const after = await photograph(page, 'offline-panned');
    expect(countPixels(after, '#7C3AED')).toBeGreaterThan(200);
    expect(countPixels(after, '#7C3AED')).not.toBe(countPixels(before, '#7C3AED'));
    await page.context().close();
  });
});
