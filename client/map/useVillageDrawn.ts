import { useEffect } from 'react';
import { useCurrentArea, useMapDescription } from '../api/area.ts';
import { useMapStore } from './mapStore.ts';
import { villageTiles } from './villageTiles.ts';

/** Names of the performance marks that say: the village is drawn and can be used; it can be without a network, too. */
const marks = { drawn: 'village-drawn', kept: 'village-kept' };

/**
 * Marks the moment the village is first drawn, all layers included, and then, while nothing else is to be done,
 * fetches the village's tiles round about, so that it can be walked through without a network.
 */
export function useVillageDrawn(isRegisterThere: boolean): void {
  const map = useMapStore((store) => store.map);
  const area = useCurrentArea();
  const versions = useMapDescription()?.versions;
  useEffect(() => {
    if (!map || !isRegisterThere || !area?.bounds || !versions) return;
    const { bounds } = area;
    const controller = new AbortController();
    const drawn = () => {
      if (performance.getEntriesByName(marks.drawn).length === 0) performance.mark(marks.drawn);
      useMapStore.getState().setDrawn();
      whenIdle(() => void fetchQuietly(villageTiles(bounds, versions), controller.signal));
    };
    map.once('idle', drawn);
    // A map that came to rest before we listened says so only after another frame.
    map.triggerRepaint();
    return () => {
      map.off('idle', drawn);
      controller.abort();
    };
  }, [map, isRegisterThere, area, versions]);
}

function whenIdle(work: () => void): void {
  if ('requestIdleCallback' in window) window.requestIdleCallback(work, { timeout: 10_000 });
  else setTimeout(work, 3000);
}

/** One after the other, so that what somebody asks for meanwhile does not wait behind them. */
async function fetchQuietly(addresses: readonly string[], signal: AbortSignal): Promise<void> {
  if (!navigator.serviceWorker?.controller) return;
  for (const address of addresses) {
    if (signal.aborted) return;
    await fetch(address, { signal, priority: 'low' }).catch(() => undefined);
  }
  performance.mark(marks.kept);
}
