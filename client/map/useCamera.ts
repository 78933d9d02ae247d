import { useEffect, useRef } from 'react';
import { writeCamera } from '../url/camera.ts';
import { type Camera, useMapState } from '../url/mapState.ts';
import { useMapStore } from './mapStore.ts';

/** Keeps the camera and the URL in step: the URL follows every move, and Back moves the camera. */
export function useCamera(): void {
  const map = useMapStore((store) => store.map);
  const [{ camera }, change] = useMapState();
  /** The camera this page wrote last, to tell its own writes from Back and Forward. */
  const written = useRef<string | null>(camera && writeCamera(camera));

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
}
