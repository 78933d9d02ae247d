import { useTranslation } from 'react-i18next';
import type { HazardDetail, HazardEvent } from '../../../shared/hazardRegister.ts';
import { localeOf, useLanguage } from '../../app/i18n.ts';
import { Section } from '../../ui/Panel.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import styles from './hazard.module.css';
import { useChangeWords } from './useChangeWords.ts';

/** 处置记录: every step with who took it, when, and what was noted; the latest first. */
export function EventList({ hazard }: { hazard: HazardDetail }) {
  const { t } = useTranslation();
  return (
    <Section title={t('hazard.events')} aside={t('hazard.eventCount', { count: hazard.events.length })}>
      <ol className={styles.events}>
        {hazard.events.toReversed().map((event) => (
          <EventRow key={event.id} event={event} />
        ))}
      </ol>
    </Section>
  );
}

function EventRow({ event }: { event: HazardEvent }) {
  const { t } = useTranslation();
  const { ago } = useFormat();
  const [language] = useLanguage();
  const words = useChangeWords();
  const moment = new Intl.DateTimeFormat(localeOf[language], { dateStyle: 'medium', timeStyle: 'short' });
  const more = [
    event.assigneeName && t('hazard.assignedTo', { name: event.assigneeName }),
    event.satisfied !== null && t(event.satisfied ? 'hazard.satisfied.yes' : 'hazard.satisfied.no'),
  ].filter(Boolean);
  return (
    <li>
      <strong>{t(`hazard.event.${event.step}`)}</strong>
      <span className={styles.eventWho}>
        {event.actor} ·{' '}
        <time dateTime={event.at} title={moment.format(new Date(event.at))}>
          {ago(event.at)}
        </time>
      </span>
      {event.changes.map((change) => (
        <p key={change.field} className={styles.eventChange}>
          {words(change)}
        </p>
      ))}
      {more.length > 0 && <p>{more.join(' · ')}</p>}
      {event.note && <p>{event.note}</p>}
    </li>
  );
}
