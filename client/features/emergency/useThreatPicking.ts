import { useEffect } from 'react';
import { useMapStore } from '../../map/mapStore.ts';
import { regionOf } from './threat.ts';
import { useThreatStore } from './threatStore.ts';

/** Lets the map take the threatened area, or the point where the water comes from. */
export function useThreatPicking(): void {
  const { isPicking, kind, change } = useThreatStore();
  useEffect(() => {
    if (!isPicking) return;
    const { startPlacing, stopPlacing, setDrawing, drawing: before } = useMapStore.getState();
    if (kind === 'flood') {
      startPlacing(null, ({ position }) => change({ position, isPicking: false }));
      return stopPlacing;
    }
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
