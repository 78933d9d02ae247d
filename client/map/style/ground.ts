import type { LandformKind } from '../../../shared/landform.ts';
import type { StyleLayerId } from '../drawOrder.ts';
import { fading, growing, isOneOf } from './expressions.ts';
import { asLayers, italic, opacity, regular, type StyleInput, type StyleLayer, visibility } from './styleInput.ts';

const areas: LandformKind[] = [
  'land',
  'residential',
  'industrial',
  'field',
  'grass',
  'orchard',
  'wood',
  'wetland',
  'sand',
  'rock',
  'cemetery',
  'yard',
  'square',
  'pitch',
  'polytunnel',
];
const waters: LandformKind[] = ['sea', 'lake', 'river'];
const streams: LandformKind[] = ['river', 'stream', 'ditch'];
const structures: LandformKind[] = ['pier', 'bridge', 'mooring'];
const patterned: LandformKind[] = ['orchard', 'wood', 'cemetery', 'polytunnel', 'wetland'];

const isArea = ['==', ['geometry-type'], 'Polygon'] as const;
const isLine = ['==', ['geometry-type'], 'LineString'] as const;

/** Land, land use and water. */
export function groundLayers(input: StyleInput): StyleLayer[] {
  return [...landLayers(input), ...waterLayers(input), ...treeAndPeak(input)];
}

function landLayers(input: StyleInput): StyleLayer[] {
  const { map } = input.tokens;
  const shown = { visibility: visibility(input, 'landuse') };
  const areaColour = [
    'match',
    ['get', 'kind'],
    ...areas.filter((kind) => kind !== 'field').flatMap((kind) => [kind, groundColour(input, kind)]),
    // Neighbouring strips of field differ a little, as crops do.
    [
      'match',
      ['%', ['to-number', ['id'], 0], 4],
      0,
      map.field,
      1,
      map.fieldAlternates[0],
      2,
      map.fieldAlternates[1],
      map.fieldAlternates[2],
    ],
  ];
  return asLayers([
    { id: 'land', type: 'background', paint: { 'background-color': map.land } },
    {
      id: 'ground',
      type: 'fill',
      source: 'base',
      'source-layer': 'landform',
      filter: ['all', isArea, isOneOf('kind', areas)],
      layout: {
        ...shown,
        'fill-sort-key': ['match', ['get', 'kind'], ...areas.flatMap((kind, index) => [kind, index]), 0],
      },
      paint: { 'fill-color': areaColour, 'fill-opacity': opacity(input, 'landuse'), 'fill-antialias': false },
    },
    {
      id: 'ground-pattern',
      type: 'fill',
      source: 'base',
      'source-layer': 'landform',
      minzoom: 14,
      filter: ['all', isArea, isOneOf('kind', patterned)],
      layout: shown,
      paint: {
        'fill-antialias': false,
        'fill-pattern': ['concat', 'pattern-', ['get', 'kind']],
        'fill-opacity': fading([14, 0], [15, opacity(input, 'landuse')]),
      },
    },
  ]);
}

function groundColour({ tokens: { map } }: StyleInput, kind: LandformKind): string {
  const colours: Partial<Record<LandformKind, string>> = { ...map };
  return colours[kind] ?? map.land;
}

function waterLayers(input: StyleInput): StyleLayer[] {
  const { map } = input.tokens;
  const shown = { visibility: visibility(input, 'landuse') };
  const isWater = ['all', isArea, isOneOf('kind', waters)];
  const water = { source: 'base', 'source-layer': 'landform' };
  const shoal = (id: StyleLayerId, offset: number, strength: number) => ({
    ...water,
    id,
    type: 'line',
    minzoom: 12,
    filter: ['all', isArea, isOneOf('kind', ['sea', 'lake'])],
    layout: { ...shown, 'line-join': 'round' },
    paint: {
      'line-color': map.bank,
      'line-width': 0.8,
      'line-offset': growing([12, offset / 2], [15, offset], [18, offset * 3]),
      'line-opacity': opacity(input, 'landuse', strength),
    },
  });
  return asLayers([
    {
      ...water,
      id: 'water',
      type: 'fill',
      filter: isWater,
      layout: shown,
      paint: { 'fill-antialias': false, 'fill-color': map.water, 'fill-opacity': opacity(input, 'landuse') },
    },
    {
      ...water,
      id: 'water-line',
      type: 'line',
      filter: ['all', isLine, isOneOf('kind', streams)],
      layout: { ...shown, 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': ['match', ['get', 'kind'], 'ditch', map.bank, map.water],
        'line-width': growing(
          [12, ['match', ['get', 'kind'], 'river', 1.5, 'stream', 0.8, 0.4]],
          [18, ['match', ['get', 'kind'], 'river', 22, 'stream', 10, 3]],
        ),
        'line-opacity': opacity(input, 'landuse'),
      },
    },
    shoal('shoal-outer', 5, 0.28),
    shoal('shoal-inner', 2.5, 0.5),
    {
      ...water,
      id: 'bank',
      type: 'line',
      minzoom: 10,
      filter: isWater,
      layout: { ...shown, 'line-join': 'round' },
      paint: {
        'line-color': map.bank,
        'line-width': growing([10, 0.5], [16, 1.2], [19, 2]),
        'line-opacity': opacity(input, 'landuse'),
      },
    },
    {
      ...water,
      id: 'shore-structure',
      type: 'fill',
      minzoom: 13,
      filter: ['all', isArea, isOneOf('kind', structures)],
      layout: shown,
      paint: {
        'fill-color': map.pier,
        'fill-antialias': false,
        'fill-opacity': opacity(input, 'landuse'),
      },
    },
    waterLabel(input),
  ]);
}

function waterLabel(input: StyleInput): StyleLayer {
  const { map } = input.tokens;
  return {
    id: 'water-label',
    type: 'symbol',
    source: 'base',
    'source-layer': 'landform',
    minzoom: 10,
    filter: ['all', ['has', 'name'], isOneOf('kind', [...waters, 'stream'])],
    layout: {
      visibility: visibility(input, 'landuse'),
      'text-field': ['get', 'name'],
      'text-font': italic,
      'text-size': ['match', ['get', 'kind'], 'sea', 20, 'lake', 13, 13],
      'text-letter-spacing': ['match', ['get', 'kind'], 'sea', 0.6, 0.1],
      'text-max-width': 20,
    },
    paint: { 'text-color': map.waterLabel, 'text-halo-color': map.water, 'text-halo-width': 1 },
  };
}

function treeAndPeak(input: StyleInput): StyleLayer[] {
  const { map } = input.tokens;
  return [
    {
      id: 'tree',
      type: 'circle',
      source: 'base',
      'source-layer': 'landform',
      minzoom: 15,
      filter: ['==', ['get', 'kind'], 'tree'],
      layout: { visibility: visibility(input, 'landuse') },
      paint: {
        'circle-color': map.woodTree,
        'circle-radius': growing([15, 1], [19, 12]),
        'circle-opacity': opacity(input, 'landuse', 0.7),
      },
    },
    {
      id: 'peak-label',
      type: 'symbol',
      source: 'base',
      'source-layer': 'landform',
      minzoom: 12,
      filter: ['==', ['get', 'kind'], 'peak'],
      layout: {
        visibility: visibility(input, 'terrain'),
        'icon-image': 'peak',
        'text-field': [
          'format',
          ['get', 'name'],
          {},
          ' ',
          {},
          ['to-string', ['round', ['get', 'elevation']]],
          { 'font-scale': 0.85 },
        ],
        'text-font': regular,
        'text-size': 12,
        'text-anchor': 'left',
        'text-offset': [0.8, 0],
      },
      paint: { 'text-color': map.contourLabel, 'text-halo-color': map.halo, 'text-halo-width': 1.5 },
    },
  ];
}
