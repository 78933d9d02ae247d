import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Slot, slots } from '../../../../shared/move.ts';
import { useLanguage } from '../../../app/i18n.ts';
import { useTheme } from '../../../app/theme.ts';
import { drawAtlas } from '../../../map/deck/atlas.ts';
import { boundsOfPath } from '../../../map/drawing/shape.ts';
import { layerMinZoom } from '../../../map/drawOrder.ts';
import { useMapStore } from '../../../map/mapStore.ts';
import { useZoomStep } from '../../../map/useMapEvent.ts';
import { goTo } from '../../../map/useOpen.ts';
import { Button } from '../../../ui/Button.tsx';
import { useMapState } from '../../../url/mapState.ts';
import { arrowsOf } from '../map/arrows.ts';
import { paletteOf, reassignDiscs } from '../map/discs.ts';
import { placeOfHolder } from '../map/mapFacts.ts';
import { arrowCountLayer, arrowLayers, plannedDiscLayers } from '../map/reassignLayer.ts';
import { hiddenLayers } from '../map/useReassignMap.ts';
import type { ReassignNow } from '../reassignNow.ts';
import { useReassignStore } from '../reassignStore.ts';
import { WorkBanner } from '../WorkBanner.tsx';
import { type Comparison, heldInComparison } from './comparison.ts';

/** Draws what a plan changes against what is there now or against another plan: arrows, and rings where it was otherwise. */
export function ComparisonWork({ now, comparison }: { now: ReassignNow; comparison: Comparison }) {
  const { t } = useTranslation();
  const compare = useReassignStore((store) => store.compare);
  const { name, against, diff } = comparison;
  useComparisonMap(now, comparison);
  return (
    <WorkBanner>
      <span>
        {t('reassign.diff.banner', { name, against: against ?? t('reassign.diff.now'), count: diff.rows.length })}
        <small>{t('reassign.diff.legend', { name, against: against ?? t('reassign.diff.now') })}</small>
      </span>
      <Button onClick={() => compare(null)}>{t('reassign.diff.close')}</Button>
    </WorkBanner>
  );
}

function useComparisonMap({ register, draft, members }: ReassignNow, { diff }: Comparison): void {
  const [, change] = useMapState();
  const { tokens } = useTheme();
  const [language] = useLanguage();
  const atlas = useMemo(() => drawAtlas(tokens, language), [tokens, language]);
  const zoom = useZoomStep();
  const slot = useMemo(() => slotOfMost(diff.rows.map(({ move }) => move.slot)), [diff]);
  const layers = useMemo(() => {
    if (zoom < layerMinZoom.household) return [];
    const moves = diff.rows.map(({ move }) => move);
    const held = heldInComparison(register, moves, slot);
    const palette = paletteOf(register, draft.neighbours, slot, held.before, tokens);
    const discs = reassignDiscs(register, held, palette, tokens);
    const arrows = slots.flatMap((each) =>
      arrowsOf(moves, each, (holder, ids) => placeOfHolder({ register, draft, members }, each, holder, ids)),
    );
    return [plannedDiscLayers(discs, atlas, zoom), arrowLayers(arrows, atlas, tokens), arrowCountLayer(arrows, tokens)];
  }, [register, draft, members, diff, slot, tokens, atlas, zoom]);
  useEffect(() => useMapStore.getState().setWorkLayers(layers), [layers]);
  useEffect(() => {
    const places = diff.rows.flatMap(({ position }) => (position ? [position] : []));
    if (places.length > 0) goTo(boundsOfPath(places));
  }, [diff]);
  useEffect(() => {
    const { setWork, setWorkLayers } = useMapStore.getState();
    setWork({ hidden: hiddenLayers, lockedZones: [], onClick: (picked) => change({ selection: picked }) });
    return () => {
      setWork(null);
      setWorkLayers([]);
    };
  }, [change]);
}

/** What most of the moves give away is what the discs are coloured by. */
function slotOfMost(all: readonly Slot[]): Slot {
  const count = (slot: Slot) => all.filter((each) => each === slot).length;
  return slots.reduce((best, slot) => (count(slot) > count(best) ? slot : best));
}
