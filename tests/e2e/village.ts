import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import type { Database } from '../../server/db/connect.ts';
import { openDatabase } from '../../server/db/open.ts';
import type { DemoRole } from '../../shared/demo.ts';
import { launchBrowser, waitForVillage } from '../support/browser.ts';
import { openTestDatabase } from '../support/database.ts';
import { startServer } from '../support/server.ts';
import { browserCookie } from '../support/signIn.ts';

const pictures = fileURLToPath(new URL('../../test-results/', import.meta.url));
mkdirSync(pictures, { recursive: true });

export type Village = {
  url: string;
  database: Database;
  browser: Browser;
  /**
   * A page of a fresh profile on `path`, signed in as the village official or whoever is named, with the village drawn;
   * what went wrong in it is collected in `troubles`.
   */
  visit(path?: string, options?: VisitOptions): Promise<Visit>;
  /** The same before anybody has signed in. */
  knock(path?: string, options?: BrowserContextOptions): Promise<Visit>;
  close(): Promise<void>;
};

export type VisitOptions = BrowserContextOptions & { as?: DemoRole };
export type Visit = { page: Page; troubles: string[] };

/** The real server over the demo village, and a real browser. */
export async function openVillage(): Promise<Village> {
  const native = process.env.TEST_DATABASE_URL ? await openTestDatabase({ demo: true, kind: 'native' }) : null;
  const server = await startServer(native?.url);
  const shared = native
    ? null
    : await openDatabase({ databaseUrl: null, dataDirectory: server.dataDirectory }, { share: true });
  const database = native?.database ?? shared?.database;
  if (!database) throw new Error('no database to look into');
  const browser = await launchBrowser();
  const open = async (options: BrowserContextOptions): Promise<Visit> => {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      locale: 'zh-CN',
      colorScheme: 'light',
      reducedMotion: 'reduce',
      ...options,
    });
    const page = await context.newPage();
    return { page, troubles: collectTroubles(page, server.url) };
  };
  const visit: Village['visit'] = async (path = '/', { as = 'villageOfficial', ...options } = {}) => {
    const visited = await open(options);
    await visited.page.context().addCookies([await browserCookie(database, as, server.url)]);
    await visited.page.goto(server.url + path);
    await waitForVillage(visited.page);
    return visited;
  };
  const knock: Village['knock'] = async (path = '/', options = {}) => {
    const visited = await open(options);
    await visited.page.goto(server.url + path);
    return visited;
  };
  const close = async () => {
    await browser.close();
    await shared?.close();
    await server.stop();
    await native?.close();
  };
  return { url: server.url, database, browser, visit, knock, close };
}

/** Errors in the page, failed answers, and anything asked of another machine. */
function collectTroubles(page: Page, home: string): string[] {
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(`console: ${message.text()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) troubles.push(`${response.status()}: ${response.url()}`);
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(home) && !/^(blob|data):/.test(url)) troubles.push(`foreign: ${url}`);
  });
  return troubles;
}

/** Saves what is on screen for people to look at, and returns it decoded. */
export async function photograph(page: Page, name: string): Promise<PNG> {
  return PNG.sync.read(await page.screenshot({ path: `${pictures}${name}.png`, animations: 'disabled' }));
}

/** How many pixels of a picture are within `tolerance` of `colour` (`#RRGGBB`) in each channel. */
export function countPixels(picture: PNG, colour: string, tolerance = 12): number {
  const wanted = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  let count = 0;
  for (let at = 0; at < picture.data.length; at += 4) {
    if (wanted.every((value, channel) => Math.abs((picture.data[at + channel] ?? 0) - value) <= tolerance)) count += 1;
  }
  return count;
}

/** Waits until the map has nothing left to draw. */
export async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(1500);
}
