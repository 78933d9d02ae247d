import { useEffect } from 'react';
import { rowById } from '../api/columnLookups.ts';
import { useMapState } from '../url/mapState.ts';
import type { Selection } from '../url/selection.ts';
import { type Hover, useMapStore } from './mapStore.ts';
import type { Register } from './visible.ts';

type TileFeature = { source: string; sourceLayer: string; id: number };

/** The feature of the tiles that stands for a target: a zone, an asset, or the house of a household. */
function featureOf(target: Hover | Selection | null, register: Register | null): TileFeature | null {
  switch (target?.kind) {
    case 'zone':
      return { source: 'boundary', sourceLayer: 'zone', id: target.id };
    case 'asset':
      return { source: 'facility', sourceLayer: 'asset', id: target.id };
    case 'household':
    case 'households': {
      const row = register ? rowById(register.household).get(target.id) : undefined;
      const id = row === undefined ? 0 : (register?.household.building[row] ?? 0);
      return id > 0 ? { source: 'base', sourceLayer: 'building', id } : null;
    }
    default:
      return null;
  }
}

/** Lights up in the tiles what is selected and what the pointer is on. */
export function useLitFeatures(register: Register | null): void {
  const map = useMapStore((store) => store.map);
  const hover = useMapStore((store) => store.hover);
  const [{ selection }] = useMapState();
  useLit(featureOf(selection, register), map);
  useLit(featureOf(hover, register), map);
}

function useLit(feature: TileFeature | null, map: ReturnType<typeof useMapStore.getState>['map']): void {
  const { source, sourceLayer, id } = feature ?? { source: '', sourceLayer: '', id: 0 };
  useEffect(() => {
    if (!map || id === 0) return;
    const target = { source, sourceLayer, id };
    map.setFeatureState(target, { lit: true });
    return () => {
      if (map.getSource(source)) map.setFeatureState(target, { lit: false });
    };
  }, [map, source, sourceLayer, id]);
}
