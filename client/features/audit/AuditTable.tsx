import { MapPin } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type AuditEntry, auditCountLimit, type LogName } from '../../../shared/audit.ts';
import { useMapDescription } from '../../api/area.ts';
import { useMay } from '../../api/me.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty, ErrorNote, Skeleton } from '../../ui/states.tsx';
import { Table } from '../../ui/Table.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { type Selection, useMapState } from '../../url/mapState.ts';
import styles from './audit.module.css';
import type { AuditRows } from './useAudit.ts';
import { actionText, fieldsText, subjectText } from './words.ts';

/** The rows of a log with how many there are, and the way to older ones. */
export function AuditTable({ log, query }: { log: LogName; query: AuditRows }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const { rows, total } = query;
  if (query.isPending) return <Skeleton widths={[90, 84, 88, 80, 86, 90]} />;
  if (query.error && rows.length === 0) return <ErrorNote error={query.error} onRetry={query.retry} />;
  if (rows.length === 0) return <Empty text={t('audit.none')} />;
  return (
    <>
      <p className={styles.total} role="status">
        {total !== null &&
          t(total >= auditCountLimit ? 'audit.totalMore' : 'audit.total', { count: total, total: count(total) })}
      </p>
      <Table
        columns={[
          t('audit.at'),
          t('audit.who'),
          t('audit.action'),
          t('audit.subject'),
          t('audit.fields'),
          ...(log === 'access_record' ? [t('audit.address')] : []),
        ]}
        label={t(`audit.log.${log}`)}
        className={styles.table}
      >
        {rows.map((row) => (
          <Row key={row.id} row={row} log={log} />
        ))}
      </Table>
      {query.error ? <ErrorNote error={query.error} onRetry={query.more} /> : null}
      {query.hasMore && (
        <div className={styles.more}>
          <Button isDisabled={query.isMoreComing} onClick={query.more}>
            {t(query.isMoreComing ? 'ui.loading' : 'audit.older')}
          </Button>
        </div>
      )}
    </>
  );
}

function Row({ row, log }: { row: AuditEntry; log: LogName }) {
  const { t } = useTranslation();
  return (
    <tr data-glass={row.glass}>
      <td className={styles.when}>
        <time dateTime={row.at}>{localMoment(row.at)}</time>
      </td>
      <td>{row.actor}</td>
      <td>
        {actionText(row.action, t, row.subject)} {row.glass && <Tag tone="danger">{t('audit.glass')}</Tag>}
        {row.reason && <p className={styles.reason}>{row.reason}</p>}
      </td>
      <td>
        <Subject row={row} />
      </td>
      <td className={styles.fields}>{fieldsText(row.fields, t)}</td>
      {log === 'access_record' && <td className={styles.when}>{row.address}</td>}
    </tr>
  );
}

/** What a row is about, with the way to it on the map for those who have it there. */
function Subject({ row }: { row: AuditEntry }) {
  const { t } = useTranslation();
  const [, change] = useMapState();
  const maySee = useMay('household.list');
  const village = useMapDescription()?.areas.find(({ code }) => code === row.villageCode)?.name;
  const selection = maySee ? selectionOf(row) : null;
  const rest = row.subjectCount - row.numbers.length;
  const names = row.numbers.length > 0 ? row.numbers.join(' ') : '';
  const show = () => change({ mode: 'view', selection, ...(row.villageCode ? { area: row.villageCode } : {}) });
  return (
    <>
      {subjectText(row.subject, t)}{' '}
      <span className={styles.numbers}>
        {names}
        {names && rest > 0 ? t('audit.andMore', { count: rest }) : ''}
        {!names && row.subjectCount > 1 ? t('audit.several', { count: row.subjectCount }) : ''}
      </span>
      {village && <span className={styles.village}>{village}</span>}
      {selection && (
        <button type="button" className={styles.link} onClick={show}>
          <MapPin size={13} aria-hidden />
          {t('ui.showOnMap')}
        </button>
      )}
    </>
  );
}

function selectionOf(row: AuditEntry): Selection | null {
  const id = row.subjectIds[0];
  const countyCode = row.villageCode?.slice(0, 6);
  if (id === undefined || !countyCode || row.subjectCount !== 1) return null;
  if (row.subject === 'household' || row.subject === 'zone' || row.subject === 'hazard') {
    return { kind: row.subject, countyCode, id };
  }
  return null;
}

/** `2026-11-24 09:41:05` where the reader is. */
function localMoment(moment: string): string {
  return new Date(moment).toLocaleString('sv-SE');
}
