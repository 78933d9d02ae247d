import { fading, growing, whenLit, zoneColour } from './expressions.ts';
import { asLayers, bold, opacity, regular, type StyleInput, type StyleLayer, visibility } from './styleInput.ts';

const source = { source: 'boundary', 'source-layer': 'zone' } as const;
const isOutermost = ['==', ['get', 'ordinal'], 1] as const;

/** Grids in muted hues with a badge, and lanes in their grid's hue. */
export function zoneLayers(input: StyleInput): StyleLayer[] {
  return [...gridLayers(input), ...laneLayers(input), ...workLayers(input)];
}

/** Only the zones that the filter lets through; their property or, for labels, their id. */
function filtered(input: StyleInput, id: unknown, ...conditions: unknown[]) {
  const wanted = input.zoneIds === null ? [] : [['in', id, ['literal', input.zoneIds]]];
  return ['all', ...conditions, ...wanted];
}

function gridLayers(input: StyleInput): StyleLayer[] {
  const { map } = input.tokens;
  const shown = { visibility: visibility(input, 'grid') };
  const colour = zoneColour(map.zones, 'root');
  return asLayers([
    {
      ...source,
      id: 'grid-fill',
      type: 'fill',
      minzoom: 12.5,
      filter: filtered(input, ['id'], isOutermost),
      layout: shown,
      paint: {
        'fill-antialias': false,
        'fill-color': colour,
        // Close by the houses themselves are looked at, and a strong wash would dull them.
        'fill-opacity': fading(
          [
            15,
            whenLit(opacity(input, 'grid', map.zoneFillOpacity + 0.12), opacity(input, 'grid', map.zoneFillOpacity)),
          ],
          [17.5, whenLit(opacity(input, 'grid', 0.2), opacity(input, 'grid', map.zoneFillOpacity * 0.45))],
        ),
      },
    },
    {
      ...source,
      id: 'grid-edge',
      type: 'line',
      minzoom: 12.5,
      filter: filtered(input, ['id'], isOutermost),
      layout: { ...shown, 'line-join': 'round' },
      paint: {
        'line-color': colour,
        'line-width': fading([12.5, 0.8], [15, whenLit(3, 1.6)], [17, whenLit(4, 2.2)]),
        'line-opacity': opacity(input, 'grid', 0.85),
      },
    },
    {
      id: 'grid-label',
      type: 'symbol',
      source: 'zone-label',
      minzoom: 13,
      filter: filtered(input, ['get', 'id'], isOutermost),
      layout: {
        ...shown,
        'text-field': ['step', ['zoom'], ['to-string', ['get', 'number']], 15.5, ['get', 'name']],
        'text-font': bold,
        'text-size': fading([13, 10.5], [16, 13]),
        'icon-image': ['concat', 'badge-', ['to-string', ['%', ['-', ['get', 'root'], 1], map.zones.length]]],
        'icon-text-fit': 'both',
        'icon-text-fit-padding': ['step', ['zoom'], ['literal', [0, 2, 0, 2]], 15.5, ['literal', [2, 7, 2, 7]]],
        // Pushed aside by a hazard's sign, a badge still says which grid this is.
        'text-variable-anchor': ['center', 'top', 'bottom', 'left', 'right'],
        'text-radial-offset': 1.2,
        'text-padding': 4,
      },
      paint: { 'text-color': map.label },
    },
  ]);
}

function laneLayers(input: StyleInput): StyleLayer[] {
  const { map } = input.tokens;
  const shown = { visibility: visibility(input, 'lane') };
  const isInner = ['>', ['get', 'ordinal'], 1];
  const colour = zoneColour(map.zonesStrong, 'root');
  const lead = ['case', ['has', 'lead'], ['concat', '\n', ['get', 'lead']], ''];
  const nameAndLead = ['format', ['get', 'name'], {}, lead, { 'font-scale': 0.88 }];
  return asLayers([
    {
      ...source,
      id: 'lane-fill',
      type: 'fill',
      minzoom: 15,
      filter: filtered(input, ['id'], isInner),
      layout: shown,
      paint: {
        'fill-antialias': false,
        'fill-color': colour,
        'fill-opacity': whenLit(opacity(input, 'lane', 0.22), 0),
      },
    },
    {
      ...source,
      id: 'lane-edge',
      type: 'line',
      minzoom: 15,
      filter: filtered(input, ['id'], isInner),
      layout: { ...shown, 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': colour,
        'line-width': growing([15, whenLit(1.4, 0.7)], [18, whenLit(3, 1.5)]),
        'line-dasharray': [0.1, 2.4],
        'line-opacity': opacity(input, 'lane', 0.9),
      },
    },
    {
      id: 'lane-label',
      type: 'symbol',
      source: 'zone-label',
      minzoom: 16,
      filter: filtered(input, ['get', 'id'], isInner),
      layout: {
        ...shown,
        // From further away two lines do not fit between two rows of houses.
        'text-field': ['step', ['zoom'], ['format', ['get', 'name'], {}], 16.8, nameAndLead],
        'text-font': regular,
        'text-size': fading([16, 10.5], [18, 13]),
        'text-padding': 3,
        'text-line-height': 1.25,
        'text-variable-anchor': ['center', 'top', 'bottom'],
      },
      paint: {
        'text-color': zoneColour(map.zonesStrong, 'root'),
        'text-halo-color': map.halo,
        'text-halo-width': 1.6,
      },
    },
  ]);
}

/** What the work at hand says of zones: a colour of its own, how each stands to its limits, as its feature's state tells, and which are locked. */
function workLayers(input: StyleInput): StyleLayer[] {
  const { map } = input.tokens;
  const balance = ['to-string', ['feature-state', 'balance']];
  return asLayers([
    {
      ...source,
      id: 'zone-density',
      type: 'fill',
      paint: {
        'fill-antialias': false,
        'fill-color': ['to-color', ['feature-state', 'density'], map.balance.within],
        'fill-opacity': ['case', ['==', ['typeof', ['feature-state', 'density']], 'string'], 0.75, 0],
      },
    },
    {
      ...source,
      id: 'zone-balance',
      type: 'fill',
      minzoom: 12.5,
      paint: {
        'fill-antialias': false,
        'fill-color': ['match', balance, 'under', map.balance.under, 'over', map.balance.over, map.balance.within],
        'fill-opacity': ['match', balance, 'under', 0.3, 'over', 0.3, 'within', 0.24, 0],
      },
    },
    {
      ...source,
      id: 'zone-locked',
      type: 'fill',
      minzoom: 12.5,
      filter: ['in', ['id'], ['literal', [...input.lockedZoneIds]]],
      paint: { 'fill-pattern': 'pattern-locked', 'fill-opacity': 0.7 },
    },
  ]);
}
