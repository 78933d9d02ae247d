import type { Page } from 'playwright-core';
import { layerIds } from '../../client/map/layerIds.ts';
import { launchBrowser, waitForVillage } from '../support/browser.ts';
import { startServer } from '../support/server.ts';

/** Milliseconds from the start of navigation, one entry per run. */
export type FirstView = {
  /** Until the village's numbers stand in the panel and the search can be typed into, in a fresh profile. */
  usable: number[];
  /** Until the village is drawn with every layer and the map has come to rest, in a fresh profile. */
  cold: number[];
  /** The same on a second visit, with the caches filled. */
  again: number[];
  /** The floor: until an empty map has come to rest, every layer switched off, in a fresh profile. */
  empty: number[];
};

const runs = 5;

/** Opens the demo village in a real browser that draws in software, again and again. */
export async function firstView(databaseUrl: string): Promise<FirstView> {
  const server = await startServer(databaseUrl);
  const browser = await launchBrowser();
  const times: FirstView = { usable: [], cold: [], again: [], empty: [] };
  const fresh = async (look: (page: Page) => Promise<void>) => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
    await look(await context.newPage());
    await context.close();
  };
  try {
    // The first page of a new browser also starts its graphics process.
    await fresh(async (page) => void (await drawnAt(page, server.url)));
    for (let run = 0; run < runs; run += 1) {
      await fresh(async (page) => {
        times.empty.push(await drawnAt(page, `${server.url}/?layers=${layerIds.map((id) => `-${id}`).join(',')}`));
      });
      await fresh(async (page) => {
        times.cold.push(await drawnAt(page, server.url));
        times.again.push(await drawnAt(page, server.url));
      });
      await fresh(async (page) => {
        const began = performance.now();
        await page.goto(server.url, { waitUntil: 'commit' });
        await page.getByText('户无坐标').waitFor();
        await page.getByRole('combobox').fill('海');
        times.usable.push(Math.round(performance.now() - began));
      });
    }
  } finally {
    await browser.close();
    await server.stop();
  }
  return times;
}

async function drawnAt(page: Page, url: string): Promise<number> {
  await page.goto(url);
  await waitForVillage(page);
  return page.evaluate(() => Math.round(performance.getEntriesByName('village-drawn')[0]?.startTime ?? Number.NaN));
}
