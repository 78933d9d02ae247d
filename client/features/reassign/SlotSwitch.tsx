import { useTranslation } from 'react-i18next';
import { slots } from '../../../shared/move.ts';
import { Segments } from '../../ui/Segments.tsx';
import { useMapState } from '../../url/mapState.ts';
import lists from './lists.module.css';

/** What is given away: households to lanes, lanes to grids, households to party members. */
export function SlotSwitch() {
  const { t } = useTranslation();
  const [{ slot }, change] = useMapState();
  return (
    <Segments
      label={t('reassign.slots')}
      segments={slots.map((value) => ({ value, word: t(`reassign.slot.${value}`) }))}
      value={slot}
      onChange={(chosen) => change({ slot: chosen, target: null })}
      className={lists.slots}
    />
  );
}
