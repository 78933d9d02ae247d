import type { StyleSpecification } from '@maplibre/maplibre-gl-style-spec';
import type { Map as MapLibreMap } from 'maplibre-gl';

type Properties = Record<string, unknown>;
// Names and values come out of valid styles, whose layers are a union too wide to follow.
type LayoutArguments = Parameters<MapLibreMap['setLayoutProperty']>;
type PaintArguments = Parameters<MapLibreMap['setPaintProperty']>;

/**
 * Changes on the map what differs between two styles, in place: layers drawn from columns stand between the style's
 * layers, and setting a whole style would sweep them away. Returns false when sources or layers come or go.
 */
export function applyStyle(map: MapLibreMap, before: StyleSpecification, after: StyleSpecification): boolean {
  if (shape(before) !== shape(after)) return false;
  after.layers.forEach((layer, index) => {
    const old = before.layers[index];
    if (!old || JSON.stringify(old) === JSON.stringify(layer)) return;
    if ('filter' in layer && differs('filter' in old ? old.filter : undefined, layer.filter)) {
      map.setFilter(layer.id, layer.filter);
    }
    for (const [name, value] of changes(old.layout, layer.layout)) {
      map.setLayoutProperty(...([layer.id, name, value] as LayoutArguments));
    }
    for (const [name, value] of changes(old.paint, layer.paint)) {
      map.setPaintProperty(...([layer.id, name, value] as PaintArguments));
    }
  });
  return true;
}

function shape({ sources, layers }: StyleSpecification): string {
  return JSON.stringify([sources, layers.map((layer) => [layer.id, layer.type, layer.minzoom, layer.maxzoom])]);
}

function changes(before: Properties = {}, after: Properties = {}): [string, unknown][] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => differs(before[name], after[name])).map((name) => [name, after[name]]);
}

function differs(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) !== JSON.stringify(other);
}
