import { fading, growing } from './expressions.ts';
import { asLayers, bold, opacity, type StyleInput, type StyleLayer, visibility } from './styleInput.ts';

const source = { source: 'boundary', 'source-layer': 'area' } as const;
const level = ['get', 'level'] as const;

/** Borders of counties, towns and villages, with a halo on their inner side. */
export function borderLayers(input: StyleInput): StyleLayer[] {
  const { map } = input.tokens;
  const shown = { visibility: visibility(input, 'border') };
  const width = ['match', level, 'county', 3, 'town', 2, 1.5];
  return asLayers([
    {
      ...source,
      id: 'border-halo',
      type: 'line',
      layout: { ...shown, 'line-join': 'round' },
      paint: {
        'line-color': map.border,
        'line-width': growing([8, 2], [14, 4], [18, 9]),
        'line-offset': growing([8, 1], [14, 2], [18, 4.5]),
        'line-opacity': opacity(input, 'border', 0.13),
      },
    },
    {
      ...source,
      id: 'border',
      type: 'line',
      layout: { ...shown, 'line-join': 'round' },
      paint: {
        'line-color': map.border,
        'line-width': width,
        'line-dasharray': [
          'match',
          level,
          'county',
          ['literal', [6, 2, 1, 2]],
          'town',
          ['literal', [5, 2.5]],
          ['literal', [3, 2.5]],
        ],
        'line-opacity': opacity(input, 'border', 0.6),
      },
    },
    {
      id: 'village-label',
      type: 'symbol',
      source: 'area-label',
      layout: {
        ...shown,
        'text-field': ['get', 'name'],
        'text-font': bold,
        'text-size': fading([8, 12], [14, 18]),
        'text-letter-spacing': 0.1,
      },
      maxzoom: 14.5,
      paint: { 'text-color': map.label, 'text-halo-color': map.halo, 'text-halo-width': 1.5 },
    },
  ]);
}
