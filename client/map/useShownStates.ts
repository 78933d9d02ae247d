import { useMemo } from 'react';
import { useMapState } from '../url/mapState.ts';
import { type LayerStates, layerStates } from './layerIds.ts';
import { useMapStore } from './mapStore.ts';

/** The state of every layer as it is drawn: what the viewer chose, without what would be in the way of the work at hand. */
export function useShownStates(): LayerStates {
  const [{ layers }] = useMapState();
  const hidden = useMapStore(({ work }) => work?.hidden ?? null);
  return useMemo(
    () => (hidden ? layerStates((id) => (hidden.has(id) ? { ...layers[id], on: false } : layers[id])) : layers),
    [layers, hidden],
  );
}
