import { useQuery } from '@tanstack/react-query';
import { CircleAlert, UserX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Summary } from '../../../shared/summary.ts';
import type { ZoneLevel } from '../../../shared/zone.ts';
import { useCurrentArea } from '../../api/area.ts';
import { useTRPC } from '../../api/trpc.ts';
import { useLabels } from '../../app/i18n.ts';
import { useMapStore } from '../../map/mapStore.ts';
import { useOpen } from '../../map/useOpen.ts';
import { ListRow } from '../../ui/ListRow.tsx';
import { Tag } from '../../ui/Tag.tsx';
import styles from './summary.module.css';

type BreachRowProps = { zone: Summary['zonesInBreach'][number]; countyCode: string; level: ZoneLevel };

/** A zone outside its limits or without a lead; a click opens it and goes there. */
export function BreachRow({ zone, countyCode, level }: BreachRowProps) {
  const { t } = useTranslation();
  const labels = useLabels();
  const open = useOpen();
  const where = useZonePlace(zone.id);
  const isHovered = useMapStore(({ hover }) => hover?.kind === 'zone' && hover.id === zone.id);
  const setHover = useMapStore((store) => store.setHover);
  const selection = { kind: 'zone', countyCode, id: zone.id } as const;
  const Icon = zone.size === 'within' ? UserX : CircleAlert;
  return (
    <ListRow
      icon={<Icon size={18} className={styles.alarm} aria-hidden />}
      title={zone.name}
      note={t('summary.breachHouseholds', {
        count: zone.households,
        min: level.minHouseholds,
        max: level.maxHouseholds,
      })}
      aside={
        <span className={styles.rowTags}>
          {zone.size === 'within' ? null : <Tag tone="danger">{labels.zoneSize[zone.size]}</Tag>}
          {zone.vacant ? <Tag tone="danger">{t('summary.vacantTag')}</Tag> : null}
        </span>
      }
      isActive={isHovered}
      onClick={() => open(selection, where)}
      onHover={(entered) => setHover(entered ? selection : null)}
    />
  );
}

function useZonePlace(id: number) {
  const trpc = useTRPC();
  const areaCode = useCurrentArea()?.code ?? '';
  const zones = useQuery({ ...trpc.zone.list.queryOptions({ areaCode }), enabled: areaCode !== '' }).data;
  const zone = zones?.find((each) => each.id === id);
  return zone?.bounds ?? zone?.position ?? null;
}
