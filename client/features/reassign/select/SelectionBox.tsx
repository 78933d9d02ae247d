import { ChevronDown, ChevronRight, X } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rowsByValue } from '../../../api/columnLookups.ts';
import { useMapStore } from '../../../map/mapStore.ts';
import { goTo } from '../../../map/useOpen.ts';
import { TextButton } from '../../../ui/TextButton.tsx';
import { rowsOfIds } from '../draft.ts';
import lists from '../lists.module.css';
import { holderName, thingName } from '../names.ts';
import type { ReassignNow } from '../reassignNow.ts';
import { useReassignStore } from '../reassignStore.ts';
import styles from './select.module.css';
import { inverted } from './selection.ts';
import { boundsOfRows } from './targets.ts';

/** Most selected things that are listed one by one. */
const mostListed = 200;

/** What is selected: how many, how many people, from whom; with the list of it on demand. */
export function SelectionBox({ now }: { now: ReassignNow }) {
  const { t } = useTranslation();
  const { chosen, slot, register } = now;
  const setSelected = useReassignStore((store) => store.setSelected);
  const [isListed, setListed] = useState(false);
  const summary = useSummary(now);
  const invert = () => setSelected(inverted(everything(now), chosen));
  const count = t(slot === 'grid' ? 'reassign.countZones' : 'reassign.countHouseholds', { count: chosen.size });
  const zoom = () => {
    const bounds = boundsOfRows(register.household, summary.rows);
    if (bounds) goTo(bounds);
  };
  return (
    <section className={styles.selection} aria-label={t('reassign.selected')}>
      <div className={styles.selectionHead}>
        <button
          type="button"
          className={lists.selectionCount}
          aria-expanded={isListed && chosen.size > 0}
          disabled={chosen.size === 0}
          onClick={() => setListed(!isListed)}
        >
          {chosen.size === 0 ? null : isListed ? (
            <ChevronDown size={14} aria-hidden />
          ) : (
            <ChevronRight size={14} aria-hidden />
          )}
          {chosen.size === 0 ? t('reassign.nothingSelected') : t('reassign.selectedCount', { things: count })}
        </button>
        <span className={styles.selectionTools}>
          {chosen.size > 0 ? <TextButton onClick={zoom}>{t('reassign.zoomTo')}</TextButton> : null}
          <TextButton title={t('reassign.key', { key: 'I' })} onClick={invert}>
            {t('reassign.invert')}
          </TextButton>
          <TextButton
            title={t('reassign.key', { key: 'Esc' })}
            isDisabled={chosen.size === 0}
            onClick={() => setSelected(new Set())}
          >
            {t('reassign.clear')}
          </TextButton>
        </span>
      </div>
      {chosen.size > 0 ? (
        <p className={styles.selectionFacts}>
          {t('reassign.selectedFacts', { people: summary.people, keyPeople: summary.keyPeople })}
          <span className={styles.from}>
            {summary.from.slice(0, 4).map(({ name, number }) => (
              <span key={name}>
                {name} {number}
              </span>
            ))}
            {summary.from.length > 4 ? t('reassign.andMore', { count: summary.from.length - 4 }) : null}
          </span>
        </p>
      ) : null}
      {isListed && chosen.size > 0 ? <SelectedList now={now} /> : null}
    </section>
  );
}

/** Everything that can be selected in the slot: households, or innermost zones. */
export function everything({ register, draft, slot }: ReassignNow): number[] {
  if (slot !== 'grid') return Array.from(register.household.id);
  return register.zones.flatMap(({ id }) => (draft.order.ordinalOf(id) === draft.order.innermost ? [id] : []));
}

function useSummary(now: ReassignNow) {
  const { t } = useTranslation();
  const { register, draft, slot, chosen } = now;
  return useMemo(() => {
    const { household, keyPerson } = register;
    const rows = slot === 'grid' ? [...chosen].flatMap((id) => draft.sheet.rowsOf(id)) : rowsOfIds(register, chosen);
    const keyRows = rowsByValue(keyPerson.household);
    const keyPeople = rows.reduce((sum, row) => sum + (keyRows.get(household.id[row] ?? 0) ? 1 : 0), 0);
    const people = rows.reduce((sum, row) => sum + (household.persons[row] ?? 0), 0);
    const counts = new Map<number | null, number>();
    for (const id of chosen) {
      const holder = draft.sheet.holder(slot, id);
      counts.set(holder, (counts.get(holder) ?? 0) + 1);
    }
    const from = [...counts]
      .map(([holder, number]) => ({ name: holderName({ register, members: now.members }, slot, holder, t), number }))
      .sort((one, other) => other.number - one.number);
    return { rows, people, keyPeople, from };
  }, [register, draft, slot, chosen, now.members, t]);
}

/** Each with the way to take it out again; the map lights up what the row is about. */
function SelectedList({ now }: { now: ReassignNow }) {
  const { t } = useTranslation();
  const { chosen, slot, countyCode, draft } = now;
  const select = useReassignStore((store) => store.select);
  const setHover = useMapStore((store) => store.setHover);
  const kind = slot === 'grid' ? 'zone' : 'household';
  return (
    <ul className={styles.selectedList}>
      {[...chosen].slice(0, mostListed).map((id) => {
        const name = thingName(now, { slot, id }, t);
        const light = (isLit: boolean) => setHover(isLit ? { kind, countyCode, id } : null);
        return (
          <li key={id} className={lists.selectedRow} onMouseEnter={() => light(true)} onMouseLeave={() => light(false)}>
            <span>{name}</span>
            <span className={styles.selectedFrom}>{holderName(now, slot, draft.sheet.holder(slot, id), t)}</span>
            <button
              type="button"
              className={lists.lock}
              aria-label={t('reassign.takeOut', { name })}
              onFocus={() => light(true)}
              onBlur={() => light(false)}
              onClick={() => select([id], 'remove')}
            >
              <X size={14} aria-hidden />
            </button>
          </li>
        );
      })}
      {chosen.size > mostListed ? <li>{t('reassign.andMore', { count: chosen.size - mostListed })}</li> : null}
    </ul>
  );
}
