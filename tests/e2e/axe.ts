import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
type AxeResult = { violations: { id: string; impact: string; nodes: { html: string }[] }[] };

/** Serious and critical violations axe finds on the page, each with the elements it names. */
export async function violations(page: Page): Promise<string[]> {
  // The page's own policy forbids foreign scripts, so this one comes in by the debugger.
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<AxeResult> } };
    const found = await axe.run();
    return found.violations
      .filter((each) => each.impact === 'serious' || each.impact === 'critical')
      .map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join('\n')}`);
  });
}
