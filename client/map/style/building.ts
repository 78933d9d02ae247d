import { byProperty, fading, growing, whenLit } from './expressions.ts';
import { asLayers, opacity, type StyleInput, type StyleLayer, visibility } from './styleInput.ts';

const source = { source: 'base', 'source-layer': 'building' } as const;

/** Buildings by their true footprint: one tint from afar, flat roofs close by, standing up when the map is tilted. */
export function buildingLayers(input: StyleInput): StyleLayer[] {
  const { building } = input.tokens.map;
  const shown = visibility(input, 'building');
  const colour = byProperty('kind', roofs(input), building.home);
  return asLayers([
    {
      ...source,
      id: 'building-tint',
      type: 'fill',
      minzoom: 13,
      maxzoom: 15,
      layout: { visibility: shown },
      paint: { 'fill-color': building.tint, 'fill-antialias': false, 'fill-opacity': opacity(input, 'building') },
    },
    {
      ...source,
      id: 'building-shadow',
      type: 'fill',
      minzoom: 15.5,
      filter: ['!=', ['get', 'kind'], 'ruin'],
      layout: { visibility: input.isPitched ? 'none' : shown },
      paint: {
        'fill-color': building.shadow,
        'fill-translate': growing([15.5, ['literal', [0.4, 0.5]]], [19, ['literal', [4, 5]]]),
        'fill-antialias': false,
        'fill-opacity': opacity(input, 'building', 0.35),
      },
    },
    {
      ...source,
      id: 'building',
      type: 'fill',
      minzoom: 15,
      layout: { visibility: shown },
      paint: {
        'fill-color': whenLit(input.tokens.accentWash, colour),
        'fill-antialias': false,
        'fill-opacity': opacity(input, 'building'),
      },
    },
    {
      ...source,
      id: 'building-edge',
      type: 'line',
      minzoom: 15.5,
      layout: { visibility: shown },
      paint: {
        'line-color': whenLit(input.tokens.accent, [
          'match',
          ['get', 'kind'],
          'ruin',
          building.ruinEdge,
          building.edge,
        ]),
        'line-width': growing([15.5, 0.4], [18, 1.1]),
        'line-opacity': fading([15.5, 0], [16.2, opacity(input, 'building')]),
      },
    },
    {
      ...source,
      id: 'building-3d',
      type: 'fill-extrusion',
      minzoom: 16.5,
      filter: ['!=', ['get', 'kind'], 'ruin'],
      layout: { visibility: input.isPitched ? shown : 'none' },
      paint: {
        'fill-extrusion-color': whenLit(input.tokens.accent, colour),
        'fill-extrusion-height': fading([16.5, 0], [17, ['get', 'height']]),
        'fill-extrusion-opacity': opacity(input, 'building', 0.92),
      },
    },
  ]);
}

function roofs({ tokens: { map } }: StyleInput): Record<string, string> {
  const { home, wing, shop, flats, farm, industry, ruin } = map.building;
  return { home, wing, shop, flats, farm, industry, ruin, public: map.building.public };
}
