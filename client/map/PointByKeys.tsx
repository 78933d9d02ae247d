import { useEffect, useState } from 'react';
import { buildingAt } from './buildingAt.ts';
import styles from './map.module.css';
import { useMapStore } from './mapStore.ts';

/** A cross in the middle of the map while a point is asked for or the keyboard moves the map; Enter sets the point there. */
export function PointByKeys() {
  const isPlacing = useMapStore(({ placing }) => placing !== null);
  const hasKeys = useKeysOnMap();
  useEnter(isPlacing);
  return isPlacing || hasKeys ? <Crosshair /> : null;
}

function useKeysOnMap(): boolean {
  const map = useMapStore((store) => store.map);
  const [hasKeys, setKeys] = useState(false);
  useEffect(() => {
    if (!map) return;
    const canvas = map.getCanvas();
    const look = () => setKeys(canvas.matches(':focus-visible'));
    for (const name of ['focus', 'blur'] as const) canvas.addEventListener(name, look);
    return () => {
      for (const name of ['focus', 'blur'] as const) canvas.removeEventListener(name, look);
    };
  }, [map]);
  return hasKeys;
}

/** Enter picks what is under the cross, Escape calls it off. */
function useEnter(isPlacing: boolean): void {
  const map = useMapStore((store) => store.map);
  useEffect(() => {
    if (!map || !isPlacing) return;
    const press = (event: KeyboardEvent) => {
      const { place, stopPlacing } = useMapStore.getState();
      if (event.key === 'Escape') {
        event.preventDefault();
        return stopPlacing();
      }
      if (event.key !== 'Enter' || event.target !== map.getCanvas()) return;
      event.preventDefault();
      const { lng, lat } = map.getCenter();
      place({ buildingId: buildingAt(map, [lng, lat]), position: [lng, lat] });
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [map, isPlacing]);
}

/** In the middle of what the panels leave free. */
function Crosshair() {
  const map = useMapStore((store) => store.map);
  const [point, setPoint] = useState<{ x: number; y: number } | null>(null);
  useEffect(() => {
    if (!map) return;
    const follow = () => {
      const { left, top } = map.getContainer().getBoundingClientRect();
      const centre = map.project(map.getCenter());
      setPoint({ x: left + centre.x, y: top + centre.y });
    };
    follow();
    map.on('move', follow);
    map.on('resize', follow);
    return () => {
      map.off('move', follow);
      map.off('resize', follow);
    };
  }, [map]);
  return point ? <div className={styles.crosshair} style={{ left: point.x, top: point.y }} aria-hidden="true" /> : null;
}
