import type { PlaceCategory } from '../../../shared/place.ts';
import { layerMinZoom } from '../drawOrder.ts';
import { fading, growing, isOneOf, whenLit } from './expressions.ts';
import { asLayers, bold, opacity, regular, type StyleInput, type StyleLayer, visibility } from './styleInput.ts';

const everyday: PlaceCategory[] = ['shop', 'restaurant', 'parking', 'toilet', 'busStop', 'power', 'water', 'other'];

/** Key places and assets, from tiles; the tint of households from afar. */
export function registerLayers(input: StyleInput): StyleLayer[] {
  return [...placeLayers(input), ...assetLayers(input), ...householdLayers(input), ...hazardLayers(input)];
}

function placeLayers(input: StyleInput): StyleLayer[] {
  const { map } = input.tokens;
  const source = { source: 'facility', 'source-layer': 'place' } as const;
  const shown = { visibility: visibility(input, 'place') };
  const isSettlement = ['==', ['get', 'category'], 'settlement'];
  // Shops stand close together and matter less than a clinic: they wait until there is room for them.
  const inTime = ['step', ['zoom'], ['!', isOneOf('category', everyday)], 16.5, true];
  const clearSpace = {
    ...source,
    id: 'place-space',
    type: 'symbol',
    minzoom: 13,
    filter: ['all', ['!', isSettlement], inTime],
    layout: {
      ...shown,
      'icon-image': 'clear-space',
      'icon-size': fading([13, 0.55], [15, 0.75], [17, 1]),
      'icon-allow-overlap': ['step', ['zoom'], false, 15, true],
    },
  } as const;
  return asLayers([
    clearSpace,
    {
      ...source,
      id: 'place',
      type: 'symbol',
      minzoom: 13,
      filter: ['all', ['!', isSettlement], inTime],
      layout: {
        ...shown,
        'icon-image': ['concat', 'place-', ['get', 'category']],
        'icon-size': fading([13, 0.55], [15, 0.75], [17, 1]),
        'icon-allow-overlap': ['step', ['zoom'], false, 15, true],
        'symbol-sort-key': ['match', ['get', 'category'], ['committee', 'shelter', 'clinic', 'school'], 0, 1],
      },
      paint: { 'icon-opacity': opacity(input, 'place') },
    },
    {
      ...source,
      id: 'place-label',
      type: 'symbol',
      minzoom: 13,
      filter: ['all', ['step', ['zoom'], isSettlement, 14.5, true], inTime],
      layout: {
        ...shown,
        'text-field': ['get', 'name'],
        'text-font': ['case', isSettlement, ['literal', bold], ['literal', regular]],
        'text-size': fading([13, 11], [17, 13]),
        'text-variable-anchor': ['left', 'right', 'top', 'bottom'],
        'text-radial-offset': ['case', isSettlement, 0, 1.15],
        'text-justify': 'auto',
        'text-max-width': 9,
        'symbol-sort-key': ['match', ['get', 'category'], ['committee', 'shelter', 'clinic', 'school'], 0, 1],
      },
      paint: {
        'text-color': map.label,
        'text-halo-color': map.halo,
        'text-halo-width': 1.5,
        'text-opacity': opacity(input, 'place'),
      },
    },
  ]);
}

function assetLayers(input: StyleInput): StyleLayer[] {
  const { map } = input.tokens;
  const source = { source: 'facility', 'source-layer': 'asset' } as const;
  const shown = { visibility: visibility(input, 'asset') };
  const isArea = ['==', ['geometry-type'], 'Polygon'];
  const endsSoon = ['all', ['has', 'contractTo'], ['<=', ['get', 'contractTo'], input.contractEndsBefore]];
  return asLayers([
    {
      ...source,
      id: 'asset-fill',
      type: 'fill',
      minzoom: 14,
      filter: isArea,
      layout: shown,
      paint: {
        'fill-antialias': false,
        'fill-color': map.asset,
        'fill-opacity': whenLit(opacity(input, 'asset', 0.3), opacity(input, 'asset', 0.12)),
      },
    },
    {
      ...source,
      id: 'asset-hatch',
      type: 'fill',
      minzoom: 14,
      filter: ['all', isArea, endsSoon],
      layout: shown,
      paint: { 'fill-antialias': false, 'fill-pattern': 'pattern-hatch', 'fill-opacity': opacity(input, 'asset', 0.8) },
    },
    {
      ...source,
      id: 'asset-edge',
      type: 'line',
      minzoom: 14,
      filter: ['!=', ['geometry-type'], 'Point'],
      layout: { ...shown, 'line-join': 'round' },
      paint: {
        'line-color': map.asset,
        'line-width': growing([14, whenLit(2, 1)], [18, whenLit(4, 2)]),
        'line-opacity': opacity(input, 'asset'),
      },
    },
    {
      ...source,
      id: 'asset-point',
      type: 'circle',
      minzoom: 14,
      filter: ['==', ['geometry-type'], 'Point'],
      layout: shown,
      paint: {
        'circle-color': map.halo,
        'circle-radius': fading([14, 3.5], [17, 6]),
        'circle-stroke-color': map.asset,
        'circle-stroke-width': whenLit(3.5, 2),
        'circle-opacity': opacity(input, 'asset'),
        'circle-stroke-opacity': opacity(input, 'asset'),
      },
    },
    {
      ...source,
      id: 'asset-label',
      type: 'symbol',
      minzoom: 15.5,
      layout: {
        ...shown,
        'text-field': ['get', 'name'],
        'text-font': regular,
        'text-size': 11.5,
        'text-max-width': 8,
        'text-variable-anchor': ['center', 'top', 'bottom'],
        'text-radial-offset': 0.8,
      },
      paint: { 'text-color': map.asset, 'text-halo-color': map.halo, 'text-halo-width': 1.5 },
    },
  ]);
}

function householdLayers(input: StyleInput): StyleLayer[] {
  const { map } = input.tokens;
  const shown = { visibility: visibility(input, 'household') };
  return asLayers([
    {
      id: 'density',
      type: 'heatmap',
      source: 'household-density',
      maxzoom: 14.5,
      layout: shown,
      paint: {
        'heatmap-weight': ['get', 'weight'],
        'heatmap-radius': growing([8, 3], [11, 7], [14, 18]),
        'heatmap-intensity': fading([8, 0.04], [14, 0.28]),
        'heatmap-opacity': fading([13.6, opacity(input, 'household', 0.75)], [14.4, 0]),
        'heatmap-color': [
          'interpolate',
          ['linear'],
          ['heatmap-density'],
          0,
          'rgba(0,0,0,0)',
          ...map.density.flatMap((colour, index) => [0.08 + (index * 0.9) / map.density.length, colour]),
        ],
      },
    },
    {
      id: 'household-label',
      type: 'symbol',
      source: 'household-label',
      minzoom: 17.5,
      layout: {
        ...shown,
        'text-field': ['get', 'number'],
        'text-font': regular,
        'text-size': fading([17.5, 10], [19, 12]),
        'text-anchor': 'top',
        'text-offset': [0, 0.75],
        'text-padding': 1,
      },
      paint: { 'text-color': map.labelMuted, 'text-halo-color': map.halo, 'text-halo-width': 1.4 },
    },
  ]);
}

/** Lines and areas of hazards; and the number of each, with a clear space for its sign, which other labels keep away from. */
function hazardLayers(input: StyleInput): StyleLayer[] {
  const { map } = input.tokens;
  const shown = { visibility: visibility(input, 'hazard') };
  const [first, second, third, fourth] = map.hazards;
  const colour = ['match', ['get', 'severity'], 1, first, 2, second, 3, third, 4, fourth, map.hazardClosed];
  return asLayers([
    {
      id: 'hazard-fill',
      type: 'fill',
      source: 'hazard-shape',
      minzoom: layerMinZoom.hazard,
      filter: ['match', ['geometry-type'], ['Polygon', 'MultiPolygon'], true, false],
      layout: shown,
      paint: { 'fill-color': colour, 'fill-opacity': opacity(input, 'hazard', 0.22) },
    },
    {
      id: 'hazard-edge',
      type: 'line',
      source: 'hazard-shape',
      minzoom: layerMinZoom.hazard,
      layout: { ...shown, 'line-join': 'round', 'line-cap': 'round' },
      paint: { 'line-color': colour, 'line-width': 2, 'line-opacity': opacity(input, 'hazard', 0.92) },
    },
    {
      id: 'hazard-label',
      type: 'symbol',
      source: 'hazard-label',
      minzoom: 14.5,
      layout: {
        ...shown,
        'icon-image': 'clear-space',
        'icon-allow-overlap': true,
        'text-field': ['step', ['zoom'], '', 16.5, ['get', 'number']],
        'text-font': bold,
        'text-size': 11,
        'text-optional': true,
        'text-variable-anchor': ['top', 'bottom', 'left', 'right'],
        'text-radial-offset': 1.25,
      },
      paint: { 'text-color': map.label, 'text-halo-color': map.halo, 'text-halo-width': 1.5 },
    },
  ]);
}
