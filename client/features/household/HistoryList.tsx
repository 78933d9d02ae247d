import { useTranslation } from 'react-i18next';
import type { Dossier } from '../../../shared/household.ts';
import { None } from '../../ui/Card.tsx';
import { Section } from '../../ui/Panel.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { changeKey, deedKey, loggedWords } from './history.ts';
import styles from './household.module.css';

/** What was changed in the file, in words, latest first. */
export function HistoryList({ dossier }: { dossier: Dossier }) {
  const { t } = useTranslation();
  return (
    <Section title={t('household.history')}>
      {dossier.history.length === 0 ? <None>{t('household.noHistory')}</None> : null}
      <ol className={styles.timeline}>
        {dossier.history.map((row) => (
          <HistoryItem key={row.id} row={row} />
        ))}
      </ol>
    </Section>
  );
}

function HistoryItem({ row }: { row: Dossier['history'][number] }) {
  const { t } = useTranslation();
  const { day } = useFormat();
  const change = changeKey(row);
  const nowhere = t('household.nowhere');
  // Until there are accounts, everybody at this machine is the same.
  const actor = row.actor === 'local' ? t('household.actorLocal') : row.actor;
  return (
    <li>
      <time dateTime={row.at} className={styles.when}>
        {day(row.at)}
      </time>
      <span>
        {t('household.change', { actor, action: t(deedKey(row.action), { action: row.action }) })}
        {change ? (
          <span className={styles.quiet}>
            {t(change, { before: loggedWords(row.before) ?? nowhere, after: loggedWords(row.after) ?? nowhere })}
          </span>
        ) : null}
      </span>
    </li>
  );
}
