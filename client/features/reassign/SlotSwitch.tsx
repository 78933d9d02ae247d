import { useTranslation } from 'react-i18next';
import { slots } from '../../../shared/move.ts';
import { useMapState } from '../../url/mapState.ts';
import styles from './reassign.module.css';

/** What is given away: households to lanes, lanes to grids, households to party members. */
export function SlotSwitch() {
  const { t } = useTranslation();
  const [{ slot }, change] = useMapState();
  return (
    <fieldset className={styles.slots}>
      <legend className={styles.hidden}>{t('reassign.slots')}</legend>
      {slots.map((each) => (
        <label key={each} className={styles.slot} data-chosen={each === slot}>
          <input
            type="radio"
            name="reassign-slot"
            className={styles.hidden}
            checked={each === slot}
            onChange={() => change({ slot: each, target: null })}
          />
          {t(`reassign.slot.${each}`)}
        </label>
      ))}
    </fieldset>
  );
}
