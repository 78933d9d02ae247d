import { useTranslation } from 'react-i18next';
import { type Bounds, dayNumber, dayOfNumber } from '../../../../shared/geo.ts';
import type { AsOf } from '../../../../shared/zoneChange.ts';
import { useToday } from '../../../api/today.ts';
import { boundsOfPath } from '../../../map/drawing/shape.ts';
import { goTo } from '../../../map/useOpen.ts';
import { Hint } from '../../../ui/Hint.tsx';
import { ErrorNote, Skeleton } from '../../../ui/states.tsx';
import controls from '../controls.module.css';
import lists from '../lists.module.css';
import shared from '../reassign.module.css';
import type { ReassignNow } from '../reassignNow.ts';
import { useReassignStore } from '../reassignStore.ts';
import styles from './past.module.css';
import { useAsOf } from './useAsOf.ts';

const daysOfSlider = 365;

/** 往日: who led what and who belonged where on a day; the map shows that day as long as this page is open. */
export function PastPage({ now }: { now: ReassignNow }) {
  const { t } = useTranslation();
  const today = useToday();
  const { pastDay, setPastDay } = useReassignStore();
  const day = pastDay ?? today;
  const past = useAsOf(now.villageCode, day);
  const back = dayNumber(today) - dayNumber(day);
  return (
    <section className={shared.section} aria-label={t('reassign.page.past')}>
      <Hint>{t('reassign.past.hint')}</Hint>
      <div className={controls.pastDay}>
        <input
          type="date"
          className={controls.find}
          aria-label={t('reassign.past.day')}
          max={today}
          value={day}
          onChange={(event) => setPastDay(event.target.value || today)}
        />
        <input
          type="range"
          className={styles.slider}
          aria-label={t('reassign.past.slider')}
          aria-valuetext={day}
          min={-daysOfSlider}
          max={0}
          value={-Math.min(daysOfSlider, back)}
          onChange={(event) => setPastDay(dayOfNumber(dayNumber(today) + Number(event.target.value)))}
        />
      </div>
      {past.error ? <ErrorNote error={past.error} onRetry={() => void past.refetch()} /> : null}
      {past.data ? (
        <PastZones now={now} past={past.data} />
      ) : past.error ? null : (
        <Skeleton widths={[60, 90, 84, 88]} />
      )}
    </section>
  );
}

function PastZones({ now, past }: { now: ReassignNow; past: AsOf }) {
  const { t } = useTranslation();
  const { sheet } = now.draft;
  const ended = new Set(past.zones.flatMap(({ id, ended }) => (ended ? [id] : [])));
  const known = new Set([...now.register.zones.map(({ id }) => id), ...ended]);
  // Of a household in somebody else's charge nothing is known today to compare with.
  const rows = past.household.flatMap((id, row): [number, number | null][] => {
    const lane = past.lane[row] || null;
    return lane === null || known.has(lane) ? [[id, lane]] : [];
  });
  const lanes = new Map(rows);
  const applied = new Set(now.draft.net.map(({ id }) => id));
  // What the open plan would change is not a change of the past.
  const isToday = past.day === useToday();
  const changed = [...lanes].filter(([id, lane]) => !applied.has(id) && sheet.holder('lane', id) !== lane).length;
  return (
    <>
      <p className={styles.pastFact} role="status">
        {isToday ? t('reassign.past.today') : t('reassign.past.changed', { count: changed })}
      </p>
      <h3 className={shared.sectionTitle}>{t('reassign.past.zones')}</h3>
      <ul className={lists.zoneList}>
        {past.zones.map((zone) => {
          const where = boundsOfBorder(zone) ?? now.register.zones.find(({ id }) => id === zone.id)?.bounds ?? null;
          const lead = zone.leadName
            ? t('reassign.past.lead', { lead: zone.leadName, since: zone.leadSince ?? '' })
            : t('reassign.zones.noLead');
          return (
            <li key={zone.id}>
              <button type="button" className={controls.target} onClick={() => where && goTo(where)}>
                <span className={lists.targetTitle} data-outer={zone.parentId === null}>
                  {zone.name}
                </span>
                <span className={shared.targetFacts}>
                  {zone.ended ? <span>{t('reassign.past.ended')}</span> : null}
                  <span>{t('reassign.zones.facts', { households: zone.households, lead })}</span>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </>
  );
}

function boundsOfBorder({ border }: AsOf['zones'][number]): Bounds | null {
  return border ? boundsOfPath(border.coordinates.flat(2)) : null;
}
