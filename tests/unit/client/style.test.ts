import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import { describe, expect, test } from 'vitest';
import { dark, light } from '../../../client/app/tokens.ts';
import { drawOrder } from '../../../client/map/drawOrder.ts';
import { defaultLayerStates, layerStates } from '../../../client/map/layerIds.ts';
import { buildStyle } from '../../../client/map/style/style.ts';
import type { StyleInput } from '../../../client/map/style/styleInput.ts';
import type { Basemap } from '../../../shared/map.ts';

const input: StyleInput = {
  tokens: light,
  states: defaultLayerStates,
  versions: { base: '1', boundary: '2', facility: '3', relief: '4' },
  reliefBounds: [122.4, 36.8, 122.5, 36.9],
  basemap: null,
  isBasemapOn: false,
  origin: 'http://localhost:8080',
  isPitched: false,
  zoneIds: null,
  lockedZoneIds: [],
  contractEndsBefore: 20_000,
};

const basemaps: (Basemap | null)[] = [
  null,
  { kind: 'xyz', url: 'https://example.org/{z}/{x}/{y}.png', attribution: 'Example', maxZoom: 18 },
  { kind: 'pmtiles', url: 'https://example.org/a.pmtiles', attribution: 'Example' },
  { kind: 'tianditu', key: 'k', attribution: '天地图' },
];

describe('the style of the map', () => {
  for (const basemap of basemaps) {
    test(`is valid in both themes with ${basemap?.kind ?? 'no'} background`, () => {
      for (const tokens of [light, dark]) {
        expect(validateStyleMin(buildStyle({ ...input, tokens, basemap, isBasemapOn: true }))).toEqual([]);
        expect(validateStyleMin(buildStyle({ ...input, tokens, basemap, isPitched: true, zoneIds: [1, 2] }))).toEqual(
          [],
        );
      }
    });
  }

  test('asks nothing of other hosts while no background is configured', () => {
    const addresses = JSON.stringify(buildStyle(input)).match(/https?:\/\/[^/"]+/g) ?? [];
    expect(new Set(addresses)).toEqual(new Set(['http://localhost:8080']));
    expect(buildStyle(input).glyphs).toBeUndefined();
  });

  test('draws every layer in the one draw order, each once', () => {
    const ids = buildStyle({ ...input, basemap: basemaps[3] ?? null }).layers.map((layer) => layer.id);
    expect(ids).toEqual([...drawOrder]);
  });

  test('hides what a switched-off layer draws and nothing else', () => {
    const off = buildStyle({
      ...input,
      states: layerStates((id) => (id === 'building' ? { on: false, opacity: 1 } : undefined)),
    });
    const changed = off.layers.filter(
      (layer, index) => JSON.stringify(layer) !== JSON.stringify(buildStyle(input).layers[index]),
    );
    expect(changed.map((layer) => layer.id)).toEqual(['building-tint', 'building-shadow', 'building', 'building-edge']);
  });

  test('shows relief only where there is some', () => {
    const flat = buildStyle({ ...input, reliefBounds: null });
    expect(flat.sources.relief).toBeUndefined();
    expect(flat.layers.some((layer) => layer.id === 'relief')).toBe(false);
  });
});
