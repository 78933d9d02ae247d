import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDownUp } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { dayNumber, dayOfNumber } from '../../../../shared/geo.ts';
import { type HazardState, hazardCategories, hazardSeverities, isOpen } from '../../../../shared/hazard.ts';
import { type HazardItem, hazardSorts } from '../../../../shared/hazardFilter.ts';
import { useTRPC } from '../../../api/trpc.ts';
import { useLabels } from '../../../app/i18n.ts';
import { combineOf } from '../../../map/drawing/pen.ts';
import { useMapStore } from '../../../map/mapStore.ts';
import { useOpen } from '../../../map/useOpen.ts';
import { isOverdueRow, stateAt } from '../../../map/visible.ts';
import { DueText } from '../../../ui/DueText.tsx';
import { HazardMark } from '../../../ui/HazardMark.tsx';
import { Empty } from '../../../ui/states.tsx';
import { TextButton } from '../../../ui/TextButton.tsx';
import { useMapState } from '../../../url/mapState.ts';
import { repeatCounts } from '../pattern/repeats.ts';
import shared from '../triage.module.css';
import { useTriageStore } from '../triageStore.ts';
import type { TriageNow } from '../useTriage.ts';
import styles from './list.module.css';

/** Pixels of a row. */
const rowHeight = 60;
/** Rows whose words are fetched together. */
const chunk = 60;

/** The list: the same hazards as on the map, in the chosen order; only the rows in sight are on the page. */
export function HazardList({ now }: { now: TriageNow }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const { rows, register } = now;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    initialRect: { width: 320, height: 420 },
  });
  const shown = virtual.getVirtualItems();
  const words = useWords(now, shown.at(0)?.index ?? 0, shown.at(-1)?.index ?? 0);
  return (
    <section aria-label={t('triage.list')}>
      <SortBar />
      {rows.length === 0 && (
        <Empty text={t(register.hazard.id.length === 0 ? 'triage.noHazards' : 'triage.nonePass')} />
      )}
      <div
        ref={box}
        className={styles.listBox}
        style={{ height: Math.min(rows.length * rowHeight, 480) }}
        tabIndex={-1}
      >
        <ul className={shared.list} style={{ height: virtual.getTotalSize() }} aria-label={t('triage.list')}>
          {shown.map(({ index, start }) => {
            const row = rows[index] ?? 0;
            const id = register.hazard.id[row] ?? 0;
            return (
              <li
                key={id}
                className={styles.row}
                style={{ transform: `translateY(${start}px)` }}
                aria-posinset={index + 1}
                aria-setsize={rows.length}
              >
                <HazardRow now={now} row={row} item={words.get(id) ?? null} />
              </li>
            );
          })}
        </ul>
      </div>
    </section>
  );
}

/** Titles and names of the rows in sight, which columns do not hold. */
function useWords(
  { areaCode, rows, register }: TriageNow,
  first: number,
  last: number,
): ReadonlyMap<number, HazardItem> {
  const trpc = useTRPC();
  const starts: number[] = [];
  for (let at = first - (first % chunk); at <= last; at += chunk) starts.push(at);
  const answers = useQueries({
    queries: starts.map((start) => {
      const ids = rows.slice(start, start + chunk).map((row) => register.hazard.id[row] ?? 0);
      return trpc.hazard.list.queryOptions(
        { filter: { areaCode, ids: [...ids].sort((a, b) => a - b) }, sort: 'number', limit: chunk },
        { enabled: ids.length > 0, placeholderData: keepPreviousData },
      );
    }),
  });
  return new Map(answers.flatMap(({ data }) => (data?.items ?? []).map((item) => [item.id, item])));
}

function HazardRow({ now, row, item }: { now: TriageNow; row: number; item: HazardItem | null }) {
  const { t } = useTranslation();
  const { hazardState, hazardCategory } = useLabels();
  const { hazard, today } = now.register;
  const open = useOpen();
  const [{ selection }] = useMapState();
  const id = hazard.id[row] ?? 0;
  const countyCode = now.areaCode.slice(0, 6);
  const isHovered = useMapStore(({ hover }) => hover?.kind === 'hazard' && hover.id === id);
  const setHover = useMapStore((store) => store.setHover);
  const isChosen = useTriageStore((store) => store.selected.has(id));
  const select = useTriageStore((store) => store.select);
  const state: HazardState = stateAt(hazard, row);
  const severity = hazardSeverities.find((each) => each === hazard.severity[row]) ?? 4;
  const dueOn = hazard.dueOn[row] ? dayOfNumber(hazard.dueOn[row] ?? 0) : null;
  const category = hazardCategory[hazardCategories[hazard.category[row] ?? 0] ?? 'other'];
  const name = item?.title ?? hazard.number[row] ?? '';
  const times = repeatCounts(now.register).get(row);
  const light = (isOn: boolean) => setHover(isOn ? { kind: 'hazard', countyCode, id } : null);
  return (
    <div className={styles.rowInner} data-active={isHovered || (selection?.kind === 'hazard' && selection.id === id)}>
      <input
        type="checkbox"
        aria-label={t('triage.choose', { name })}
        checked={isChosen}
        onChange={() => select([id], isChosen ? 'remove' : 'add')}
      />
      <button
        type="button"
        className={styles.rowButton}
        onMouseEnter={() => light(true)}
        onMouseLeave={() => light(false)}
        onFocus={() => light(true)}
        onBlur={() => light(false)}
        onClick={(event) => {
          const how = combineOf(event);
          if (how === 'replace') open({ kind: 'hazard', countyCode, id }, [hazard.lng[row] ?? 0, hazard.lat[row] ?? 0]);
          else select([id], isChosen ? 'remove' : 'add');
        }}
      >
        <HazardMark severity={severity} faded={!isOpen(state)} late={isOverdueRow(hazard, row, dayNumber(today))} />
        <span className={styles.rowText}>
          <span className={shared.rowTitle}>{name}</span>
          <span className={shared.rowNote}>
            {[category, times && t('triage.again', { count: times }), item?.zoneName, item?.assigneeName]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </span>
        <span className={styles.rowAside}>
          <span>{hazardState[state]}</span>
          <span>
            <DueText state={state} dueOn={dueOn} today={today} />
          </span>
        </span>
      </button>
    </div>
  );
}

function SortBar() {
  const { t } = useTranslation();
  const [{ hazardChoice }, change] = useMapState();
  const { sort, descending } = hazardChoice;
  return (
    <div className={styles.sortBar}>
      <label className={shared.sortLabel}>
        {t('triage.sortBy')}
        <select
          value={sort}
          onChange={(event) => {
            const next = hazardSorts.find((each) => each === event.target.value) ?? sort;
            change({ hazardChoice: { ...hazardChoice, sort: next } });
          }}
        >
          {hazardSorts.map((each) => (
            <option key={each} value={each}>
              {t(`triage.sort.${each}`)}
            </option>
          ))}
        </select>
      </label>
      <TextButton
        isPressed={descending}
        onClick={() => change({ hazardChoice: { ...hazardChoice, descending: !descending } })}
      >
        <ArrowDownUp size={14} aria-hidden />
        {t('triage.turnRound')}
      </TextButton>
    </div>
  );
}
