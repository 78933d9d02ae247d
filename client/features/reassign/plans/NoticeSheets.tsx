import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { ChargeNotice, DiffRow, Holder, PlanDetail } from '../../../../shared/reassign.ts';
import { useCurrentArea } from '../../../api/area.ts';
import { useTRPC } from '../../../api/trpc.ts';
import styles from './notice.module.css';

/** Prints a sheet for everybody whose charge the plan changes: who comes, from whom, and who leaves, to whom. */
export function NoticeSheets({ plan, onDone }: { plan: PlanDetail; onDone: () => void }) {
  const { t } = useTranslation();
  const { countyCode, id } = plan;
  const notices = useQuery({ ...useTRPC().reassign.plan.notices.queryOptions({ countyCode, id }), gcTime: 0 });
  const isReady = notices.data !== undefined;
  useEffect(() => {
    if (!isReady) return;
    window.addEventListener('afterprint', onDone);
    window.print();
    return () => window.removeEventListener('afterprint', onDone);
  }, [isReady, onDone]);
  if (!notices.data) return <p role="status">{t('reassign.notice.preparing')}</p>;
  return createPortal(
    <div className={styles.sheets}>
      {notices.data.map((notice) => (
        <Sheet key={`${notice.holder.slot} ${notice.holder.id}`} notice={notice} plan={plan} />
      ))}
    </div>,
    document.body,
  );
}

function Sheet({ notice, plan }: { notice: ChargeNotice; plan: PlanDetail }) {
  const { t } = useTranslation();
  const village = useCurrentArea()?.name ?? '';
  const { holder, effectiveOn, gains, loses, holders } = notice;
  const shared = { holder: holder.name, holders };
  return (
    <section className={styles.sheet}>
      <h1>{t('reassign.notice.title', { village })}</h1>
      <p className={styles.to}>{t('reassign.notice.to', { name: holder.name, lead: holder.leadName ?? '' })}</p>
      <p>
        {plan.name}
        {effectiveOn ? ` · ${t('reassign.notice.effective', { day: effectiveOn })}` : null}
        {plan.state === 'published' || plan.state === 'reverted' ? null : ` · ${t('reassign.notice.notYet')}`}
      </p>
      <Rows title={t('reassign.notice.gains', { count: gains.length })} rows={gains} end="from" {...shared} />
      <Rows title={t('reassign.notice.loses', { count: loses.length })} rows={loses} end="to" {...shared} />
      <p className={styles.sign}>{t('reassign.notice.sign')}</p>
    </section>
  );
}

type RowsProps = {
  holder: string;
  title: string;
  rows: readonly DiffRow[];
  holders: readonly Holder[];
  end: 'from' | 'to';
};

/** Households that come or go, with where the other end of each move is. */
function Rows({ holder, title, rows, holders, end }: RowsProps) {
  const { t } = useTranslation();
  if (rows.length === 0) return null;
  const nameOf = ({ slot, [end]: id }: DiffRow['move']) =>
    holders.find((holder) => holder.id === id)?.name ?? t(slot === 'member' ? 'reassign.noMember' : 'reassign.noZone');
  return (
    <table>
      <colgroup>
        <col className={styles.narrow} />
        <col />
        <col className={styles.narrow} />
        <col className={styles.figure} />
        <col className={styles.wide} />
      </colgroup>
      <thead>
        {/* Said again on every sheet of a long list, which may come apart from the first. */}
        <tr>
          <th colSpan={5}>{`${holder} · ${title}`}</th>
        </tr>
        <tr>
          <th>{t('reassign.notice.number')}</th>
          <th>{t('reassign.notice.address')}</th>
          <th>{t('reassign.notice.name')}</th>
          <th>{t('reassign.notice.persons')}</th>
          <th>{t(end === 'from' ? 'reassign.notice.from' : 'reassign.notice.goesTo')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ move, label, address, name, persons }) => (
          <tr key={`${move.slot} ${move.id}`}>
            <td>{label}</td>
            <td>{address}</td>
            <td>{name}</td>
            <td>{move.slot === 'grid' ? '' : persons}</td>
            <td>{nameOf(move)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
