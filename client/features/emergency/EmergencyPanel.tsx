import { useQuery } from '@tanstack/react-query';
import { CircleCheck, Siren } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { boundsOf } from '../../../shared/shape.ts';
import { useCurrentArea } from '../../api/area.ts';
import { useMay } from '../../api/me.ts';
import { useTRPC } from '../../api/trpc.ts';
import { goTo } from '../../map/useOpen.ts';
import { ListRow, RowList } from '../../ui/ListRow.tsx';
import { Section } from '../../ui/Panel.tsx';
import { Empty, ErrorNote, Skeleton } from '../../ui/states.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { useMapState } from '../../url/mapState.ts';
import styles from './emergency.module.css';
import { OpenEmergency } from './OpenEmergency.tsx';
import { StartEmergency } from './StartEmergency.tsx';

/** 防汛: who must leave, who needs help, where to, who fetches whom; one emergency, or those of the area. */
export function EmergencyPanel() {
  const area = useCurrentArea();
  const [{ emergency }] = useMapState();
  if (!area) return null;
  const countyCode = area.code.slice(0, 6);
  return (
    <div className={styles.panel}>
      {emergency === null ? (
        <Emergencies areaCode={area.code} />
      ) : (
        <OpenEmergency key={emergency} countyCode={countyCode} id={emergency} />
      )}
    </div>
  );
}

function Emergencies({ areaCode }: { areaCode: string }) {
  const { t } = useTranslation();
  const { time } = useFormat();
  const trpc = useTRPC();
  const mayLead = useMay('emergency.lead');
  const [, change] = useMapState();
  const query = useQuery(trpc.emergency.list.queryOptions({ areaCode }));
  const starting = mayLead && <StartEmergency areaCode={areaCode} />;
  const isUnderWay = query.data?.some(({ endedAt }) => endedAt === null) ?? false;
  return (
    <>
      {!isUnderWay && starting}
      <Section title={t('emergency.list')}>
        {query.error ? <ErrorNote error={query.error} onRetry={() => void query.refetch()} /> : null}
        {query.isPending && <Skeleton />}
        {query.data?.length === 0 && <Empty text={t('emergency.none')} />}
        <RowList label={t('emergency.list')}>
          {query.data?.map((each) => (
            <ListRow
              key={each.id}
              icon={
                each.endedAt ? (
                  <CircleCheck size={18} aria-hidden />
                ) : (
                  <Siren size={18} color="var(--danger)" aria-hidden />
                )
              }
              title={each.name}
              note={t('emergency.safeOf', { safe: each.safe, all: each.households })}
              aside={each.endedAt ? t('emergency.ended') : time(each.startedAt)}
              onClick={() => {
                change({ emergency: each.id });
                goTo(boundsOf(each.region));
              }}
            />
          ))}
        </RowList>
      </Section>
      {isUnderWay && starting}
    </>
  );
}
