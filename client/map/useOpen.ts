import { useCallback } from 'react';
import type { Bounds, Position } from '../../shared/geo.ts';
import { type Selection, useMapState } from '../url/mapState.ts';
import { fitBounds, flyTo } from './mapStore.ts';

/** Opens the card of something and moves the map to where it is, when that is known. */
export function useOpen(): (selection: Selection, where?: Position | Bounds | null) => void {
  const [, change] = useMapState();
  return useCallback(
    (selection, where) => {
      change({ selection });
      if (where) goTo(where);
    },
    [change],
  );
}

/** Moves the map to a position, or so that bounds fill it; bounds without extent are a position. */
export function goTo(where: Position | Bounds): void {
  const [west, south, east = west, north = south] = where;
  if (west === east && south === north) flyTo([west, south]);
  else fitBounds([west, south, east, north]);
}
