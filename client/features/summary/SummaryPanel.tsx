import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Bounds } from '../../../shared/geo.ts';
import type { Summary } from '../../../shared/summary.ts';
import { useCurrentArea } from '../../api/area.ts';
import { useTRPC } from '../../api/trpc.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty, ErrorNote, Skeleton } from '../../ui/states.tsx';
import { useMapState } from '../../url/mapState.ts';
import { ActiveFilters } from './ActiveFilters.tsx';
import { HazardPart } from './HazardPart.tsx';
import { KeyPeoplePart } from './KeyPeoplePart.tsx';
import { Overview } from './Overview.tsx';
import { PeoplePart } from './PeoplePart.tsx';
import { RegisterPart } from './RegisterPart.tsx';
import { ScopeSwitch } from './ScopeSwitch.tsx';
import styles from './summary.module.css';
import { useViewBounds } from './useViewBounds.ts';
import { VisitPart } from './VisitPart.tsx';
import { ZonePart } from './ZonePart.tsx';

/** 村情: the state of the area or zone that is open, or of what is in view, with charts that filter the map. */
export function SummaryPanel() {
  const area = useCurrentArea();
  const [isInView, setIsInView] = useState(false);
  const bounds = useViewBounds(isInView);
  const query = useSummary(isInView ? bounds : null, isInView);
  if (!area) {
    return (
      <div className={styles.summary}>
        <SummaryBones />
      </div>
    );
  }
  const summary = query.data;
  return (
    <div className={styles.summary} aria-busy={query.isFetching}>
      <ScopeSwitch area={area} isInView={isInView} onChange={setIsInView} />
      <ActiveFilters />
      {query.error ? <ErrorNote error={query.error} onRetry={() => void query.refetch()} /> : null}
      {summary ? (
        <SummaryContent summary={summary} isInView={isInView} onWhole={() => setIsInView(false)} />
      ) : query.error ? null : (
        <SummaryBones />
      )}
    </div>
  );
}

/** Answers for the area with its open zone, or for a rectangle; the last answer stays while the next is fetched. */
function useSummary(bounds: Bounds | null, isInView: boolean) {
  const trpc = useTRPC();
  const area = useCurrentArea();
  const [{ zone, selection }] = useMapState();
  const zoneId = selection?.kind === 'zone' ? selection.id : zone;
  const areaCode = area?.code ?? '';
  const scope = bounds ? { bounds } : zoneId === null ? {} : { zoneId };
  return useQuery({
    ...trpc.summary.get.queryOptions({ areaCode, ...scope }),
    enabled: area !== null && (!isInView || bounds !== null),
    placeholderData: keepPreviousData,
  });
}

type SummaryContentProps = {
  summary: Summary;
  isInView: boolean;
  onWhole: () => void;
};

function SummaryContent({ summary, isInView, onWhole }: SummaryContentProps) {
  const { t } = useTranslation();
  if (summary.households + summary.shops + summary.hazardsOpen === 0 && isInView) {
    return <Empty text={t('summary.emptyView')} action={<Button onClick={onWhole}>{t('summary.showWhole')}</Button>} />;
  }
  return (
    <>
      {summary.households + summary.shops === 0 ? (
        <Empty text={`${t('summary.empty')}${t('summary.importHint')}`} />
      ) : (
        <>
          <Overview summary={summary} isInView={isInView} />
          <ZonePart summary={summary} />
          <KeyPeoplePart summary={summary} />
        </>
      )}
      <HazardPart summary={summary} />
      <VisitPart summary={summary} />
      <PeoplePart summary={summary} />
      <RegisterPart summary={summary} />
    </>
  );
}

/** The layout of what is coming: key figure, three tiles, bars. */
function SummaryBones() {
  return (
    <>
      <Skeleton widths={[34]} />
      <div className={styles.tiles}>
        {['linked', 'visited', 'hazards'].map((tile) => (
          <div key={tile} className={styles.tileBone} />
        ))}
      </div>
      <Skeleton widths={[28, 100, 64, 28, 92, 76, 84, 60, 28, 88, 72, 80]} />
    </>
  );
}
