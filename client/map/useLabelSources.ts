import type { FeatureCollection } from 'geojson';
import type { GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl';
import { useEffect, useMemo } from 'react';
import type { AreaSummary } from '../../shared/area.ts';
import {
  areaLabels,
  hazardLabels,
  hazardShapes,
  householdDensity,
  householdLabels,
  zoneLabels,
} from './labelSources.ts';
import { useMapStore } from './mapStore.ts';
import type { FilledSource } from './style/style.ts';
import { useFromCamera } from './useMapEvent.ts';
import type { Register, Visible } from './visible.ts';

const noAreas: AreaSummary[] = [];
/** The zoom just before household numbers are drawn, so that they are there in time. */
const numbersFrom = 17.4;

/** Fills the sources of the labels and of the density tint from the register. */
export function useLabelSources(
  areas: readonly AreaSummary[] = noAreas,
  register: Register | null,
  visible: Visible | null,
): void {
  const map = useMapStore((store) => store.map);
  const { zones: zoneRows, levels, household } = register ?? {};
  const zones = useMemo(
    () => (zoneRows && levels && household ? zoneLabels({ zones: zoneRows, levels, household }) : null),
    [zoneRows, levels, household],
  );
  const hazards = useMemo(
    () => (register && visible ? hazardLabels(register, visible.hazards) : null),
    [register, visible],
  );
  const shapes = useMemo(
    () => (register && visible ? hazardShapes(register, visible.hazards) : null),
    [register, visible],
  );
  const density = useMemo(
    () => (register && visible ? householdDensity(register, visible.households) : null),
    [register, visible],
  );
  const villages = useMemo(() => areaLabels(areas), [areas]);
  useFilled(map, 'zone-label', zones);
  useFilled(map, 'area-label', villages);
  useFilled(map, 'hazard-label', hazards);
  useFilled(map, 'hazard-shape', shapes);
  useFilled(map, 'household-density', density);
  useHouseholdNumbers(map, register, visible);
}

function fill(map: MapLibreMap, name: FilledSource, data: FeatureCollection): void {
  map.getSource<GeoJSONSource>(name)?.setData(data);
}

function useFilled(map: MapLibreMap | null, name: FilledSource, data: FeatureCollection | null): void {
  useEffect(() => {
    if (map && data) fill(map, name, data);
  }, [map, name, data]);
}

/** Numbers of the households in view, from the zoom at which there is room for them. */
function useHouseholdNumbers(map: MapLibreMap | null, register: Register | null, visible: Visible | null): void {
  const isClose = useFromCamera((each) => each.getZoom() >= numbersFrom, false);
  useEffect(() => {
    if (!map || !register || !visible || !isClose) return;
    const update = () => {
      const bounds = map.getBounds();
      const rectangle = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()] as const;
      fill(map, 'household-label', householdLabels(register, visible.households, rectangle));
    };
    update();
    map.on('moveend', update);
    return () => {
      map.off('moveend', update);
    };
  }, [map, register, visible, isClose]);
}
