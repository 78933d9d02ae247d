import type { ExpressionSpecification } from '@maplibre/maplibre-gl-style-spec';
import type { Feature, FeatureCollection } from 'geojson';
import type { GeoJSONSource } from 'maplibre-gl';
import { useEffect, useRef } from 'react';
import { useTheme } from '../app/theme.ts';
import { useMapStore } from './mapStore.ts';
import { bold } from './style/styleInput.ts';

/**
 * A few shapes that a panel shows on the map as long as it is open; `colour` of a shape's properties is its own, and
 * points stand `lift` pixels above their place where a badge would cover them. A point with a `label` is named.
 */
export function useSketch(id: string, features: readonly Feature[], lift = 0): void {
  const map = useMapStore((store) => store.map);
  const { accent, surface, map: inks } = useTheme().tokens;
  const latest = useRef(features);
  latest.current = features;
  useEffect(() => {
    if (!map) return;
    const colour: ExpressionSpecification = ['coalesce', ['get', 'colour'], accent];
    // Below the signs and the labels.
    const above = map.getLayer('anchor-hazard') ? 'anchor-hazard' : undefined;
    map.addSource(id, { type: 'geojson', data: collection(latest.current) });
    map.addLayer(
      {
        id: `${id}-fill`,
        type: 'fill',
        source: id,
        filter: ['==', ['geometry-type'], 'Polygon'],
        paint: { 'fill-color': colour, 'fill-opacity': 0.18 },
      },
      above,
    );
    map.addLayer(
      {
        id: `${id}-line`,
        type: 'line',
        source: id,
        filter: ['!=', ['geometry-type'], 'Point'],
        paint: { 'line-color': colour, 'line-width': 2.5 },
      },
      above,
    );
    map.addLayer(
      {
        id: `${id}-point`,
        type: 'circle',
        source: id,
        filter: ['==', ['geometry-type'], 'Point'],
        paint: {
          'circle-color': colour,
          'circle-radius': 7,
          'circle-stroke-width': 2,
          'circle-stroke-color': surface,
          'circle-translate': [0, -lift],
        },
      },
      above,
    );
    map.addLayer({
      id: `${id}-label`,
      type: 'symbol',
      source: id,
      filter: ['has', 'label'],
      layout: {
        'text-field': ['get', 'label'],
        'text-font': bold,
        'text-size': 13,
        'text-variable-anchor': ['left', 'right', 'top', 'bottom'],
        'text-radial-offset': 1,
        'text-justify': 'auto',
        'text-max-width': 9,
      },
      paint: { 'text-color': inks.label, 'text-halo-color': inks.halo, 'text-halo-width': 1.5 },
    });
    return () => {
      for (const part of ['fill', 'line', 'point', 'label']) {
        if (map.getLayer(`${id}-${part}`)) map.removeLayer(`${id}-${part}`);
      }
      if (map.getSource(id)) map.removeSource(id);
    };
  }, [map, id, lift, accent, surface, inks]);
  // What is shown changes more often than its looks: layers that were made anew would flicker.
  useEffect(() => {
    map?.getSource<GeoJSONSource>(id)?.setData(collection(features));
  }, [map, id, features]);
}

function collection(features: readonly Feature[]): FeatureCollection {
  return { type: 'FeatureCollection', features: [...features] };
}
