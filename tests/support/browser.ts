import { type Browser, chromium, type Page } from 'playwright-core';

/** Where a Chromium lies on this machine. */
const chromiumPath = process.env.CUNTU_CHROMIUM ?? '/usr/bin/chromium';

/** A real Chromium that draws WebGL in software and speaks to nobody but the server under test. */
export function launchBrowser(): Promise<Browser> {
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
