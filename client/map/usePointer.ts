import type { MapMouseEvent } from 'maplibre-gl';
import { useEffect, useRef, useState } from 'react';
import { useCurrentArea } from '../api/area.ts';
import { useMapState } from '../url/mapState.ts';
import type { Selection } from '../url/selection.ts';
import { buildingAt } from './buildingAt.ts';
import { combineOf } from './drawing/pen.ts';
import { useMapStore } from './mapStore.ts';
import { pickAt } from './pick.ts';
import { useShownStates } from './useShownStates.ts';
import type { Register, Visible } from './visible.ts';

/** What the pointer is on, and where it is in pixels of the map. */
export type Pointed = { target: Selection; name: string; x: number; y: number };

/** Hover and click on the map: says what is under the pointer, selects what is clicked, and hands clicks to placing. */
export function usePointer(register: Register | null, visible: Visible | null): Pointed | null {
  const map = useMapStore((store) => store.map);
  const placing = useMapStore((store) => store.placing);
  const [, change] = useMapState();
  const states = useShownStates();
  const countyCode = useCurrentArea()?.code.slice(0, 6) ?? '';
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const latest = useRef({ register, visible, states, countyCode, change });
  latest.current = { register, visible, states, countyCode, change };

  useEffect(() => {
    if (!map) return;
    let frame = 0;
    const pick = (event: MapMouseEvent) => {
      const { countyCode: county, change: _change, ...within } = latest.current;
      return pickAt({ map, pixel: event.point, ...within }, county);
    };
    const point = (event: MapMouseEvent) => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        const { placing: isPlacing, setHover } = useMapStore.getState();
        const target = isPlacing || map.isMoving() ? null : pick(event);
        map.getCanvas().style.cursor = isPlacing ? 'crosshair' : target ? 'pointer' : '';
        setHover(target && { kind: target.kind, countyCode: target.countyCode, id: target.id });
        setPointed(target && { target, name: nameAt(event, target), x: event.point.x, y: event.point.y });
      });
    };
    const leave = () => {
      cancelAnimationFrame(frame);
      useMapStore.getState().setHover(null);
      setPointed(null);
    };
    const click = (event: MapMouseEvent) => {
      const { placing: waiting, place, work } = useMapStore.getState();
      const { lng, lat } = event.lngLat;
      if (!waiting && work) return work.onClick(pick(event), combineOf(event.originalEvent), [lng, lat]);
      if (!waiting) {
        const selection = pick(event);
        if (selection) useMapStore.getState().setClicked([lng, lat]);
        return latest.current.change({ selection });
      }
      place({ buildingId: buildingAt(map, [lng, lat]), position: [lng, lat] });
    };
    map.on('mousemove', point);
    map.on('mouseout', leave);
    map.on('movestart', leave);
    map.on('click', click);
    return () => {
      cancelAnimationFrame(frame);
      map.off('mousemove', point);
      map.off('mouseout', leave);
      map.off('movestart', leave);
      map.off('click', click);
    };
  }, [map]);
  useEffect(() => {
    if (map) map.getCanvas().style.cursor = placing ? 'crosshair' : '';
  }, [map, placing]);
  return pointed;
}

/** Places and assets carry their names in the tiles. */
function nameAt(event: MapMouseEvent, target: Selection): string {
  if (target.kind !== 'place' && target.kind !== 'asset') return '';
  const feature = event.target
    .queryRenderedFeatures(event.point)
    .find((each) => each.id === target.id && each.sourceLayer === target.kind);
  const name: unknown = feature?.properties.name;
  return typeof name === 'string' ? name : '';
}
