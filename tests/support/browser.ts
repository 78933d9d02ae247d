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
      // Debian's has pages painted by the graphics card, which is slow work for software that plays one.
      '--disable-gpu-rasterization',
    ],
  });
}

/**
 * Waits until the village is drawn, all its layers included.
 * The page's policy forbids the `eval` that Playwright's own waiting uses, so the question is asked again and again.
 */
export async function waitForVillage(page: Page): Promise<void> {
  for (let tries = 0; tries < 1800; tries += 1) {
    if (await page.evaluate(() => performance.getEntriesByName('village-drawn').length > 0)) return;
    await page.waitForTimeout(100);
  }
  throw new Error('the village was not drawn within three minutes');
}
