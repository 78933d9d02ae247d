import type { LayerSpecification } from '@maplibre/maplibre-gl-style-spec';
import type { Bounds } from '../../../shared/geo.ts';
import type { Basemap, MapDescription } from '../../../shared/map.ts';
import type { Tokens } from '../../app/tokens.ts';
import type { StyleLayerId } from '../drawOrder.ts';
import type { LayerId, LayerStates } from '../layerIds.ts';

/** All that the look of the map depends on. */
export type StyleInput = {
  tokens: Tokens;
  states: LayerStates;
  versions: MapDescription['versions'];
  reliefBounds: Bounds | null;
  basemap: Basemap | null;
  isBasemapOn: boolean;
  /** The page's own address, for tiles must be asked for by a whole one. */
  origin: string;
  /** Houses stand up only when the map is tilted. */
  isPitched: boolean;
  /** Ids of the zones to show; null shows all. */
  zoneIds: readonly number[] | null;
  /** Ids of the zones drawn with a hatch, since nothing may go in or out. */
  lockedZoneIds: readonly number[];
  /** Days since 1970 until which an ending contract is hatched. */
  contractEndsBefore: number;
};

/** A style layer under one of the ids of the draw order. */
export type StyleLayer = LayerSpecification & { id: StyleLayerId };

/** Whether a layer is drawn at all. */
export function visibility(input: StyleInput, id: LayerId): 'visible' | 'none' {
  return input.states[id].on && input.states[id].opacity > 0 ? 'visible' : 'none';
}

export function opacity(input: StyleInput, id: LayerId, own = 1): number {
  return own * input.states[id].opacity;
}

export const regular = ['Sans Regular'];
export const bold = ['Sans Bold'];
export const italic = ['Sans Italic'];

/** The one place where expressions, which are deeper than types can follow, are taken for layers; the style's validator checks them in a test. */
export function asLayers(
  layers: readonly ({ id: StyleLayerId; type: string } & Record<string, unknown>)[],
): StyleLayer[] {
  return layers as unknown as StyleLayer[];
}
