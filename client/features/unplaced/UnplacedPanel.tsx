import { MapPinOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HouseholdItem } from '../../../shared/household.ts';
import { useCurrentArea } from '../../api/area.ts';
import { useHouseholdPages } from '../../api/householdPages.ts';
import { useMay } from '../../api/me.ts';
import { useOpen } from '../../map/useOpen.ts';
import { type Placement, usePlacement } from '../../map/usePlacement.tsx';
import { Button } from '../../ui/Button.tsx';
import { Silent } from '../../ui/Hint.tsx';
import { HouseholdRows, KeyPersonTag } from '../../ui/HouseholdRows.tsx';
import { KeyFigure } from '../../ui/KeyFigure.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { Empty } from '../../ui/states.tsx';
import { useDebounced } from '../../ui/useDebounced.ts';
import { useFormat } from '../../ui/useFormat.ts';
import styles from './unplaced.module.css';

/** Milliseconds the typing must rest before the server is asked. */
const typingRest = 200;

/** Households without coordinates: never on the map, never lost. Each can be placed by clicking its house. */
export function UnplacedPanel() {
  const area = useCurrentArea();
  return area ? <UnplacedIn key={area.code} areaCode={area.code} /> : null;
}

function UnplacedIn({ areaCode }: { areaCode: string }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const [text, setText] = useState('');
  const asked = useDebounced(text.trim(), typingRest);
  const pages = useHouseholdPages({ unplacedIn: areaCode, text: asked });
  const placement = usePlacement();
  const none = <Empty text={asked === '' ? t('unplaced.none') : t('unplaced.filterNone', { text: asked })} />;
  return (
    <div className={styles.unplaced}>
      {placement.overlay}
      <KeyFigure
        value={pages.isPending ? '–' : count(pages.total)}
        note={t(asked === '' ? 'unplaced.note' : 'unplaced.noteFound')}
      />
      <div className={styles.filter}>
        <SearchField label={t('unplaced.filter')} value={text} onChange={setText} />
      </div>
      <HouseholdRows
        pages={pages}
        label={t('unplaced.title')}
        none={none}
        row={(household) => <UnplacedRow key={household.id} household={household} placement={placement} />}
      />
    </div>
  );
}

/** Two things can be done with a row: open the file, or put the household on the map. */
function UnplacedRow({ household, placement }: { household: HouseholdItem; placement: Placement }) {
  const { t } = useTranslation();
  const open = useOpen();
  const mayPlace = useMay('household.place');
  const { id, countyCode, number, address } = household;
  const name = address || number;
  const { step } = placement;
  const isBeingPlaced = step.kind !== 'idle' && step.kind !== 'done' && step.household.id === id;
  return (
    <li className={styles.row} data-active={isBeingPlaced}>
      <button type="button" className={styles.open} onClick={() => open({ kind: 'household', countyCode, id })}>
        <MapPinOff size={18} className={styles.icon} aria-hidden />
        <span className={styles.text}>
          <span className={styles.title}>{name}</span>
          <span className={styles.note}>
            {[address ? number : '', household.name, t('ui.persons', { count: household.persons })]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </span>
        <KeyPersonTag household={household} />
      </button>
      {mayPlace && (
        <Button onClick={() => placement.start(household)}>
          <Silent>{t('unplaced.placeNamed', { name })}</Silent>
          <span aria-hidden="true">{t('unplaced.place')}</span>
        </Button>
      )}
    </li>
  );
}
