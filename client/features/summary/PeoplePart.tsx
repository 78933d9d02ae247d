import { useTranslation } from 'react-i18next';
import type { Summary } from '../../../shared/summary.ts';
import { useTheme } from '../../app/theme.ts';
import { Facts } from '../../ui/Card.tsx';
import { formatPercent } from '../../ui/format.ts';
import { Section } from '../../ui/Panel.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { segmentWidths } from './shares.ts';
import styles from './summary.module.css';

/** People by age, those away, party members, and the other things there are to count. */
export function PeoplePart({ summary }: { summary: Summary }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const { persons } = summary;
  if (persons === 0) return null;
  const rows = [
    { label: t('summary.personsAway'), value: share(summary.personsAway, persons, count) },
    { label: t('summary.partyMembers'), value: count(summary.partyMembers) },
    { label: t('summary.shops'), value: count(summary.shops) },
    { label: t('summary.withoutLane'), value: t('summary.householdCount', { count: summary.householdsWithoutLane }) },
    { label: t('summary.places'), value: count(summary.places) },
    { label: t('summary.assets'), value: <Assets summary={summary} /> },
  ];
  return (
    <Section title={t('summary.people')} aside={t('ui.persons', { count: persons })}>
      <Ages summary={summary} />
      <Facts rows={rows} />
    </Section>
  );
}

function Ages({ summary }: { summary: Summary }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const { accent, map, muted } = useTheme().tokens;
  const { persons, personsUnder15, personsOver65 } = summary;
  const parts = [
    { name: t('summary.under15'), people: personsUnder15, colour: map.home },
    { name: t('summary.middle'), people: persons - personsUnder15 - personsOver65, colour: accent },
    { name: t('summary.over65'), people: personsOver65, colour: muted },
  ];
  const widths = segmentWidths(parts.map(({ people }) => people));
  return (
    <>
      <div className={styles.segments} aria-hidden="true">
        {parts.map(({ name, colour }, index) => (
          <span key={name} style={{ width: `${widths[index]}%`, background: colour }} />
        ))}
      </div>
      <dl className={styles.ages}>
        {parts.map(({ name, people, colour }) => (
          <div key={name}>
            <dt>
              <i style={{ background: colour }} />
              {name}
            </dt>
            <dd>{share(people, persons, count)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function share(part: number, whole: number, count: (part: number) => string): string {
  return `${count(part)} · ${formatPercent(part, whole)}`;
}

function Assets({ summary }: { summary: Summary }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const { assets, assetsEndingSoon } = summary;
  if (assetsEndingSoon === 0) return count(assets);
  return (
    <>
      {count(assets)} <span className={styles.overdue}>{t('summary.assetsEnding', { count: assetsEndingSoon })}</span>
    </>
  );
}
