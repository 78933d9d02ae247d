import { useTranslation } from 'react-i18next';
import type { Dossier } from '../../../shared/household.ts';
import { useLabels } from '../../app/i18n.ts';
import { None } from '../../ui/Card.tsx';
import { Section } from '../../ui/Panel.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import styles from './household.module.css';

/** The latest visits as a line of time, with how many came before them. */
export function VisitList({ dossier }: { dossier: Dossier }) {
  const { t } = useTranslation();
  const { day, ago, count } = useFormat();
  const { visitKind, visitOutcome } = useLabels();
  const { visits, visitCount } = dossier;
  const latest = visits[0];
  const rest = visitCount - visits.length;
  return (
    <Section title={t('household.visits')} aside={latest ? ago(latest.visitedAt) : undefined}>
      {visits.length === 0 ? <None>{t('household.noVisits')}</None> : null}
      <ol className={styles.timeline}>
        {visits.map((visit) => (
          <li key={visit.id} data-met={visit.outcome === 'met'}>
            <time dateTime={visit.visitedAt} className={styles.when}>
              {day(visit.visitedAt)}
            </time>
            <span>
              {visit.note || `${visitKind[visit.kind]} · ${visitOutcome[visit.outcome]}`}{' '}
              <span className={styles.quietInline}>
                {[visit.note && visit.outcome !== 'met' ? visitOutcome[visit.outcome] : '', visit.visitorName]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
          </li>
        ))}
      </ol>
      {rest > 0 ? <p className={styles.quiet}>{t('household.moreVisits', { rest: count(rest) })}</p> : null}
    </Section>
  );
}
