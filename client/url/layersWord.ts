import { defaultLayerStates, type LayerId, type LayerStates, layerIds, layerStates } from '../map/layerIds.ts';

/** Only what differs from the defaults: `-grid,asset,building.60` is grids off, assets on, buildings at 60 %. */
export function writeLayers(states: LayerStates): string {
  return layerIds.flatMap((id) => writeLayer(id, states)).join(',');
}

function writeLayer(id: LayerId, states: LayerStates): string[] {
  const { on, opacity } = states[id];
  const percent = Math.round(opacity * 100);
  if (on === defaultLayerStates[id].on && percent === 100) return [];
  return [`${on ? '' : '-'}${id}${percent === 100 ? '' : `.${percent}`}`];
}

/** States of all layers; words that name no layer are passed over. */
export function readLayers(word: string): LayerStates {
  const given = new Map(
    word.split(',').map((part) => {
      const [name = '', percentWord = '100'] = part.replace(/^-/, '').split('.');
      const percent = Number(percentWord);
      const opacity = Number.isFinite(percent) ? Math.min(100, Math.max(0, percent)) / 100 : 1;
      return [name, { on: !part.startsWith('-'), opacity }] as const;
    }),
  );
  return layerStates((id) => given.get(id));
}
