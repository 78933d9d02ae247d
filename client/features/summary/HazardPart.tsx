import { useTranslation } from 'react-i18next';
import { type HazardSeverity, hazardSeverities, isOpen } from '../../../shared/hazard.ts';
import type { Summary } from '../../../shared/summary.ts';
import { useLabels } from '../../app/i18n.ts';
import { useTheme } from '../../app/theme.ts';
import { HazardMark } from '../../ui/HazardMark.tsx';
import { Section } from '../../ui/Panel.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { type MapState, useMapState } from '../../url/mapState.ts';
import { BarList } from './BarList.tsx';
import { toggled } from './shares.ts';
import styles from './summary.module.css';

/** Hazards by severity, by step of the closed loop and by kind. */
export function HazardPart({ summary }: { summary: Summary }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const [{ layers }, change] = useMapState();
  const total = summary.hazardsByState.reduce((sum, row) => sum + row.count, 0);
  if (total === 0) return null;
  const filter = (patch: Partial<MapState>) =>
    change({ ...patch, layers: { ...layers, hazard: { ...layers.hazard, on: true } } });
  return (
    <Section
      title={`${t('summary.hazardsTitle')} ${count(total)}`}
      aside={t('summary.openOf', { open: count(summary.hazardsOpen), closed: count(total - summary.hazardsOpen) })}
    >
      <BySeverity summary={summary} onFilter={filter} />
      <h4 className={styles.subtitle}>{t('summary.byState')}</h4>
      <ByState summary={summary} onFilter={filter} />
      <h4 className={styles.subtitle}>{t('summary.byCategory')}</h4>
      <ByCategory summary={summary} onFilter={filter} />
    </Section>
  );
}

type PartProps = { summary: Summary; onFilter: (patch: Partial<MapState>) => void };

function BySeverity({ summary, onFilter }: PartProps) {
  const { t } = useTranslation();
  const { hazardSeverity } = useLabels();
  const { hazards } = useTheme().tokens.map;
  const [{ hazardSeverities: chosen }] = useMapState();
  const bars = summary.hazardsBySeverity.flatMap(({ severity, open, closed }) => {
    const known = hazardSeverities.find((each): each is HazardSeverity => each === severity);
    if (known === undefined) return [];
    return {
      key: known,
      icon: <HazardMark severity={known} size={16} />,
      name: hazardSeverity[known],
      count: open + closed,
      strong: open,
      colour: hazards[known - 1] ?? hazards[3],
      note: <span className={styles.barNote}>{t('summary.openCount', { count: open })}</span>,
      isChosen: chosen.includes(known),
      onToggle: () => onFilter({ hazardSeverities: toggled(chosen, known) }),
    };
  });
  return <BarList label={t('summary.bySeverity')} bars={bars} />;
}

function ByState({ summary, onFilter }: PartProps) {
  const { t } = useTranslation();
  const { hazardState } = useLabels();
  const { accent, map } = useTheme().tokens;
  const [{ hazardStates }] = useMapState();
  const bars = summary.hazardsByState
    .filter((row) => row.count > 0)
    .map(({ state, count }) => ({
      key: state,
      name: hazardState[state],
      count,
      colour: isOpen(state) ? accent : map.hazardClosed,
      isChosen: hazardStates.includes(state),
      onToggle: () => onFilter({ hazardStates: toggled(hazardStates, state) }),
    }));
  return <BarList label={t('summary.byState')} bars={bars} />;
}

function ByCategory({ summary, onFilter }: PartProps) {
  const { t } = useTranslation();
  const { hazardCategory } = useLabels();
  const { accent } = useTheme().tokens;
  const [{ hazardCategories }] = useMapState();
  const bars = summary.hazardsByCategory
    .filter((row) => row.open > 0)
    .toSorted((one, other) => other.open - one.open)
    .map(({ category, open }) => ({
      key: category,
      name: hazardCategory[category],
      count: open,
      colour: accent,
      isChosen: hazardCategories.includes(category),
      onToggle: () => onFilter({ hazardCategories: toggled(hazardCategories, category) }),
    }));
  return <BarList label={t('summary.byCategory')} bars={bars} />;
}
