import { useSyncExternalStore } from 'react';

const small = window.matchMedia('(max-width: 768px)');
const wide = window.matchMedia('(min-width: 1200px)');

/** Whether the screen is a phone's, so that panels come up from below. */
export function useIsSmall(): boolean {
  return useMatches(small);
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
