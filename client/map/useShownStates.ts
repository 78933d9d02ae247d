import { useMemo } from 'react';
import { useMapState } from '../url/mapState.ts';
import { type LayerStates, layerStates } from './layerIds.ts';
import { useMapStore } from './mapStore.ts';

/** How much is left of a layer that is dimmed. */
const faint = 0.3;

/** The state of every layer as it is drawn: what the viewer chose, without what would be in the way of the work at hand. */
export function useShownStates(): LayerStates {
  const [{ layers }] = useMapState();
  const hidden = useMapStore(({ work }) => work?.hidden ?? null);
  const dimmed = useMapStore(({ work }) => work?.dimmed ?? null);
  return useMemo(() => {
    if (!hidden && !dimmed) return layers;
    return layerStates((id) => ({
      on: layers[id].on && !hidden?.has(id),
      opacity: layers[id].opacity * (dimmed?.has(id) ? faint : 1),
    }));
  }, [layers, hidden, dimmed]);
}
