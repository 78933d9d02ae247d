import { useSyncExternalStore } from 'react';

const small = window.matchMedia('(max-width: 768px)');
const coarse = window.matchMedia('(pointer: coarse)');
const wide = window.matchMedia('(min-width: 1200px)');

/** Whether the screen is a phone's, so that panels come up from below. */
export function useIsSmall(): boolean {
  return useMatches(small);
}

/** Whether fingers point, which have no keys to hold and need more room. */
export function useIsTouch(): boolean {
  return useMatches(coarse);
}

/** Whether there is room for a panel on both sides of the map. */
export function useIsWide(): boolean {
  return useMatches(wide);
}

function useMatches(query: MediaQueryList): boolean {
  return useSyncExternalStore(
    (listener) => {
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
    () => query.matches,
  );
}
