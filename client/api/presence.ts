/** How long after the last touch somebody still counts as being there, in milliseconds. */
const lull = 5 * 60_000;

let lastTouch = Date.now();
for (const name of ['pointerdown', 'keydown', 'wheel']) {
  window.addEventListener(name, () => {
    lastTouch = Date.now();
  });
}

/** Whether somebody is at this window: what it asks by itself must not keep an empty room signed in. */
export function isPresent(): boolean {
  return document.visibilityState === 'visible' && Date.now() - lastTouch < lull;
}
