import { useTranslation } from 'react-i18next';
import type { Position } from '../../../../shared/geo.ts';
import type { Combine } from '../../../map/drawing/pen.ts';
import { useMapStore } from '../../../map/mapStore.ts';
import { type Selection, useMapState } from '../../../url/mapState.ts';
import { idsOfZone } from '../draft.ts';
import { zoneName } from '../names.ts';
import type { ReassignNow } from '../reassignNow.ts';
import { useReassignStore } from '../reassignStore.ts';
import { toggled } from './selection.ts';
import { streetAt } from './streetAt.ts';
import { rowsAlongSide } from './streetSide.ts';
import { targetOfZone } from './targets.ts';

type Click = (picked: Selection | null, how: Combine, at: Position) => void;

/**
 * What a click on the map means: on households it selects them; on a zone it selects all in it, or, once something is
 * selected, makes it the target; with the tool for it, a side of a street.
 */
export function useMapClick(now: ReassignNow): Click {
  const { t } = useTranslation();
  const [, change] = useMapState();
  const { register, draft, slot } = now;
  return (picked, byKeys, at) => {
    const { tool, combine, page, focusZone, selected, select, setSelected, say } = useReassignStore.getState();
    const how = byKeys === 'replace' ? combine : byKeys;
    if (page === 'zones') return focusZone(picked?.kind === 'zone' ? picked.id : null);
    const take = (ids: readonly number[]) => {
      if (how === 'replace') select(ids);
      else if (how === 'remove') select(ids, how);
      else setSelected(toggled(selected, ids));
    };
    if (tool === 'street') {
      const { map } = useMapStore.getState();
      const lines = map ? streetAt(map, at) : [];
      const rows = rowsAlongSide(register.household, lines, at);
      const ids = rows.map((row) => register.household.id[row] ?? 0);
      if (ids.length === 0) return say(t('reassign.street.none'));
      return take(slot === 'grid' ? lanesOf(now, ids) : ids);
    }
    if (picked?.kind === 'household' || picked?.kind === 'households') {
      const ids = picked.ids ?? [picked.id];
      return take(slot === 'grid' ? lanesOf(now, ids) : ids);
    }
    if (picked?.kind !== 'zone') {
      if (how === 'replace') setSelected(new Set());
      return;
    }
    const target = targetOfZone(draft, slot, picked.id, selected);
    const isAiming = selected.size > 0 && how === 'replace' && target !== null;
    if (isAiming) return change({ target }, { history: 'replace' });
    const ids = slot === 'grid' ? [picked.id] : idsOfZone(draft, register, picked.id);
    take(ids);
    const name = zoneName(now, picked.id, t);
    const things = t('reassign.countHouseholds', { count: ids.length });
    say(slot === 'grid' ? t('reassign.selectedLane', { name }) : t('reassign.selectedZone', { name, things }));
  };
}

/** The innermost zones of some households. */
export function lanesOf({ draft }: Pick<ReassignNow, 'draft'>, ids: readonly number[]): number[] {
  return [...new Set(ids.flatMap((id) => draft.sheet.holder('lane', id) ?? []))];
}
