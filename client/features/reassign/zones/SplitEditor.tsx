import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Choice } from '../../../ui/Field.tsx';
import styles from '../reassign.module.css';
import { SplitAlongLine } from './SplitAlongLine.tsx';
import { SplitIntoParts } from './SplitIntoParts.tsx';
import type { SplitProps } from './splitParts.ts';

const ways = ['parts', 'line'] as const;
type Way = (typeof ways)[number];

/** Splits a zone into even parts, or along a line drawn on the map, which shows beforehand who comes into which part. */
export function SplitEditor({ now, zone, onDone }: SplitProps) {
  const { t } = useTranslation();
  const [way, setWay] = useState<Way>('parts');
  const Split = way === 'parts' ? SplitIntoParts : SplitAlongLine;
  return (
    <section className={styles.section} aria-label={t('reassign.zones.split.title', { name: zone.name })}>
      <div className={styles.sectionHead}>
        <h3 className={styles.sectionTitle}>{t('reassign.zones.split.title', { name: zone.name })}</h3>
        <span className={styles.sectionAside}>{t('reassign.countHouseholds', { count: zone.households })}</span>
      </div>
      <Choice
        label={t('reassign.zones.split.how')}
        value={way}
        onChange={(event) => setWay(event.target.value === 'line' ? 'line' : 'parts')}
      >
        {ways.map((each) => (
          <option key={each} value={each}>
            {t(`reassign.zones.split.${each}`)}
          </option>
        ))}
      </Choice>
      <Split now={now} zone={zone} onDone={onDone} />
    </section>
  );
}
