import { useTranslation } from 'react-i18next';
import type { Dossier } from '../../../shared/household.ts';
import { None } from '../../ui/Card.tsx';
import { Section } from '../../ui/Panel.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { changeWords } from './history.ts';
import styles from './household.module.css';

/** What was changed in the file, in words, latest first. */
export function HistoryList({ dossier }: { dossier: Dossier }) {
  const { t } = useTranslation();
  const { day } = useFormat();
  return (
    <Section title={t('household.history')}>
      {dossier.history.length === 0 ? <None>{t('household.noHistory')}</None> : null}
      <ol className={styles.timeline}>
        {dossier.history.map((row) => {
          const { deed, values } = changeWords(row);
          return (
            <li key={row.id}>
              <time dateTime={row.at} className={styles.when}>
                {day(row.at)}
              </time>
              <span>
                {t('household.change', { actor: row.actor, action: t(deed.key, deed.values) })}
                {values ? <span className={styles.quiet}>{t(values.key, values.values)}</span> : null}
              </span>
            </li>
          );
        })}
      </ol>
    </Section>
  );
}
