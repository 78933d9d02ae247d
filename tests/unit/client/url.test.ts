import { describe, expect, test } from 'vitest';
import { defaultLayerStates, layerStates } from '../../../client/map/layerIds.ts';
import { readCamera, writeCamera } from '../../../client/url/camera.ts';
import { readLayers, writeLayers } from '../../../client/url/layersWord.ts';
import { readSelection, type Selection, writeSelection } from '../../../client/url/selection.ts';

describe('the address of a view', () => {
  test('says nothing of layers that are as they are at first', () => {
    expect(writeLayers(defaultLayerStates)).toBe('');
  });

  test('brings back which layers are on and how opaque', () => {
    const states = layerStates((id) => {
      if (id === 'grid') return { on: false, opacity: 1 };
      if (id === 'asset') return { on: true, opacity: 1 };
      if (id === 'building') return { on: true, opacity: 0.6 };
      return undefined;
    });
    expect(writeLayers(states)).toBe('building.60,-grid,asset');
    expect(readLayers(writeLayers(states))).toEqual(states);
  });

  test('passes over layers nobody knows and opacities that cannot be', () => {
    expect(readLayers('-nonsense,grid.900,lane.x')).toEqual(defaultLayerStates);
  });

  test('brings back a camera, turned or not', () => {
    const level = { position: [122.43107, 36.91244] as [number, number], zoom: 17.25, bearing: 0, pitch: 0 };
    expect(writeCamera(level)).toBe('17.25/36.91244/122.43107');
    expect(readCamera(writeCamera(level))).toEqual(level);
    const turned = { ...level, bearing: -20, pitch: 55 };
    expect(readCamera(writeCamera(turned))).toEqual(turned);
  });

  test('knows no camera in words that are none', () => {
    for (const word of ['', '17', '17/36', 'a/b/c', '99/36/122', '17/95/122', '17/36/122/0/120']) {
      expect(readCamera(word)).toBeNull();
    }
  });

  test('brings back what is selected', () => {
    const selections: Selection[] = [
      { kind: 'household', countyCode: '371082', id: 217 },
      { kind: 'households', countyCode: '371082', id: 217, ids: [217, 218, 219] },
      { kind: 'member', countyCode: '371082', id: 5 },
    ];
    for (const selection of selections) expect(readSelection(writeSelection(selection))).toEqual(selection);
  });

  test('selects nothing by words that name nothing', () => {
    for (const word of [
      '',
      'household',
      'household.371082',
      'household.37108x.1',
      'castle.371082.1',
      'zone.371082.1.2',
    ]) {
      expect(readSelection(word)).toBeNull();
    }
  });
});
