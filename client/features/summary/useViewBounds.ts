import { useEffect, useState } from 'react';
import type { Bounds } from '../../../shared/geo.ts';
import { useMapStore } from '../../map/mapStore.ts';

/** What the panels leave to be seen of the map, in degrees to a metre; follows the map when it comes to rest. */
export function useViewBounds(isWanted: boolean): Bounds | null {
  const map = useMapStore((store) => store.map);
  const padding = useMapStore((store) => store.padding);
  const [bounds, setBounds] = useState<Bounds | null>(null);
  useEffect(() => {
    if (!map || !isWanted) return;
    const look = () => {
      const { width, height } = map.getContainer().getBoundingClientRect();
      const { left, right, top, bottom } = padding;
      const corners = [
        map.unproject([left, top]),
        map.unproject([width - right, top]),
        map.unproject([left, height - bottom]),
        map.unproject([width - right, height - bottom]),
      ];
      const lngs = corners.map(({ lng }) => lng);
      const lats = corners.map(({ lat }) => lat);
      const [west, south] = [Math.min(...lngs), Math.min(...lats)];
      const [east, north] = [Math.max(...lngs), Math.max(...lats)];
      setBounds([toMetre(west), toMetre(south), toMetre(east), toMetre(north)]);
    };
    look();
    map.on('moveend', look);
    return () => {
      map.off('moveend', look);
    };
  }, [map, padding, isWanted]);
  return isWanted ? bounds : null;
}

function toMetre(degrees: number): number {
  return Number(degrees.toFixed(5));
}
