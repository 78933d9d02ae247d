import type { Map as MapLibreMap } from 'maplibre-gl';
import { useCallback, useSyncExternalStore } from 'react';
import { useMapStore } from './mapStore.ts';

/** A value read from the map's camera, re-read while it moves; `initial` before there is a map. */
export function useFromCamera<Value extends number | string | boolean>(
  read: (map: MapLibreMap) => Value,
  initial: Value,
): Value {
  const map = useMapStore((store) => store.map);
  const listen = useCallback(
    (listener: () => void) => {
      map?.on('move', listener);
      return () => {
        map?.off('move', listener);
      };
    },
    [map],
  );
  return useSyncExternalStore(listen, () => (map ? read(map) : initial));
}

/** Zoom in steps of a half: layers come and go by it, and need not know it more exactly. */
export function useZoomStep(): number {
  return useFromCamera((map) => Math.floor(map.getZoom() * 2) / 2, 0);
}

/** Whether the map is tilted enough for houses to stand up. */
export function useIsPitched(): boolean {
  return useFromCamera((map) => map.getPitch() > 8, false);
}
