import { unattendedHeader } from '../../shared/account.ts';

/** How long after the last touch somebody still counts as being there, in milliseconds. */
const lull = 5 * 60_000;

let lastTouch = Date.now();

/** Notes every touch from now on. */
export function startPresence(): void {
  const touch = () => {
    lastTouch = Date.now();
  };
  for (const name of ['pointerdown', 'keydown', 'wheel']) {
    window.addEventListener(name, touch, { capture: true, passive: true });
  }
}

/** Says of what a window asks by itself that nobody is there, so that it keeps nobody signed in. */
export function presenceHeaders(): Record<string, string> {
  return Date.now() - lastTouch < lull ? {} : { [unattendedHeader]: '1' };
}
