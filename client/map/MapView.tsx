import 'maplibre-gl/dist/maplibre-gl.css';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useMapDescription } from '../api/area.ts';
import { useLabels } from '../app/i18n.ts';
import { useMapState } from '../url/mapState.ts';
import { createMap } from './createMap.ts';
import { describe } from './describe.ts';
import styles from './map.module.css';
import { useMapStore } from './mapStore.ts';
import { PointByKeys } from './PointByKeys.tsx';
import { useCamera } from './useCamera.ts';
import { useDrawing } from './useDrawing.ts';
import { type Home, useHome } from './useHome.ts';
import { useLabelSources } from './useLabelSources.ts';
import { useLitFeatures } from './useLitFeatures.ts';
import { useMapStyle, useStyleOnMap } from './useMapStyle.ts';
import { type Pointed, usePointer } from './usePointer.ts';
import { useRegister } from './useRegister.ts';
import { useTileSession } from './useTileSession.ts';
import { useVisible } from './useVisible.ts';
import type { Register } from './visible.ts';

const layersLoading = import('./ColumnLayers.tsx');
const ColumnLayers = lazy(() => layersLoading.then((module) => ({ default: module.ColumnLayers })));

/** The map itself; it fills what it is put into. */
export function MapView() {
  const description = useMapDescription();
  const home = useHome();
  const register = useRegister();
  const visible = useVisible(register);
  const style = useMapStyle(description, visible?.zoneIds ?? null);
  const container = useMapIn(style, home);
  useStyleOnMap(style);
  useLabelSources(description?.areas, register, visible);
  useLitFeatures(register);
  useCamera();
  useTileSession();
  const pointed = usePointer(register, visible);
  useDrawing();
  return (
    <>
      <div ref={container} className={styles.map} id="map" />
      <Suspense>
        <ColumnLayers register={register} visible={visible} />
      </Suspense>
      <PointByKeys />
      {pointed && register && <Tip register={register} pointed={pointed} />}
    </>
  );
}

/** Creates the map once there is a first style and something to look at; removes it with the component. */
function useMapIn(style: ReturnType<typeof useMapStyle>, home: Home | null) {
  const container = useRef<HTMLDivElement>(null);
  const { t } = useTranslation();
  const description = useMapDescription();
  const [{ camera }] = useMapState();
  const start = useRef({ style, camera, home, description, label: t('map.label') });
  start.current = { style, camera, home, description, label: t('map.label') };
  const isEmpty = description?.areas.length === 0;
  const isReady = style !== null && description !== null && (home !== null || camera !== null || isEmpty);
  useEffect(() => {
    const { style: first, ...rest } = start.current;
    if (!isReady || !first || !container.current) return;
    let isGone = false;
    const { padding, setMap } = useMapStore.getState();
    const created = createMap({
      container: container.current,
      style: first,
      camera: rest.camera,
      bounds: rest.home?.bounds ?? null,
      padding,
      basemap: rest.description?.basemap ?? null,
      label: rest.label,
    });
    void created.then((map) => {
      if (isGone) return;
      const announce = () => setMap(map, first);
      if (map.isStyleLoaded()) announce();
      else map.once('style.load', announce);
    });
    return () => {
      isGone = true;
      setMap(null, null);
      void created.then((map) => map.remove());
    };
  }, [isReady]);
  return container;
}

function Tip({ register, pointed }: { register: Register; pointed: Pointed }) {
  const { t } = useTranslation();
  const labels = useLabels();
  const text = pointed.name || describe(register, pointed.target, { t, labels });
  if (text === '') return null;
  return (
    <div className={styles.tip} style={{ transform: `translate(${pointed.x}px, ${pointed.y}px)` }} aria-hidden="true">
      <span>{text}</span>
    </div>
  );
}
