import type { StyleSpecification } from '@maplibre/maplibre-gl-style-spec';
import { useEffect, useMemo, useRef } from 'react';
import { contractEndsSoonDays } from '../../shared/asset.ts';
import { dayNumber } from '../../shared/geo.ts';
import type { MapDescription } from '../../shared/map.ts';
import { useTheme } from '../app/theme.ts';
import { applyStyle } from './applyStyle.ts';
import { useBasemap } from './basemapStore.ts';
import { installImages } from './images.ts';
import { useMapStore } from './mapStore.ts';
import { buildStyle } from './style/style.ts';
import { useIsPitched } from './useMapEvent.ts';
import { useShownStates } from './useShownStates.ts';

const none: readonly number[] = [];

/** The style of the moment; null until it is known which tiles there are. */
export function useMapStyle(
  description: MapDescription | null,
  zoneIds: readonly number[] | null,
): StyleSpecification | null {
  const { tokens } = useTheme();
  const states = useShownStates();
  const lockedZoneIds = useMapStore(({ work }) => work?.lockedZones ?? none);
  const isBasemapOn = useBasemap((store) => store.isOn);
  const isPitched = useIsPitched();
  return useMemo(() => {
    if (!description) return null;
    return buildStyle({
      tokens,
      states,
      versions: description.versions,
      reliefBounds: description.reliefBounds,
      basemap: description.basemap,
      isBasemapOn,
      origin: window.location.origin,
      isPitched,
      zoneIds,
      lockedZoneIds,
      contractEndsBefore: dayNumber(description.today) + contractEndsSoonDays,
    });
  }, [description, tokens, states, isBasemapOn, isPitched, zoneIds, lockedZoneIds]);
}

/** Brings the map to the style of the moment whenever that changes. */
export function useStyleOnMap(style: StyleSpecification | null): void {
  const map = useMapStore((store) => store.map);
  const { tokens } = useTheme();
  const firstStyle = useMapStore((store) => store.firstStyle);
  const applied = useRef<StyleSpecification | null>(null);
  useEffect(() => {
    if (map) installImages(map, tokens);
  }, [map, tokens]);
  useEffect(() => {
    applied.current = firstStyle;
  }, [firstStyle]);
  useEffect(() => {
    const before = applied.current;
    if (!map || !style || !before) return;
    applied.current = style;
    if (before !== style && !applyStyle(map, before, style)) map.setStyle(style, { diff: true });
  }, [map, style]);
}
