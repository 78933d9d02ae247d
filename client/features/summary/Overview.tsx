import { useTranslation } from 'react-i18next';
import type { Summary } from '../../../shared/summary.ts';
import { useMay } from '../../api/me.ts';
import { useShowTab } from '../../app/panelStore.ts';
import { NameLink } from '../../ui/Card.tsx';
import { formatPercent } from '../../ui/format.ts';
import { FigureTile, KeyFigure } from '../../ui/KeyFigure.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { useMapState } from '../../url/mapState.ts';
import styles from './summary.module.css';

type OverviewProps = { summary: Summary; isInView: boolean };

/** Households with what is missing of them, and the three figures that are looked at first. */
export function Overview({ summary, isInView }: OverviewProps) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const { households, householdsLinked, householdsVisitedThisQuarter, hazardsOpen, hazardsOverdue } = summary;
  const whole = count(households);
  return (
    <>
      <KeyFigure value={whole} note={<HouseholdsNote summary={summary} isInView={isInView} />} />
      <div className={styles.tiles}>
        <FigureTile
          label={t('summary.linked')}
          value={formatPercent(householdsLinked, households)}
          note={t('summary.ofHouseholds', { part: count(householdsLinked), whole })}
        />
        <FigureTile
          label={t('summary.visited')}
          value={formatPercent(householdsVisitedThisQuarter, households)}
          note={t('summary.ofHouseholds', { part: count(householdsVisitedThisQuarter), whole })}
        />
        <FigureTile
          label={t('summary.hazards')}
          value={count(hazardsOpen)}
          note={hazardsOverdue > 0 ? <OverdueNote overdue={hazardsOverdue} /> : t('summary.noOverdue')}
          tone={hazardsOpen > 0 ? 'danger' : 'plain'}
        />
      </div>
    </>
  );
}

/** How many are overdue; for whoever works with hazards, the way to exactly those. */
function OverdueNote({ overdue }: { overdue: number }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const mayTriage = useMay('triage.see');
  const [{ hazardChoice }, change] = useMapState();
  const words = t('summary.overdue', { count: count(overdue) });
  if (!mayTriage) return <strong className={styles.overdue}>{words}</strong>;
  const show = () =>
    change({ mode: 'triage', tab: 'triage', triagePage: 'list', hazardChoice: { ...hazardChoice, due: ['overdue'] } });
  return (
    <strong className={styles.overdue}>
      <NameLink onClick={show}>{words}</NameLink>
    </strong>
  );
}

function HouseholdsNote({ summary, isInView }: OverviewProps) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const show = useShowTab();
  const unplaced = count(summary.householdsWithoutPosition);
  if (isInView) return `${t('summary.households')} · ${t('summary.inViewNote')}`;
  if (summary.householdsWithoutPosition === 0) return t('summary.allPlaced');
  return (
    <>
      {t('summary.householdsAnd')}
      <NameLink onClick={() => show('unplaced')} label={t('summary.openUnplaced', { unplaced })}>
        {t('summary.unplaced', { unplaced })}
      </NameLink>
    </>
  );
}
