import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rowById } from '../../../api/columnLookups.ts';
import { useVisible } from '../../../map/useVisible.ts';
import { useMapState } from '../../../url/mapState.ts';
import type { ReassignNow } from '../reassignNow.ts';
import { useReassignStore } from '../reassignStore.ts';
import { gapSets, householdsOfSet } from './gapSets.ts';
import { PasteDialog } from './PasteDialog.tsx';
import styles from './select.module.css';
import { lanesOf } from './useMapClick.ts';

/** Selects what is wrong in one way, what the map's filters let through, what a search has opened, or a pasted list. */
export function FilterMenu({ now }: { now: ReassignNow }) {
  const { t } = useTranslation();
  const { register, draft, slot } = now;
  const [{ selection }] = useMapState();
  const visible = useVisible(register);
  const { select, selected } = useReassignStore();
  const [isPasting, setPasting] = useState(false);
  const sets = useMemo(
    () => gapSets.map((set) => ({ set, ids: householdsOfSet(draft, register, set) })),
    [draft, register],
  );
  const take = (ids: readonly number[], how: 'replace' | 'add' = 'replace') =>
    select(slot === 'grid' ? lanesOf(now, ids) : ids, how);
  const isFiltered = visible !== null && visible.households.length < register.household.id.length;
  const opened = openedHouseholds(now, selection);
  return (
    <div className={styles.chips}>
      {sets.map(({ set, ids }) =>
        ids.length === 0 ? null : (
          <button key={set} type="button" className={styles.chip} onClick={() => take(ids)}>
            {t(`reassign.set.${set}`)} <b>{ids.length}</b>
          </button>
        ),
      )}
      {isFiltered ? (
        <button
          type="button"
          className={styles.chip}
          onClick={() => take(Array.from(visible.households, (row) => register.household.id[row] ?? 0))}
        >
          {t('reassign.set.filter')} <b>{visible.households.length}</b>
        </button>
      ) : null}
      {opened.length > 0 && !opened.every((id) => selected.has(id)) ? (
        <button type="button" className={styles.chip} onClick={() => take(opened, 'add')}>
          {t('reassign.set.opened', { count: opened.length })}
        </button>
      ) : null}
      <button type="button" className={styles.chip} onClick={() => setPasting(true)}>
        {t('reassign.set.paste')}
      </button>
      {isPasting ? <PasteDialog now={now} onClose={() => setPasting(false)} onTake={take} /> : null}
    </div>
  );
}

/** The households whose card is open, as a search leaves them. */
function openedHouseholds({ register }: ReassignNow, selection: ReturnType<typeof useMapState>[0]['selection']) {
  if (selection?.kind !== 'household' && selection?.kind !== 'households') return [];
  const rows = rowById(register.household);
  return (selection.ids ?? [selection.id]).filter((id) => rows.has(id));
}
