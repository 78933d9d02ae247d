import { useEffect } from 'react';
import type { Bounds, Position } from '../../shared/geo.ts';
import { useCurrentArea } from '../api/area.ts';
import { readCamera } from '../url/camera.ts';
import { useMapState } from '../url/mapState.ts';
import { readSelection, type Selection, writeSelection } from '../url/selection.ts';
import { useMapStore } from './mapStore.ts';
import { goTo } from './useOpen.ts';

/** What the page was opened on by a link that does not say where to look from; null once the map went there. */
let awaited: string | null = null;

/** To be called with the query of the address before the map writes its camera into it. */
export function noteArrival(query: string): void {
  const words = new URLSearchParams(query);
  const selection = readSelection(words.get('open') ?? '');
  awaited = selection && !readCamera(words.get('at') ?? '') ? writeSelection(selection) : null;
}

/** Where something lies, as its card knows it. */
type Whereabouts = { where: Position | Bounds | null; villageCode?: string };

/** Moves the map, once, to what the page was opened on, and into its village when the link names no area. */
export function useArrival(selection: Selection, found: Whereabouts | undefined): void {
  const map = useMapStore((store) => store.map);
  const area = useCurrentArea();
  const [{ area: wanted }, change] = useMapState();
  useEffect(() => {
    if (awaited === null) return;
    if (awaited !== writeSelection(selection)) {
      awaited = null;
      return;
    }
    if (!map || !area || !found) return;
    awaited = null;
    const { where, villageCode } = found;
    const isElsewhere = villageCode !== undefined && !villageCode.startsWith(area.code);
    if (wanted === null && isElsewhere) change({ area: villageCode }, { history: 'replace' });
    if (where) goTo(where);
  }, [map, area, wanted, change, selection, found]);
}
