import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useIsWide } from '../../../app/useIsSmall.ts';
import { useKeepFocus } from '../../../ui/useKeepFocus.ts';
import styles from '../reassign.module.css';
import type { ReassignNow } from '../reassignNow.ts';
import { BalanceTable } from './BalanceTable.tsx';

/** The balance beside the map, where it stays in sight whatever the panel shows; in the panel where there is no room. */
export function BalanceDock({ now }: { now: ReassignNow }) {
  const { t } = useTranslation();
  const place = useRef<HTMLElement>(null);
  useKeepFocus(place);
  if (!useIsWide()) return null;
  return (
    <aside ref={place} className={styles.dock} aria-label={t('reassign.balance')}>
      <BalanceTable now={now} />
    </aside>
  );
}
