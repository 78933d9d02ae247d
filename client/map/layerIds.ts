/** Layers a viewer can switch, in the order of the legend. */
export const layerIds = [
  'terrain',
  'landuse',
  'building',
  'street',
  'border',
  'grid',
  'lane',
  'household',
  'visit',
  'keyPerson',
  'link',
  'place',
  'asset',
  'hazard',
] as const;
export type LayerId = (typeof layerIds)[number];

/** Opacity runs from 0 to 1 and multiplies the layer's own. */
export type LayerState = { on: boolean; opacity: number };
export type LayerStates = Record<LayerId, LayerState>;

const offAtFirst: ReadonlySet<LayerId> = new Set(['visit', 'asset']);

export const defaultLayerStates: LayerStates = layerStates(() => undefined);

/** A state for every layer: the given one, else the layer's own default. */
export function layerStates(given: (id: LayerId) => LayerState | undefined): LayerStates {
  const state = (id: LayerId): LayerState => given(id) ?? { on: !offAtFirst.has(id), opacity: 1 };
  return {
    terrain: state('terrain'),
    landuse: state('landuse'),
    building: state('building'),
    street: state('street'),
    border: state('border'),
    grid: state('grid'),
    lane: state('lane'),
    household: state('household'),
    visit: state('visit'),
    keyPerson: state('keyPerson'),
    link: state('link'),
    place: state('place'),
    asset: state('asset'),
    hazard: state('hazard'),
  };
}
