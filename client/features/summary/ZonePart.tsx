import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Summary } from '../../../shared/summary.ts';
import type { ZoneLevel } from '../../../shared/zone.ts';
import { useMapDescription } from '../../api/area.ts';
import { useLanguage } from '../../app/i18n.ts';
import { NameLink } from '../../ui/Card.tsx';
import { RowList } from '../../ui/ListRow.tsx';
import { Section } from '../../ui/Panel.tsx';
import { BreachRow } from './BreachRow.tsx';
import { SizeBar } from './SizeBar.tsx';
import styles from './summary.module.css';

/** So many zones to be mended are listed before asking for all. */
const listedAtFirst = 4;

/** How the zones of each level stand to their limits, and those that need somebody to act. */
export function ZonePart({ summary }: { summary: Summary }) {
  const levels = useMapDescription()?.zoneLevels ?? [];
  return summary.zones.map((zones) => {
    const level = levels.find((each) => each.level === zones.level);
    return level && zones.total > 0 ? (
      <LevelPart key={zones.level} summary={summary} level={level} zones={zones} />
    ) : null;
  });
}

type LevelPartProps = { summary: Summary; level: ZoneLevel; zones: Summary['zones'][number] };

function LevelPart({ summary, level, zones }: LevelPartProps) {
  const { t } = useTranslation();
  const [language] = useLanguage();
  const [isAll, setIsAll] = useState(false);
  const name = language === 'zh' ? level.nameZh : level.nameEn;
  const breaches = summary.zonesInBreach.filter((zone) => zone.level === level.level);
  const shown = isAll ? breaches : breaches.slice(0, listedAtFirst);
  const title = t('summary.zoneSizes', { level: name });
  return (
    <Section title={title} aside={t('summary.zoneLimits', { min: level.minHouseholds, max: level.maxHouseholds })}>
      <SizeBar zones={zones} label={title} leadTitle={language === 'zh' ? level.leadTitleZh : level.leadTitleEn} />
      {breaches.length === 0 ? <p className={styles.quiet}>{t('summary.breachNone')}</p> : null}
      <RowList label={`${name} · ${t('summary.inBreach')}`}>
        {shown.map((zone) => (
          <BreachRow key={zone.id} zone={zone} countyCode={level.countyCode} level={level} />
        ))}
      </RowList>
      {breaches.length > listedAtFirst ? (
        <NameLink onClick={() => setIsAll(!isAll)}>
          {isAll ? t('summary.showLess') : t('summary.showAll', { total: breaches.length })}
        </NameLink>
      ) : null}
    </Section>
  );
}
