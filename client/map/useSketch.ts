import type { ExpressionSpecification } from '@maplibre/maplibre-gl-style-spec';
import type { Feature, FeatureCollection } from 'geojson';
import { useEffect } from 'react';
import { useTheme } from '../app/theme.ts';
import { useMapStore } from './mapStore.ts';

/**
 * A few shapes that a panel shows on the map as long as it is open; `colour` of a shape's properties is its own, and
 * points stand `lift` pixels above their place where a badge would cover them.
 */
export function useSketch(id: string, features: readonly Feature[], lift = 0): void {
  const map = useMapStore((store) => store.map);
  const { accent, surface } = useTheme().tokens;
  useEffect(() => {
    if (!map) return;
    const colour: ExpressionSpecification = ['coalesce', ['get', 'colour'], accent];
    // Below the signs and the labels.
    const above = map.getLayer('anchor-hazard') ? 'anchor-hazard' : undefined;
    map.addSource(id, { type: 'geojson', data: collection(features) });
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
    return () => {
      for (const layer of [`${id}-fill`, `${id}-line`, `${id}-point`]) if (map.getLayer(layer)) map.removeLayer(layer);
      if (map.getSource(id)) map.removeSource(id);
    };
  }, [map, id, features, lift, accent, surface]);
}

function collection(features: readonly Feature[]): FeatureCollection {
  return { type: 'FeatureCollection', features: [...features] };
}
