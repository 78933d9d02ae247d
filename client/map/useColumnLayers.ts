import type { LayersList } from '@deck.gl/core';
import { MapLibreOverlay } from '@deck.gl/maplibre';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useLanguage } from '../app/i18n.ts';
import { useTheme } from '../app/theme.ts';
import { useMapState } from '../url/mapState.ts';
import { drawAtlas } from './deck/atlas.ts';
import { SparingFrames } from './deck/frames.ts';
import { hazardHexagons, hazardSigns, overduePulse } from './deck/hazards.ts';
import { highlightLayers } from './deck/highlight.ts';
import { householdDiscs, householdLayers, visitLayer } from './deck/households.ts';
import { keyPersonGroups, keyPersonLayers } from './deck/keyPersons.ts';
import { linkLayers } from './deck/links.ts';
import { layerMinZoom } from './drawOrder.ts';
import type { LayerId } from './layerIds.ts';
import { linksToShow, litOf } from './lit.ts';
import { useMapStore } from './mapStore.ts';
import { useZoomStep } from './useMapEvent.ts';
import { useShownStates } from './useShownStates.ts';
import type { Register, Visible } from './visible.ts';

/** What may change how deck.gl draws without new layers. */
const lively = ['move', 'resize', 'mousemove', 'mousedown', 'touchstart'] as const;

/** Milliseconds in which the ring round an overdue hazard opens. */
const pulseTime = 1400;

/** Draws the register's columns between the layers of the map. */
export function useColumnLayers(register: Register | null, visible: Visible | null): void {
  const map = useMapStore((store) => store.map);
  const overlay = useRef<MapLibreOverlay | null>(null);
  const [frames] = useState(() => new SparingFrames());
  const layers = useLayers(register, visible);
  useEffect(() => {
    if (!map) return;
    // deck.gl hands what its types do not name on to the loop that asks for frames.
    const props = { interleaved: true, layers: [], useDevicePixels: true, animationFrameProvider: frames };
    const created = new MapLibreOverlay(props);
    map.addControl(created);
    overlay.current = created;
    const wake = () => frames.wake();
    for (const event of lively) map.on(event, wake);
    return () => {
      overlay.current = null;
      for (const event of lively) map.off(event, wake);
      map.removeControl(created);
    };
  }, [map, frames]);
  useEffect(() => {
    if (!map) return;
    const show = () => {
      overlay.current?.setProps({ layers });
      frames.wake();
    };
    show();
    // The overlay finds its place between the style's layers only while nothing is loading; until then it lies on top.
    if (map.isStyleLoaded()) return;
    map.once('idle', show);
    return () => {
      map.off('idle', show);
    };
  }, [map, layers, frames]);
}

function useLayers(register: Register | null, visible: Visible | null): LayersList {
  const { tokens } = useTheme();
  const [language] = useLanguage();
  const [{ theme, selection, zone }] = useMapState();
  const states = useShownStates();
  const workLayers = useMapStore((store) => store.workLayers);
  const overLayers = useMapStore((store) => store.overLayers);
  const hover = useMapStore((store) => store.hover);
  const zoom = useZoomStep();
  const isDrawn = useMapStore((store) => store.isDrawn);
  const pulse = usePulse(isDrawn && states.hazard.on);
  const atlas = useMemo(() => drawAtlas(tokens, language), [tokens, language]);
  const shows = (id: LayerId) => states[id].on && zoom >= Math.floor(layerMinZoom[id]);
  const opacity = (id: LayerId) => states[id].opacity;

  const discs = useMemo(
    () => (register && visible ? householdDiscs(register, visible.households, theme, tokens) : null),
    [register, visible, theme, tokens],
  );
  const people = useMemo(
    () => (register && visible ? keyPersonGroups(register, visible.keyPersons) : null),
    [register, visible],
  );
  const chosen = useMemo(
    () => selection ?? (zone === null || !register ? null : zoneSelection(register, zone)),
    [selection, zone, register],
  );
  const links = useMemo(
    () => (register && visible ? linksToShow(register, chosen, hover, zoom, visible.households) : null),
    [register, visible, chosen, hover, zoom],
  );
  const lit = useMemo(() => (register ? litOf(register, chosen, hover) : null), [register, chosen, hover]);

  if (!register || !visible || !discs || !people || !links || !lit) return [];
  return [
    shows('link') && links.rows.length > 0 && linkLayers(register, links, tokens, atlas, opacity('link')),
    shows('visit') && visitLayer(register, visible.households, tokens, opacity('visit')),
    shows('household') && householdLayers(discs, atlas, opacity('household'), zoom),
    shows('keyPerson') && keyPersonLayers(register, people, tokens, atlas, opacity('keyPerson'), zoom),
    shows('hazard') && hazardSigns(register, visible.hazards, atlas, opacity('hazard'), zoom),
    shows('hazard') && pulse < 1 && overduePulse(register, visible.hazards, tokens, pulse),
    states.hazard.on && !shows('hazard') && hazardHexagons(register, visible.hazards, tokens, opacity('hazard')),
    // A layer with nothing in it would still have its program compiled.
    zoom >= layerMinZoom.household && lit.related.length + lit.focus.length > 0 && highlightLayers(lit, tokens),
    workLayers,
    overLayers,
  ];
}

function zoneSelection(register: Register, id: number) {
  const zone = register.zones.find((each) => each.id === id);
  return zone ? ({ kind: 'zone', countyCode: zone.countyCode, id } as const) : null;
}

/** Runs from 0 to 1 once, after hazards first appear; stays at 1 for those who ask for no motion. */
function usePulse(isShown: boolean): number {
  const [progress, setProgress] = useState(() =>
    window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 1 : 0,
  );
  const isDone = progress >= 1;
  useEffect(() => {
    if (!isShown || isDone) return;
    let frame = 0;
    let start: number | null = null;
    const step = (now: number) => {
      start ??= now;
      setProgress(Math.min(1, (now - start) / pulseTime));
      frame = requestAnimationFrame(step);
    };
    frame = requestAnimationFrame(step);
    return () => cancelAnimationFrame(frame);
  }, [isShown, isDone]);
  return progress;
}
