import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Transfer, transfersOf } from '../../../../shared/plan.ts';
import type { DiffRow, Holder, PlanDiff } from '../../../../shared/reassign.ts';
import shared from '../reassign.module.css';
import styles from './plans.module.css';

/** Rows of one transfer that are drawn before the rest is only counted. */
const mostRows = 100;

/** Who gives what to whom, the largest first. */
export function DiffList({ diff }: { diff: PlanDiff }) {
  const { t } = useTranslation();
  const { rows, holders } = diff;
  const transfers = useMemo(() => transfersOf(rows.map(({ move }) => move)), [rows]);
  if (transfers.length === 0) return <p>{t('reassign.diff.none')}</p>;
  const rowOf = new Map(rows.map((row) => [`${row.move.slot} ${row.move.id}`, row]));
  return (
    <ul className={styles.transfers}>
      {transfers.map((transfer) => (
        <TransferItem
          key={`${transfer.slot} ${transfer.from} ${transfer.to}`}
          transfer={transfer}
          holders={holders}
          rows={transfer.ids.flatMap((id) => rowOf.get(`${transfer.slot} ${id}`) ?? [])}
        />
      ))}
    </ul>
  );
}

function TransferItem({
  transfer: { slot, from, to, ids },
  holders,
  rows,
}: {
  transfer: Transfer;
  holders: readonly Holder[];
  rows: readonly DiffRow[];
}) {
  const { t } = useTranslation();
  const nameOf = (id: number | null) =>
    holders.find((holder) => holder.id === id && (holder.slot === 'member') === (slot === 'member'))?.name ??
    t(slot === 'member' ? 'reassign.noMember' : 'reassign.noZone');
  const count = t(slot === 'grid' ? 'reassign.countZones' : 'reassign.countHouseholds', { count: ids.length });
  return (
    <li>
      <h3 className={styles.transferTitle}>
        {t('reassign.diff.transfer', { from: nameOf(from), to: nameOf(to) })}
        <span className={shared.sectionAside}>{count}</span>
      </h3>
      <ul className={styles.transferThings}>
        {rows.slice(0, mostRows).map(({ move, label, address, name, persons }) => (
          <li key={move.id}>
            {[label, address, name].filter(Boolean).join(' ')}
            {slot === 'grid' ? null : ` · ${t('ui.persons', { count: persons })}`}
          </li>
        ))}
        {rows.length > mostRows ? <li>{t('reassign.andMore', { count: rows.length - mostRows })}</li> : null}
      </ul>
    </li>
  );
}
