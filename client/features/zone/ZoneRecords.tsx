import { useTranslation } from 'react-i18next';
import type { ZoneCard } from '../../../shared/zone.ts';
import { None } from '../../ui/Card.tsx';
import { Section } from '../../ui/Panel.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import styles from './zone.module.css';

/** What was noted about the zone, and who led it before. */
export function ZoneRecords({ zone }: { zone: ZoneCard }) {
  const { t } = useTranslation();
  const { day } = useFormat();
  return (
    <>
      <Section title={t('zone.journal')}>
        {zone.journal.length === 0 ? <None>{t('zone.journalNone')}</None> : null}
        <ul className={styles.records}>
          {zone.journal.map((entry) => (
            <li key={entry.id}>
              <p>{entry.text}</p>
              <small>{[day(entry.writtenAt), entry.authorName].filter(Boolean).join(' · ')}</small>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t('zone.pastLeads')}>
        {zone.pastLeads.length === 0 ? <None>{t('zone.pastLeadsNone')}</None> : null}
        <ul className={styles.records}>
          {zone.pastLeads.map((lead) => (
            <li key={`${lead.name}${lead.fromOn}`} className={styles.pastLead}>
              <span>{lead.name}</span>
              <small>
                {lead.fromOn} – {lead.toOn}
              </small>
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}
