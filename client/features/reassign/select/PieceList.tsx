import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { boundsOfPath } from '../../../map/drawing/shape.ts';
import { goTo } from '../../../map/useOpen.ts';
import { piecesShown } from '../map/mapFacts.ts';
import shared from '../reassign.module.css';
import type { ReassignNow } from '../reassignNow.ts';
import { useReassignStore } from '../reassignStore.ts';
import styles from './select.module.css';

/** The pieces of a scattered zone by their numbers on the map: each is gone to, and selected when households are given. */
export function PieceList({ now, zoneId }: { now: ReassignNow; zoneId: number }) {
  const { t } = useTranslation();
  const { register, draft, slot } = now;
  const select = useReassignStore((store) => store.select);
  const pieces = useMemo(() => piecesShown({ register, draft, slot }, zoneId), [register, draft, slot, zoneId]);
  if (pieces.length === 0) return null;
  return (
    <ul className={styles.pieces} aria-label={t('reassign.pieces')}>
      {pieces.map(({ number, ids, positions }) => (
        <li key={number}>
          <button
            type="button"
            className={styles.chip}
            title={t('reassign.pieceGo')}
            onClick={() => {
              goTo(boundsOfPath(positions));
              if (slot === 'lane') select(ids);
            }}
          >
            <span className={shared.pieceNumber}>{number}</span> {t('reassign.countHouseholds', { count: ids.length })}
          </button>
        </li>
      ))}
    </ul>
  );
}
