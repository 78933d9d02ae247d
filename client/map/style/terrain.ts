import { fading, growing } from './expressions.ts';
import { asLayers, opacity, regular, type StyleInput, type StyleLayer, visibility } from './styleInput.ts';

/** Every fifth contour is an index contour: thicker, and with its height on it. */
const indexInterval = 50;
const isContour = ['==', ['get', 'kind'], 'contour'] as const;
const isIndex = ['==', ['%', ['get', 'elevation'], indexInterval], 0] as const;

/** Relief and contours. */
export function terrainLayers(input: StyleInput): StyleLayer[] {
  const { map } = input.tokens;
  const shown = { visibility: visibility(input, 'terrain') };
  const contours = { source: 'base', 'source-layer': 'landform' } as const;
  const layers = asLayers([
    {
      ...contours,
      id: 'contour',
      type: 'line',
      minzoom: 13.5,
      filter: ['all', isContour, ['!', isIndex]],
      layout: shown,
      paint: {
        'line-color': map.contour,
        'line-width': growing([14, 0.5], [18, 1]),
        'line-opacity': fading([13.5, 0], [14.5, opacity(input, 'terrain', 0.55)]),
      },
    },
    {
      ...contours,
      id: 'contour-index',
      type: 'line',
      minzoom: 13,
      filter: ['all', isContour, isIndex],
      layout: shown,
      paint: {
        'line-color': map.contour,
        'line-width': growing([13, 0.7], [18, 1.6]),
        'line-opacity': opacity(input, 'terrain', 0.8),
      },
    },
    {
      ...contours,
      id: 'contour-label',
      type: 'symbol',
      minzoom: 14,
      filter: ['all', isContour, isIndex],
      layout: {
        ...shown,
        'symbol-placement': 'line',
        'symbol-spacing': 300,
        'text-field': ['to-string', ['get', 'elevation']],
        'text-font': regular,
        'text-size': 10,
      },
      paint: { 'text-color': map.contourLabel, 'text-halo-color': map.halo, 'text-halo-width': 1.5 },
    },
  ]);
  return input.reliefBounds ? [relief(input), ...layers] : layers;
}

/** Light and shade come ready from the server. */
function relief(input: StyleInput): StyleLayer {
  return {
    id: 'relief',
    type: 'raster',
    source: 'relief',
    layout: { visibility: visibility(input, 'terrain') },
    paint: {
      'raster-opacity': opacity(input, 'terrain', input.tokens.map.reliefOpacity),
      'raster-fade-duration': 0,
    },
  };
}
