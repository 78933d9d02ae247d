import { useEffect, useRef } from 'react';
import { writeCamera } from '../url/camera.ts';
import { type Camera, useMapState } from '../url/mapState.ts';
import { fitBounds, useMapStore } from './mapStore.ts';
import type { Home } from './useHome.ts';

/** Keeps the camera and the URL in step: the URL follows every move; Back and a new area move the camera. */
export function useCamera(home: Home | null): void {
  const map = useMapStore((store) => store.map);
  const [{ camera, area: wanted }, change] = useMapState();
  /** The camera this page wrote last, to tell its own writes from Back and Forward. */
  const written = useRef<string | null>(camera && writeCamera(camera));
  const shownArea = useRef(home?.areaCode ?? null);

  useEffect(() => {
    if (!map) return;
    const tell = () => {
      const { lng, lat } = map.getCenter();
      const next: Camera = {
        position: [lng, lat],
        zoom: map.getZoom(),
        bearing: map.getBearing(),
        pitch: map.getPitch(),
      };
      if (written.current === writeCamera(next)) return;
      written.current = writeCamera(next);
      change({ camera: next }, { history: 'replace' });
    };
    map.on('moveend', tell);
    return () => {
      map.off('moveend', tell);
    };
  }, [map, change]);

  useEffect(() => {
    if (!map || !camera || map.isMoving()) return;
    const word = writeCamera(camera);
    if (word === written.current) return;
    written.current = word;
    map.jumpTo({ center: camera.position, zoom: camera.zoom, bearing: camera.bearing, pitch: camera.pitch });
  }, [map, camera]);

  useEffect(() => {
    if (!map || !home || home.areaCode === shownArea.current) return;
    const isFirst = shownArea.current === null;
    shownArea.current = home.areaCode;
    // The first area is what the map was made to look at; one chosen later is flown to.
    if (!isFirst && wanted !== null && home.bounds) fitBounds(home.bounds);
  }, [map, home, wanted]);
}
