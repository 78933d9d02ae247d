import { useCurrentArea } from '../../api/area.ts';
import { goTo } from '../../map/useOpen.ts';
import { type MapState, type Selection, useMapState } from '../../url/mapState.ts';
import type { SearchItem, SearchOption } from './options.ts';

/** Opens what was chosen and moves the map there; when it lies in another village, that becomes the area in view. */
export function useChoose(): (option: SearchOption) => void {
  const area = useCurrentArea();
  const [, change] = useMapState();
  return (option) => {
    const { item } = option;
    const patch: Partial<MapState> = { selection: selectionOf(option) };
    const code = item.code ?? item.villageCode;
    const isElsewhere = code !== null && area !== null && !code.startsWith(area.code);
    if (item.code !== undefined || isElsewhere) Object.assign(patch, { area: code, zone: null });
    change(patch);
    const where = placeOf(item);
    if (where) goTo(where);
  };
}

/** A person opens their household; streets and areas have no card. */
function selectionOf({ kind, item: { countyCode, id } }: SearchOption): Selection | null {
  switch (kind) {
    case 'household':
    case 'person':
      return { kind: 'household', countyCode, id };
    case 'zone':
    case 'place':
    case 'hazard':
    case 'asset':
      return { kind, countyCode, id };
    case 'street':
    case 'area':
      return null;
  }
}

/** Where to look: all of it when it has an extent, else where it stands; null when it is not on the map. */
export function placeOf(item: SearchItem) {
  return item.bounds ?? item.position;
}
