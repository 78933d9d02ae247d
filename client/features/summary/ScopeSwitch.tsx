import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AreaSummary } from '../../../shared/area.ts';
import { useTRPC } from '../../api/trpc.ts';
import { Segments } from '../../ui/Segments.tsx';
import { useMapState } from '../../url/mapState.ts';
import styles from './summary.module.css';

type ScopeSwitchProps = { area: AreaSummary; isInView: boolean; onChange: (isInView: boolean) => void };

/** Which part of the map the numbers are about. */
export function ScopeSwitch({ area, isInView, onChange }: ScopeSwitchProps) {
  const { t } = useTranslation();
  const name = useZoneName(area) ?? area.name;
  return (
    <Segments
      label={t('summary.scope')}
      segments={[
        { value: 'area', word: name },
        { value: 'view', word: t('summary.inView') },
      ]}
      value={isInView ? 'view' : 'area'}
      onChange={(scope) => onChange(scope === 'view')}
      className={styles.scope}
    />
  );
}

function useZoneName(area: AreaSummary): string | undefined {
  const trpc = useTRPC();
  const [{ zone, selection }] = useMapState();
  const id = selection?.kind === 'zone' ? selection.id : zone;
  const options = trpc.zone.list.queryOptions({ areaCode: area.code });
  return useQuery({ ...options, enabled: id !== null }).data?.find((each) => each.id === id)?.name;
}
