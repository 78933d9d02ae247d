import { launchBrowser, waitForVillage } from '../support/browser.ts';
import { startServer } from '../support/server.ts';

export type FirstView = { cold: number[]; again: number[] };

const runs = 5;

/**
 * Milliseconds from the start of navigation until the demo village is drawn with every layer and can be used,
 * in a fresh browser profile (`cold`) and on a second visit with its caches filled (`again`).
 */
export async function firstView(databaseUrl: string): Promise<FirstView> {
  const server = await startServer(databaseUrl);
  const browser = await launchBrowser();
  const times: FirstView = { cold: [], again: [] };
  try {
    for (let run = 0; run < runs; run += 1) {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
      const page = await context.newPage();
      for (const visit of ['cold', 'again'] as const) {
        await page.goto(server.url);
        await waitForVillage(page);
        const drawn = await page.evaluate(() => performance.getEntriesByName('village-drawn')[0]?.startTime);
        if (drawn === undefined) throw new Error('the page set no mark when the village was drawn');
        times[visit].push(Math.round(drawn));
      }
      await context.close();
    }
  } finally {
    await browser.close();
    await server.stop();
  }
  return times;
}
