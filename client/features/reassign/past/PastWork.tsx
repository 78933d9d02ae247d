import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AsOf } from '../../../../shared/zoneChange.ts';
import { useToday } from '../../../api/today.ts';
import { useLanguage } from '../../../app/i18n.ts';
import { useTheme } from '../../../app/theme.ts';
import { drawAtlas } from '../../../map/deck/atlas.ts';
import { layerMinZoom } from '../../../map/drawOrder.ts';
import type { LayerId } from '../../../map/layerIds.ts';
import { useMapStore } from '../../../map/mapStore.ts';
import { useZoomStep } from '../../../map/useMapEvent.ts';
import { Button } from '../../../ui/Button.tsx';
import { useMapState } from '../../../url/mapState.ts';
import { paletteOf, reassignDiscs } from '../map/discs.ts';
import { walksOf } from '../map/lanePaths.ts';
import { type ColouredWalk, plannedDiscLayers, walkLayer } from '../map/reassignLayer.ts';
import { hiddenLayers } from '../map/useReassignMap.ts';
import type { ReassignNow } from '../reassignNow.ts';
import { useReassignStore } from '../reassignStore.ts';
import { middleOf } from '../select/targets.ts';
import { WorkBanner } from '../WorkBanner.tsx';
import { pastZoneLayers } from './pastLayer.ts';
import { useAsOf } from './useAsOf.ts';

/** Zones of today, too, would be in the way of those of the day. */
const hiddenInPast: ReadonlySet<LayerId> = new Set([...hiddenLayers, 'grid', 'lane']);

/** Draws the village as it was on a day, with a banner that says so: solid as it was then, ringed as it is now. */
export function PastWork({ now }: { now: ReassignNow }) {
  const { t } = useTranslation();
  const today = useToday();
  const { pastDay, setPage, setPastDay } = useReassignStore();
  const day = pastDay ?? today;
  const past = useAsOf(now.villageCode, day).data ?? null;
  const isPast = past !== null && past.day < today;
  usePastMap(now, past, isPast);
  const back = () => {
    setPastDay(null);
    setPage('move');
  };
  if (day === today && !isPast) return null;
  return (
    <WorkBanner>
      {past?.day === day ? t('reassign.past.banner', { day }) : t('reassign.past.loading', { day })}
      <Button onClick={back}>{t('reassign.past.back')}</Button>
    </WorkBanner>
  );
}

function usePastMap({ register, draft, slot }: ReassignNow, past: AsOf | null, isPast: boolean): void {
  const [, change] = useMapState();
  const { tokens } = useTheme();
  const [language] = useLanguage();
  const atlas = useMemo(() => drawAtlas(tokens, language), [tokens, language]);
  const zoom = useZoomStep();
  const layers = useMemo(() => {
    if (!past || zoom < layerMinZoom.household) return [];
    const { household } = register;
    const rowThen = new Map(past.household.map((id, row) => [id, row]));
    const then = (row: number): number | null => {
      const at = rowThen.get(household.id[row] ?? 0) ?? -1;
      return (slot === 'member' ? past.member : past.lane)[at] || null;
    };
    const today = (row: number) => draft.sheet.holder(slot === 'member' ? 'member' : 'lane', household.id[row] ?? 0);
    const palette = paletteOf(register, draft.neighbours, slot === 'member' ? 'member' : 'lane', then, tokens);
    const rows = new Map<number, number[]>();
    for (const row of household.id.keys()) {
      const lane = then(row);
      if (lane !== null) rows.set(lane, [...(rows.get(lane) ?? []), row]);
    }
    const walks = [...rows].flatMap(([lane, own]): ColouredWalk[] =>
      walksOf(household, own).map((walk) => ({ walk, colour: palette(lane) })),
    );
    const discs = reassignDiscs(register, { before: today, after: then }, palette, tokens);
    const placeOf = (zoneId: number) => middleOf(household, rowsInside(past, zoneId, rows));
    return [
      isPast && pastZoneLayers(past.zones, placeOf, zoom, tokens),
      slot !== 'member' && zoom >= 15 && walkLayer(walks, zoom),
      plannedDiscLayers(discs, atlas, zoom),
    ];
  }, [past, isPast, register, draft, slot, tokens, atlas, zoom]);
  useEffect(() => useMapStore.getState().setWorkLayers(layers), [layers]);
  useEffect(() => {
    const { setWork } = useMapStore.getState();
    const hidden = isPast ? hiddenInPast : hiddenLayers;
    setWork({ hidden, lockedZones: [], onClick: (picked) => change({ selection: picked }) });
    return () => setWork(null);
  }, [change, isPast]);
  useEffect(() => () => useMapStore.getState().setWorkLayers([]), []);
}

/** Rows of the households that a zone held on the day, those of the zones in it included. */
function rowsInside(past: AsOf, zoneId: number, rows: ReadonlyMap<number, number[]>): number[] {
  const inner = past.zones.filter(({ parentId }) => parentId === zoneId);
  return [...(rows.get(zoneId) ?? []), ...inner.flatMap(({ id }) => rowsInside(past, id, rows))];
}
