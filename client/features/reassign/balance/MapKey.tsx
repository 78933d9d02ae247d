import { useTranslation } from 'react-i18next';
import { useTheme } from '../../../app/theme.ts';
import styles from './balance.module.css';
import type { BalanceColour } from './preview.ts';

const colours = ['under', 'within', 'over'] as const satisfies readonly BalanceColour[];

/** What the map's colours say of the zones in the table, and how a household shows that it is moved. */
export function MapKey() {
  const { t } = useTranslation();
  const { map } = useTheme().tokens;
  return (
    <ul className={styles.mapKey} aria-label={t('reassign.key.title')}>
      {colours.map((colour) => (
        <li key={colour}>
          <span className={styles.keyZone} style={{ background: map.balance[colour] }} aria-hidden />
          {t(`reassign.key.${colour}`)}
        </li>
      ))}
      <li>
        <span className={styles.keyMoved} aria-hidden />
        {t('reassign.key.moved')}
      </li>
    </ul>
  );
}
