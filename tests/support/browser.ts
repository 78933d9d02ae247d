import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Where a Chromium lies on this machine, or null. `CHROMIUM` names another. */
export const chromiumPath = [process.env.CHROMIUM, ...places].find((path) => path && existsSync(path)) ?? null;

/** A real Chromium that draws WebGL in software and speaks to nobody but the server under test. */
export function launchBrowser(): Promise<Browser> {
  if (!chromiumPath) throw new Error('no Chromium found; name one in CHROMIUM');
  return chromium.launch({
    executablePath: chromiumPath,
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--ignore-gpu-blocklist',
    ],
  });
}

/** Waits until the village is drawn, all its layers included. */
export async function waitForVillage(page: Page): Promise<void> {
  await page.waitForFunction(() => document.documentElement.dataset.village === 'drawn', undefined, {
    timeout: 90_000,
  });
}
