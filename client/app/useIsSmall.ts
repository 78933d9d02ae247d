import { useSyncExternalStore } from 'react';

const small = window.matchMedia('(max-width: 768px)');

function listen(listener: () => void): () => void {
  small.addEventListener('change', listener);
  return () => small.removeEventListener('change', listener);
}

/** Whether the screen is a phone's, so that panels come up from below. */
export function useIsSmall(): boolean {
  return useSyncExternalStore(listen, () => small.matches);
}
