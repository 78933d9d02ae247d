import type { StreetKind } from '../../../shared/base.ts';
import { fading, growing, isOneOf } from './expressions.ts';
import { asLayers, opacity, regular, type StyleInput, type StyleLayer, visibility } from './styleInput.ts';

const source = { source: 'base', 'source-layer': 'street' } as const;
const roads: StreetKind[] = ['highway', 'main', 'street', 'lane', 'track', 'path'];

/** Pixels across at zoom 17. */
const widths: Record<StreetKind, number> = {
  highway: 11,
  main: 9,
  street: 6,
  lane: 3.2,
  track: 2.4,
  path: 1.2,
  rail: 2,
};

function width(scale: number, extra: number) {
  return [
    'match',
    ['get', 'kind'],
    ...roads.flatMap((kind) => [kind, widths[kind] * scale + extra]),
    2 * scale + extra,
  ];
}

function widthByZoom(extra: number) {
  return growing(
    [11, width(0.12, extra * 0.3)],
    [14, width(0.28, extra * 0.6)],
    [17, width(1, extra)],
    [20, width(6, extra)],
  );
}

/** Streets with a casing, tracks and railways, and names along them. */
export function streetLayers(input: StyleInput): StyleLayer[] {
  const { map } = input.tokens;
  const shown = { visibility: visibility(input, 'street') };
  const round = { ...shown, 'line-cap': 'round', 'line-join': 'round' };
  const rank = ['match', ['get', 'kind'], ...[...roads].reverse().flatMap((kind, index) => [kind, index]), 0];
  return asLayers([
    {
      ...source,
      id: 'street-casing',
      type: 'line',
      minzoom: 12.5,
      filter: isOneOf('kind', ['highway', 'main', 'street', 'lane']),
      layout: { ...round, 'line-sort-key': rank },
      paint: {
        'line-color': map.streetCasing,
        'line-width': widthByZoom(2),
        'line-opacity': fading([12.5, 0], [14, opacity(input, 'street')]),
      },
    },
    {
      ...source,
      id: 'street',
      type: 'line',
      minzoom: 11,
      filter: isOneOf('kind', roads),
      layout: { ...round, 'line-sort-key': rank },
      paint: {
        'line-color': whenTrack(map.street, map.track),
        'line-width': widthByZoom(0),
        'line-opacity': opacity(input, 'street'),
      },
    },
    {
      ...source,
      id: 'rail',
      type: 'line',
      filter: ['==', ['get', 'kind'], 'rail'],
      layout: shown,
      paint: {
        'line-color': map.rail,
        'line-width': growing([11, 0.8], [17, 3]),
        'line-dasharray': [4, 2],
        'line-opacity': opacity(input, 'street'),
      },
    },
    {
      ...source,
      id: 'street-label',
      type: 'symbol',
      minzoom: 14,
      filter: ['all', ['has', 'name'], ['step', ['zoom'], isOneOf('kind', ['highway', 'main', 'street']), 17.5, true]],
      layout: {
        ...shown,
        'symbol-placement': 'line',
        'symbol-spacing': 400,
        'text-field': ['get', 'name'],
        'text-font': regular,
        'text-size': fading([14, 10], [17, 13], [19, 15]),
        'text-letter-spacing': 0.12,
        'text-max-angle': 30,
        'text-padding': 4,
        'symbol-sort-key': ['-', 10, rank],
      },
      paint: { 'text-color': map.streetLabel, 'text-halo-color': map.street, 'text-halo-width': 1.5 },
    },
  ]);
}

function whenTrack(street: string, track: string) {
  return ['match', ['get', 'kind'], 'track', track, 'path', track, street];
}
