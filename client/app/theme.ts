import { useSyncExternalStore } from 'react';
import { dark, light, type Tokens } from './tokens.ts';

export type { Tokens } from './tokens.ts';

export const themeChoices = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof themeChoices)[number];

const storageKey = 'cuntu.theme';
const listeners = new Set<() => void>();
const systemIsDark = window.matchMedia('(prefers-color-scheme: dark)');

function storedChoice(): ThemeChoice {
  const stored = localStorage.getItem(storageKey);
  return themeChoices.find((known) => known === stored) ?? 'system';
}

let choice = storedChoice();

function tokensOf(chosen: ThemeChoice): Tokens {
  const isDark = chosen === 'dark' || (chosen === 'system' && systemIsDark.matches);
  return isDark ? dark : light;
}

/** Writes the interface's colours as CSS variables of the page. */
function paintPage(): void {
  const { map, isDark, ...plain } = tokensOf(choice);
  const colours = { ...plain, keyPerson: map.keyPerson, member: map.member, asset: map.asset };
  const root = document.documentElement;
  root.dataset.theme = isDark ? 'dark' : 'light';
  root.style.colorScheme = isDark ? 'dark' : 'light';
  for (const [name, value] of Object.entries(colours)) {
    root.style.setProperty(`--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, value);
  }
  document.querySelector('meta[name="theme-color"]')?.setAttribute('content', colours.surface);
}

function tellAll(): void {
  paintPage();
  for (const listener of listeners) listener();
}

/** Paints the page and follows the system's preference from now on. */
export function startTheme(): void {
  paintPage();
  systemIsDark.addEventListener('change', tellAll);
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function chooseTheme(next: ThemeChoice): void {
  choice = next;
  localStorage.setItem(storageKey, next);
  tellAll();
}

/** The tokens in use, what was chosen, and the way to choose. */
export function useTheme(): { tokens: Tokens; choice: ThemeChoice; choose: (choice: ThemeChoice) => void } {
  const tokens = useSyncExternalStore(listen, () => tokensOf(choice));
  const chosen = useSyncExternalStore(listen, () => choice);
  return { tokens, choice: chosen, choose: chooseTheme };
}
