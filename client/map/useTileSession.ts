import type { ErrorEvent } from 'maplibre-gl';
import { useEffect } from 'react';
import { z } from 'zod';
import { untilPassed } from '../api/session.ts';
import { useMapStore } from './mapStore.ts';

const refusedSchema = z.object({ status: z.literal(401) });

/** Asks to sign in again when tiles are refused because the session has ended, and fetches them once more then. */
export function useTileSession(): void {
  const map = useMapStore((store) => store.map);
  useEffect(() => {
    if (!map) return;
    let isWaiting = false;
    const fail = (event: ErrorEvent) => {
      if (!refusedSchema.safeParse(event.error).success) {
        console.error(event.error);
        return;
      }
      if (isWaiting) return;
      isWaiting = true;
      void untilPassed('signIn').then(() => {
        isWaiting = false;
        const sources = Object.entries(map.getStyle().sources);
        for (const [name, { type }] of sources) if (type !== 'geojson') map.refreshTiles(name);
      });
    };
    map.on('error', fail);
    return () => {
      map.off('error', fail);
    };
  }, [map]);
}
