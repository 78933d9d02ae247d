import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions, Page, Request } from 'playwright-core';
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

/** Longest wait for what a page shall show or do, in milliseconds: a machine with much else to do takes its time. */
const patience = 120_000;

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
      // It would fetch the whole program and the village's tiles once more behind every page.
      serviceWorkers: 'block',
      ...options,
    });
    context.setDefaultTimeout(patience);
    await context.addInitScript(countDrawing);
    const page = await context.newPage();
    watchRequests(page);
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

/** Saves what is on screen for people to look at, and returns it as a PNG. */
export function photograph(page: Page, name: string): Promise<Buffer> {
  return page.screenshot({ path: `${pictures}${name}.png`, animations: 'disabled' });
}

/** How many pixels of a PNG are within `tolerance` of `colour` (`#RRGGBB`) in each channel. */
export function countPixels(picture: Buffer, colour: string, tolerance = 12): number {
  const { data } = PNG.sync.read(picture);
  const wanted = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  let count = 0;
  for (let at = 0; at < data.length; at += 4) {
    if (wanted.every((value, channel) => Math.abs((data[at + channel] ?? 0) - value) <= tolerance)) count += 1;
  }
  return count;
}

/** What the browser keeps for a server out of reach. */
export async function keptInBrowser<Kept>(page: Page): Promise<Kept[]> {
  return page.evaluate(
    () =>
      new Promise<Kept[]>((resolve, reject) => {
        const opening = indexedDB.open('cuntu.outbox');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const asking = opening.result.transaction('waiting').objectStore('waiting').getAll();
          asking.onsuccess = () => {
            opening.result.close();
            resolve(asking.result);
          };
        };
      }),
  );
}

declare global {
  interface Window {
    /** How often anything was drawn into a canvas by WebGL. */
    drawn: number;
  }
}

/** Runs in the page before anything of its own. */
function countDrawing(): void {
  window.drawn = 0;
  const drawing = WebGL2RenderingContext.prototype;
  for (const name of ['clear', 'drawArrays', 'drawElements', 'drawArraysInstanced', 'drawElementsInstanced'] as const) {
    const draw: (...values: number[]) => void = drawing[name];
    Object.defineProperty(drawing, name, {
      value(this: WebGL2RenderingContext, ...values: number[]) {
        window.drawn += 1;
        draw.apply(this, values);
      },
    });
  }
}

const awaited = new WeakMap<Page, Set<Request>>();

function watchRequests(page: Page): void {
  const requests = new Set<Request>();
  awaited.set(page, requests);
  page.on('request', (request) => {
    // What is told of changes is a stream that never ends.
    if (request.resourceType() !== 'eventsource') requests.add(request);
  });
  page.on('requestfinished', (request) => requests.delete(request));
  page.on('requestfailed', (request) => requests.delete(request));
}

/** Waits until the page has asked and drawn all there is, and goes on when something moves without end. */
export async function settle(page: Page): Promise<void> {
  const until = Date.now() + 20_000;
  for (let calm = false; !calm && Date.now() < until; ) {
    const drew = await page.evaluate(drawsStill);
    calm = !drew && awaited.get(page)?.size === 0;
  }
}

/**
 * Whether anything is drawn in the page while twelve of its own turns go by. They take no less than half a second, since the
 * map looks for changes four times a second, and more on a machine that has no time for the page.
 */
async function drawsStill(): Promise<boolean> {
  const before = window.drawn;
  for (let turn = 0; turn < 12 && window.drawn === before; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return window.drawn !== before;
}
