import { useEffect, useMemo, useRef } from 'react';
import type { Position } from '../../../../shared/geo.ts';
import { compose } from '../../../../shared/move.ts';
import { rowsByValue } from '../../../api/columnLookups.ts';
import { useLanguage } from '../../../app/i18n.ts';
import { useTheme } from '../../../app/theme.ts';
import { drawAtlas } from '../../../map/deck/atlas.ts';
import { boundsOfPath } from '../../../map/drawing/shape.ts';
import { layerMinZoom } from '../../../map/drawOrder.ts';
import { labelSpots } from '../../../map/labelSpots.ts';
import type { LayerId } from '../../../map/layerIds.ts';
import { reveal, useMapStore, type Work } from '../../../map/mapStore.ts';
import { useZoomStep } from '../../../map/useMapEvent.ts';
import { balanceColours } from '../balance/preview.ts';
import { rowsOfIds } from '../draft.ts';
import type { ReassignNow } from '../reassignNow.ts';
import { useReassignStore } from '../reassignStore.ts';
import { useMapClick } from '../select/useMapClick.ts';
import { arrowsOf } from './arrows.ts';
import { paletteOf, reassignDiscs } from './discs.ts';
import { badgesOf, lockedPlaces, piecesShown, placeOfHolder, walksShown } from './mapFacts.ts';
import {
  arrowLayers,
  badgeLayer,
  memberLayer,
  padlockLayer,
  pieceLayers,
  plannedDiscLayers,
  selectionLayer,
  walkLayer,
} from './reassignLayer.ts';

/** What would cover the households, or says of them what the plan may have changed. */
export const hiddenLayers: ReadonlySet<LayerId> = new Set([
  'household',
  'visit',
  'keyPerson',
  'link',
  'hazard',
  'asset',
]);
/** Milliseconds between two colourings of the map. */
const colouring = 120;
/** A map that takes longer to draw, in milliseconds, is not coloured while the pointer draws on it. */
const slowDrawing = 60;

/** Draws the plan on the map and takes its clicks, as long as it is worked on. */
export function useReassignMap(now: ReassignNow): void {
  useWork(now);
  useLayers(now);
  useBalanceColours(now);
  useSelectedInSight(now);
}

/** What is selected and in view stays so when a panel comes over it, as the sheet of a small screen does. */
function useSelectedInSight({ register, draft, slot, chosen }: ReassignNow): void {
  const padding = useMapStore((store) => store.padding);
  const latest = useRef({ places: () => placesOf({ register, draft, slot }, chosen), padding });
  latest.current.places = () => placesOf({ register, draft, slot }, chosen);
  useEffect(() => {
    if (latest.current.padding === padding) return;
    latest.current.padding = padding;
    const view = useMapStore.getState().map?.getBounds();
    const seen = latest.current.places().filter((place) => view?.contains(place));
    if (seen.length > 0) reveal(boundsOfPath(seen));
  }, [padding]);
}

function useWork(now: ReassignNow): void {
  const onClick = useMapClick(now);
  const latest = useRef(onClick);
  latest.current = onClick;
  const { locks } = now;
  useEffect(() => {
    const work: Work = {
      hidden: hiddenLayers,
      lockedZones: locks.map(({ zoneId }) => zoneId),
      onClick: (...click) => latest.current(...click),
    };
    useMapStore.getState().setWork(work);
  }, [locks]);
  useEffect(
    () => () => {
      const { setWork, setWorkLayers, setDrawing } = useMapStore.getState();
      setWork(null);
      setWorkLayers([]);
      setDrawing(null);
    },
    [],
  );
}

function useLayers(latest: ReassignNow): void {
  const isDrawing = useReassignStore((store) => store.catching !== null);
  // While something is drawn the map keeps still: what it would be is painted over it, and told by the table.
  const kept = useRef(latest);
  if (!isDrawing) kept.current = latest;
  const now = kept.current;
  const { register, draft, members, slot, chosen, preview, target } = now;
  const { tokens } = useTheme();
  const [language] = useLanguage();
  const atlas = useMemo(() => drawAtlas(tokens, language), [tokens, language]);
  const gap = useReassignStore((store) => store.gap);
  const zoom = useZoomStep();
  const { household, link } = register;
  const before = useMemo(() => {
    const links = rowsByValue(link.household);
    const parents = new Map(register.zones.map(({ id, parentId }) => [id, parentId]));
    return (row: number): number | null => {
      const lane = household.lane[row] || null;
      if (slot === 'lane') return lane;
      if (slot === 'member') return link.member[links.get(household.id[row] ?? 0)?.[0] ?? -1] || null;
      return lane === null ? null : (parents.get(lane) ?? null);
    };
  }, [register.zones, household, link, slot]);
  const palette = useMemo(
    () => paletteOf(register, draft.neighbours, slot, before, tokens),
    [register, draft.neighbours, slot, before, tokens],
  );
  const { moves } = preview;
  const discs = useMemo(() => {
    const wished = new Map(moves.map(({ id, to }) => [id, to]));
    const { sheet } = draft;
    const after = (row: number): number | null => {
      const id = household.id[row] ?? 0;
      if (slot !== 'grid') return wished.has(id) ? (wished.get(id) ?? null) : sheet.holder(slot, id);
      const lane = sheet.holder('lane', id);
      if (lane === null) return null;
      return wished.has(lane) ? (wished.get(lane) ?? null) : sheet.holder('grid', lane);
    };
    return reassignDiscs(register, { before, after }, palette, tokens);
  }, [register, household, draft, slot, moves, before, palette, tokens]);
  const walks = useMemo(() => walksShown(register, draft, slot, palette), [register, draft, slot, palette]);
  const arrows = useMemo(
    () =>
      arrowsOf(compose(draft.net, moves), slot, (holder, ids) =>
        placeOfHolder({ register, draft, members }, slot, holder, ids),
      ),
    [register, draft, members, moves, slot],
  );
  const { zones } = register;
  const spots = useMemo(() => labelSpots({ zones, household }), [zones, household]);
  const badges = useMemo(() => {
    if (slot === 'member') return [];
    // From afar the lanes' would lie over each other.
    const rows = zoom < 16.5 ? preview.zones.filter(({ ordinal }) => ordinal === 1) : preview.zones;
    return badgesOf({ draft }, rows, spots);
  }, [draft, slot, preview.zones, spots, zoom]);
  const layers = useMemo(() => {
    if (zoom < layerMinZoom.household) return [];
    const places = placesOf(now, chosen);
    const pieces = piecesShown(now, gap?.gap.kind === 'scattered' ? gap.gap.id : target);
    const locked = lockedPlaces(now, spots);
    return [
      zoom >= 15 && walks.length > 0 && walkLayer(walks, zoom),
      plannedDiscLayers(discs, atlas, zoom),
      pieces.length > 0 && pieceLayers(pieces, tokens),
      places.length > 0 && selectionLayer(places, tokens),
      arrows.length > 0 && arrowLayers(arrows, atlas, tokens),
      locked.length > 0 && padlockLayer(locked, atlas),
      slot === 'member' && memberLayer(members, target, atlas),
      badges.length > 0 && badgeLayer(badges, tokens),
    ];
  }, [now, slot, members, chosen, gap, target, walks, discs, arrows, badges, spots, atlas, tokens, zoom]);
  useEffect(() => useMapStore.getState().setWorkLayers(layers), [layers]);
}

/** Where the selected things are: households, or all the households of selected zones. */
function placesOf(
  { register, draft, slot }: Pick<ReassignNow, 'register' | 'draft' | 'slot'>,
  chosen: ReadonlySet<number>,
): Position[] {
  const { household } = register;
  const rows = slot === 'grid' ? [...chosen].flatMap((id) => draft.sheet.rowsOf(id)) : rowsOfIds(register, chosen);
  return rows.flatMap((row): Position[] => {
    const lng = household.lng[row] ?? Number.NaN;
    return Number.isNaN(lng) ? [] : [[lng, household.lat[row] ?? 0]];
  });
}

/** Tells the tiles how every touched zone stands to its limits; while drawing not at every move, for it draws the map anew. */
function useBalanceColours({ draft, preview }: ReassignNow): void {
  const map = useMapStore((store) => store.map);
  const shown = useRef(new Map<number, string>());
  const isSlow = useRef(false);
  const isDrawing = useReassignStore((store) => store.catching !== null);
  const colours = useMemo(() => balanceColours(draft, preview.zones), [draft, preview.zones]);
  useEffect(() => {
    if (!map || (isDrawing && isSlow.current)) return;
    const timer = setTimeout(() => {
      const start = performance.now();
      map.once('idle', () => {
        isSlow.current = performance.now() - start > slowDrawing;
      });
      for (const id of shown.current.keys()) if (!colours.has(id)) tell(map, id, null);
      for (const [id, colour] of colours) if (shown.current.get(id) !== colour) tell(map, id, colour);
      shown.current = new Map(colours);
    }, colouring);
    return () => clearTimeout(timer);
  }, [map, colours, isDrawing]);
  useEffect(() => {
    if (!map) return;
    return () => {
      for (const id of shown.current.keys()) tell(map, id, null);
      shown.current.clear();
    };
  }, [map]);
}

function tell(
  map: NonNullable<ReturnType<typeof useMapStore.getState>['map']>,
  id: number,
  balance: string | null,
): void {
  if (map.getSource('boundary')) map.setFeatureState({ source: 'boundary', sourceLayer: 'zone', id }, { balance });
}
