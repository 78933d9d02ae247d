import { useTranslation } from 'react-i18next';
import type { Summary } from '../../../shared/summary.ts';
import { useLabels } from '../../app/i18n.ts';
import { useTheme } from '../../app/theme.ts';
import { Section } from '../../ui/Panel.tsx';
import { useMapState } from '../../url/mapState.ts';
import { BarList } from './BarList.tsx';
import { toggled } from './shares.ts';

/** Households by the days since somebody last came by. */
export function VisitPart({ summary }: { summary: Summary }) {
  const { t } = useTranslation();
  const { visitAge } = useLabels();
  const { visitAges: colours } = useTheme().tokens.map;
  const [{ visitAges }, change] = useMapState();
  if (summary.households === 0) return null;
  const bars = summary.householdsByVisitAge.map((count, age) => ({
    key: age,
    name: visitAge[age] ?? '',
    count,
    colour: colours[age] ?? colours[4],
    isChosen: visitAges.includes(age),
    onToggle: () => change({ visitAges: toggled(visitAges, age) }),
  }));
  return (
    <Section title={t('summary.visits')} aside={t('summary.householdsUnit')}>
      <BarList label={t('summary.visits')} bars={bars} />
    </Section>
  );
}
