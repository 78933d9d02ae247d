import { useTranslation } from 'react-i18next';
import type { Summary } from '../../../shared/summary.ts';
import { useLabels } from '../../app/i18n.ts';
import { useTheme } from '../../app/theme.ts';
import { Section } from '../../ui/Panel.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { useMapState } from '../../url/mapState.ts';
import { BarList } from './BarList.tsx';
import { toggled } from './shares.ts';
import styles from './summary.module.css';

/** Key people by category, with those whose visit is overdue. */
export function KeyPeoplePart({ summary }: { summary: Summary }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const { keyPersonCategory } = useLabels();
  const { keyPerson } = useTheme().tokens.map;
  const [{ keyPersonCategories, layers }, change] = useMapState();
  const rows = summary.keyPersonsByCategory.filter((row) => row.count > 0);
  if (summary.keyPersons === 0) return null;
  const bars = rows.map(({ category, count: people, overdue }) => ({
    key: category,
    name: keyPersonCategory[category],
    count: people,
    strong: overdue,
    colour: keyPerson,
    note: overdue > 0 ? <span className={styles.overdue}>{t('summary.overdue', { count: overdue })}</span> : null,
    isChosen: keyPersonCategories.includes(category),
    onToggle: () =>
      change({
        keyPersonCategories: toggled(keyPersonCategories, category),
        layers: { ...layers, keyPerson: { ...layers.keyPerson, on: true } },
      }),
  }));
  const aside =
    summary.keyPersonsOverdue > 0
      ? t('summary.keyPeopleOverdue', { count: summary.keyPersonsOverdue })
      : t('summary.keyPeopleOnTime');
  return (
    <Section title={`${t('summary.keyPeople')} ${count(summary.keyPersons)}`} aside={aside}>
      <BarList label={t('summary.keyPeople')} bars={bars} />
    </Section>
  );
}
