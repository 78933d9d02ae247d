import type { Page } from 'playwright-core';
import type { DemoRole } from '../../shared/demo.ts';
import type { Move } from '../../shared/move.ts';
import { signIn } from '../support/signIn.ts';
import type { Village } from './village.ts';

export const village = '371082999001';
export const reassignMode = `/?area=${village}&mode=reassign`;

export type Plan = { countyCode: string; id: number; revision: number };

export const panelOf = (page: Page) => page.getByRole('complementary', { name: '调整' });

export const openPage = (page: Page, name: string) =>
  panelOf(page).getByRole('tablist', { name: '方案的内容' }).getByRole('tab', { name, exact: true }).click();

/** Somebody who is signed in without a screen. */
export type Asker = { url: string; cookie: string };

export async function asker({ url, database }: Village, who: DemoRole): Promise<Asker> {
  return { url, cookie: await signIn(database, who) };
}

export async function ask<Answer>({ url, cookie }: Asker, path: string, input: object): Promise<Answer> {
  const response = await fetch(`${url}/trpc/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify(input),
  });
  const { error, result } = await response.json();
  if (error) throw new Error(`${path}: ${error.message}`);
  return result.data;
}

export const refOf = ({ id, revision }: Plan) => ({ countyCode: '371082', id, revision });

/** A plan of one gesture, made without the screen. */
export async function draft(maker: Asker, name: string, moves: Move[]): Promise<Plan> {
  const plan = await ask<Plan>(maker, 'reassign.plan.create', { villageCode: village, name });
  const gesture = { kind: 'assign', moves };
  const { revision } = await ask<Plan>(maker, 'reassign.plan.gesture', { ...refOf(plan), gesture });
  return { ...plan, revision };
}

/** Goes by Tab, or backwards, to what has this name. */
export async function tabTo(page: Page, name: string, isBackwards = false): Promise<void> {
  for (let step = 0; step < 200; step += 1) {
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      return `${element?.getAttribute('aria-label') ?? ''} ${element?.textContent ?? ''}`.trim();
    });
    if (focused === name || focused.startsWith(`${name} `)) return;
    await page.keyboard.press(isBackwards ? 'Shift+Tab' : 'Tab');
  }
  throw new Error(`the keyboard does not reach ${name}`);
}
