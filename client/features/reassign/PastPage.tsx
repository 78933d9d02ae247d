import { useTranslation } from 'react-i18next';
import { dayNumber, dayOfNumber } from '../../../shared/geo.ts';
import { useToday } from '../../api/today.ts';
import { goTo } from '../../map/useOpen.ts';
import { ErrorNote, Skeleton } from '../../ui/states.tsx';
import styles from './reassign.module.css';
import type { ReassignNow } from './reassignNow.ts';
import { useReassignStore } from './reassignStore.ts';
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
    <section className={styles.section} aria-label={t('reassign.page.past')}>
      <p className={styles.hint}>{t('reassign.past.hint')}</p>
      <div className={styles.pastDay}>
        <input
          type="date"
          className={styles.find}
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

function PastZones({ now, past }: { now: ReassignNow; past: NonNullable<ReturnType<typeof useAsOf>['data']> }) {
  const { t } = useTranslation();
  const { sheet } = now.draft;
  const lanes = new Map(past.household.map((id, row) => [id, past.lane[row] || null]));
  const applied = new Set(now.draft.net.map(({ id }) => id));
  // What the open plan would change is not a change of the past.
  const changed = [...lanes].filter(([id, lane]) => !applied.has(id) && sheet.holder('lane', id) !== lane).length;
  return (
    <>
      <p className={styles.hint}>{t('reassign.past.changed', { count: changed })}</p>
      <h3 className={styles.sectionTitle}>{t('reassign.past.zones')}</h3>
      <ul className={styles.zoneList}>
        {past.zones.map((zone) => {
          const where = now.register.zones.find(({ id }) => id === zone.id)?.bounds ?? null;
          const lead = zone.leadName
            ? t('reassign.past.lead', { lead: zone.leadName, since: zone.leadSince ?? '' })
            : t('reassign.zones.noLead');
          return (
            <li key={zone.id}>
              <button type="button" className={styles.target} onClick={() => where && goTo(where)}>
                <span className={styles.targetTitle}>{zone.name}</span>
                <span className={styles.targetFacts}>
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
