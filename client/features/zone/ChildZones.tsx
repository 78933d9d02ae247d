import { useTranslation } from 'react-i18next';
import { type ZoneCard, type ZoneLevel, type ZoneSummary, zoneSize } from '../../../shared/zone.ts';
import { useLabels, useLanguage } from '../../app/i18n.ts';
import { useMapStore } from '../../map/mapStore.ts';
import { useOpen } from '../../map/useOpen.ts';
import { ListRow, RowList } from '../../ui/ListRow.tsx';
import { Section } from '../../ui/Panel.tsx';
import { Tag } from '../../ui/Tag.tsx';
import styles from './zone.module.css';

/** The zones directly inside, in their order, with what is wrong with each. */
export function ChildZones({ zone, levels }: { zone: ZoneCard; levels: readonly ZoneLevel[] }) {
  const { t } = useTranslation();
  const [language] = useLanguage();
  const child = zone.children[0];
  if (!child) return null;
  const level = levels.find((each) => each.level === child.level && each.countyCode === child.countyCode);
  const title = t('zone.children', { level: language === 'zh' ? level?.nameZh : level?.nameEn });
  return (
    <Section title={title} aside={zone.children.length}>
      <RowList label={title}>
        {zone.children.map((each) => (
          <ChildRow key={each.id} zone={each} level={level} />
        ))}
      </RowList>
    </Section>
  );
}

function ChildRow({ zone, level }: { zone: ZoneSummary; level: ZoneLevel | undefined }) {
  const { t } = useTranslation();
  const labels = useLabels();
  const open = useOpen();
  const { countyCode, id } = zone;
  const isHovered = useMapStore(({ hover }) => hover?.kind === 'zone' && hover.id === id);
  const setHover = useMapStore((store) => store.setHover);
  const size = level ? zoneSize(zone.households, level) : 'within';
  return (
    <ListRow
      icon={<span className={styles.number}>{zone.number}</span>}
      title={zone.name}
      note={zone.leadName ?? t('zone.vacant')}
      aside={
        <span className={styles.rowFacts}>
          {zone.leadName === null ? <Tag tone="danger">{t('zone.vacant')}</Tag> : null}
          {size === 'within' ? null : <Tag tone="danger">{labels.zoneSize[size]}</Tag>}
          {t('zone.households', { count: zone.households })}
        </span>
      }
      isActive={isHovered}
      onClick={() => open({ kind: 'zone', countyCode, id }, zone.bounds ?? zone.position)}
      onHover={(entered) => setHover(entered ? { kind: 'zone', countyCode, id } : null)}
    />
  );
}
