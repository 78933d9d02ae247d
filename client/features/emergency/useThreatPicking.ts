import { useEffect } from 'react';
import { takePoint, takeShape } from '../../map/mapStore.ts';
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
    return takeShape({
      kind: 'polygon',
      onChange: () => [],
      onEnd: (shape) => {
        const region = shape.kind === 'area' ? regionOf(shape.ring) : null;
        change({ isPicking: false, ...(region ? { region } : {}) });
      },
    });
  }, [isPicking, kind, change]);
}
