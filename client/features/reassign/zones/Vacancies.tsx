import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/me.ts';
import { useTRPC } from '../../../api/trpc.ts';
import lists from '../lists.module.css';
import { OperationButton } from '../OperationButton.tsx';
import shared from '../reassign.module.css';
import type { ReassignNow } from '../reassignNow.ts';
import styles from './zones.module.css';

/** Zones that nobody leads, with since when. */
export function Vacancies({ now, onAppoint }: { now: ReassignNow; onAppoint: (zoneId: number) => void }) {
  const { t } = useTranslation();
  const mayAppoint = useMay('zone.lead');
  const vacancies = useQuery(useTRPC().reassign.zone.vacancies.queryOptions({ areaCode: now.villageCode }));
  if (!vacancies.data) return null;
  return (
    <div className={styles.vacancies}>
      <h3 className={shared.sectionTitle}>{t('reassign.zones.vacancies', { count: vacancies.data.length })}</h3>
      {vacancies.data.length === 0 ? <p className={lists.none}>{t('reassign.zones.noVacancy')}</p> : null}
      <ul className={lists.zoneList}>
        {vacancies.data.map(({ zoneId, name, since }) => (
          <li key={zoneId} className={lists.suggestedRow}>
            <span className={shared.suggestedText}>
              {name}
              <span className={shared.suggestedReason}>
                {since ? t('reassign.zones.vacantSince', { day: since }) : t('reassign.zones.neverLed')}
              </span>
            </span>
            <OperationButton
              operation={{
                label: t('reassign.zones.appoint'),
                disabledReason: mayAppoint ? null : t('reassign.zones.why.appoint'),
                run: () => onAppoint(zoneId),
              }}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
