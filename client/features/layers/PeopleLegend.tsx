import { useTranslation } from 'react-i18next';
import { keyPersonCategories } from '../../../shared/keyPerson.ts';
import { useLabels, useLanguage } from '../../app/i18n.ts';
import { keyPersonSigns } from '../../map/deck/signs.ts';
import type { Register } from '../../map/visible.ts';
import { useMapState } from '../../url/mapState.ts';
import { ClassList, toggled } from './ClassList.tsx';
import { classCounts } from './counts.ts';
import styles from './layers.module.css';

/** Categories of key people with the sign each has on the map. */
export function PeopleLegend({ register }: { register: Register }) {
  const { t } = useTranslation();
  const labels = useLabels();
  const [language] = useLanguage();
  const [{ keyPersonCategories: chosen }, change] = useMapState();
  const { keyPerson } = register;
  const counts = classCounts(keyPerson.category, keyPerson.id.keys(), keyPersonCategories.length);
  const classes = keyPersonCategories
    .map((category, index) => ({
      key: category,
      label: labels.keyPersonCategory[category],
      count: counts[index] ?? 0,
      sign: <span className={styles.person}>{keyPersonSigns[language][category]}</span>,
      isChosen: chosen.includes(category),
    }))
    .filter(({ count }) => count > 0);
  const isCoarse = keyPerson.household.some((household) => household === 0);
  return (
    <>
      <ClassList classes={classes} onToggle={(key) => change({ keyPersonCategories: toggled(chosen, key) })} />
      {isCoarse && <p className={styles.note}>{t('layers.coarse')}</p>}
    </>
  );
}
