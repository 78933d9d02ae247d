import { useEffect } from 'react';
import { focusMap, takePoint, useMapStore } from '../../map/mapStore.ts';
import { regionOf } from './threat.ts';
import { useThreatStore } from './threatStore.ts';

/** Lets the map take the threatened area, or the point where the water comes from. */
export function useThreatPicking(): void {
  const { isPicking, kind, change } = useThreatStore();
  useEffect(() => {
    if (!isPicking) return;
    if (kind === 'flood')
      return takePoint(
        (position) => {
          change({ position, isPicking: false });
          return true;
        },
        () => change({ isPicking: false }),
      );
    const { setDrawing, drawing: before } = useMapStore.getState();
    focusMap();
    setDrawing({
      kind: 'polygon',
      onChange: () => [],
      onEnd: (shape) => {
        const region = shape.kind === 'area' ? regionOf(shape.ring) : null;
        change({ isPicking: false, ...(region ? { region } : {}) });
      },
    });
    return () => setDrawing(before);
  }, [isPicking, kind, change]);
}
