import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button.tsx';
import { useMapState } from '../../url/mapState.ts';
import styles from './summary.module.css';

/** Says that the map shows only a part, and takes the filters off. */
export function ActiveFilters() {
  const { t } = useTranslation();
  const [state, change] = useMapState();
  const lists = [
    state.keyPersonCategories,
    state.hazardSeverities,
    state.hazardStates,
    state.hazardCategories,
    state.visitAges,
    state.zoneSizes,
  ];
  if (lists.every((list) => list.length === 0)) return null;
  const clear = () =>
    change({
      keyPersonCategories: [],
      hazardSeverities: [],
      hazardStates: [],
      hazardCategories: [],
      visitAges: [],
      zoneSizes: [],
    });
  return (
    <div className={styles.filtered} role="status">
      <span>{t('summary.filtered')}</span>
      <Button onClick={clear}>{t('summary.clearFilters')}</Button>
    </div>
  );
}
