import { useTranslation } from 'react-i18next';
import type { ZoneLevel } from '../../../shared/zone.ts';
import { Section } from '../../ui/Panel.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { type Gauge, zoneGauge } from './gauge.ts';
import styles from './zone.module.css';

/** The number of households on a scale that marks the limits of the level. */
export function SizeGauge({ households, level }: { households: number; level: ZoneLevel }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const gauge = zoneGauge(households, level);
  const { minHouseholds: min, maxHouseholds: max } = level;
  const verdict = useVerdict(gauge);
  return (
    <Section title={t('zone.size')} aside={t('zone.limits', { min, max })}>
      <p className={styles.gaugeFigure}>
        <strong>{count(households)}</strong> <span>{t('zone.householdsUnit')}</span>
        <span className={styles.verdict} data-size={gauge.size}>
          {verdict}
        </span>
      </p>
      <div
        className={styles.gauge}
        role="img"
        aria-label={t('zone.gauge', { households: count(households), min, max, verdict })}
      >
        <span className={styles.allowed} style={{ left: percent(gauge.least), right: percent(1 - gauge.most) }} />
        <span className={styles.filled} data-size={gauge.size} style={{ width: percent(gauge.value) }} />
        <span className={styles.limit} style={{ left: percent(gauge.least) }}>
          {min}
        </span>
        <span className={styles.limit} style={{ left: percent(gauge.most) }}>
          {max}
        </span>
      </div>
    </Section>
  );
}

function useVerdict({ size, missedBy }: Gauge): string {
  const { t } = useTranslation();
  if (size === 'under') return t('zone.under', { count: missedBy });
  return size === 'over' ? t('zone.over', { count: missedBy }) : t('zone.within');
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}
