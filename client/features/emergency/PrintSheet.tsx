import { useQuery } from '@tanstack/react-query';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { type Emergency, type Evacuation, ticks } from '../../../shared/evacuation.ts';
import { useTRPC } from '../../api/trpc.ts';
import { formatDistance } from '../../ui/format.ts';
import { useFormat } from '../../ui/useFormat.ts';
import { partsOf } from './calls.ts';
import styles from './sheet.module.css';

type Part = ReturnType<typeof partsOf>[number];
type SheetProps = { emergency: Emergency; rows: readonly Evacuation[] };

/**
 * The call-down list on paper, for when the network and the light are gone: a sheet with all at a glance for whoever
 * leads, then a sheet for each lane lead to take along, a line a household, boxes to tick.
 */
export function PrintSheet({ emergency, rows }: SheetProps) {
  const parts = partsOf(rows);
  return createPortal(
    <section className={styles.sheet} aria-hidden="true">
      {parts.length > 1 && <Overview emergency={emergency} rows={rows} parts={parts} />}
      {parts.map((part) => (
        <PartTable key={part.lead?.id ?? 0} emergency={emergency} part={part} />
      ))}
    </section>,
    document.body,
  );
}

function nameAndPhone(person: { name: string; phone: string | null } | null): string {
  return person ? [person.name, person.phone].filter(Boolean).join(' ') : '';
}

function useShelters({ countyCode, id }: Emergency) {
  return useQuery(useTRPC().emergency.shelters.queryOptions({ countyCode, id })).data ?? [];
}

function Overview({ emergency, rows, parts }: SheetProps & { parts: readonly Part[] }) {
  const { t } = useTranslation();
  const { moment } = useFormat();
  const shelters = useShelters(emergency).filter(({ expected }) => expected > 0);
  const sum = (of: readonly Evacuation[], count: (row: Evacuation) => number) =>
    of.reduce((total, row) => total + count(row), 0);
  return (
    <div className={`${styles.part} ${styles.overview}`}>
      <h1>{emergency.name}</h1>
      <p>
        {t('emergency.sheetFacts', emergency)} ·{' '}
        {t('emergency.safeOf', { safe: sum(rows, ({ safe }) => Number(safe !== null)), all: rows.length })} ·{' '}
        {t('emergency.startedBy', { at: moment(emergency.startedAt), by: emergency.startedBy })}
      </p>
      <h2>{t('emergency.shelters')}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('emergency.shelter')}</th>
            <th scope="col">{t('emergency.expected')}</th>
            <th scope="col">{t('emergency.arrived')}</th>
            <th scope="col">{t('emergency.capacityHead')}</th>
          </tr>
        </thead>
        <tbody>
          {shelters.map(({ id, name, expected, arrived, capacity }) => (
            <tr key={id}>
              <td>{name}</td>
              <td>{expected}</td>
              <td>{arrived}</td>
              <td>{capacity}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h2>{t('emergency.caller')}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('emergency.duty.laneLead')}</th>
            <th scope="col">{t('emergency.households')}</th>
            <th scope="col">{t('emergency.persons')}</th>
            <th scope="col">{t('emergency.needHelp')}</th>
            <th scope="col">{t('emergency.tick.safe')}</th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <tr key={part.lead?.id ?? 0}>
              <td>{nameAndPhone(part.lead) || t('emergency.noLead')}</td>
              <td>{part.rows.length}</td>
              <td>{sum(part.rows, ({ persons }) => persons)}</td>
              <td>{sum(part.rows, ({ needHelp }) => needHelp) || ''}</td>
              <td />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What goes into the lane; its heading comes again on every page. */
function PartTable({ emergency, part }: { emergency: Emergency; part: Part }) {
  const { t } = useTranslation();
  const { moment } = useFormat();
  const shelters = new Map(useShelters(emergency).map(({ id, name }) => [id, name]));
  const { lead, rows } = part;
  return (
    <table className={styles.part}>
      <thead>
        <tr>
          <th colSpan={8} scope="colgroup" className={styles.heading}>
            <strong>
              {lead ? `${t('emergency.duty.laneLead')} ${nameAndPhone(lead)}` : t('emergency.noLead')}
              {' · '}
              {t('emergency.callCount', { count: rows.length })}
            </strong>
            <span>
              {emergency.name} ·{' '}
              {t('emergency.startedBy', { at: moment(emergency.startedAt), by: emergency.startedBy })}
            </span>
          </th>
        </tr>
        <tr>
          <th scope="col">{t('emergency.household')}</th>
          <th scope="col">{t('emergency.persons')}</th>
          <th scope="col">{t('emergency.needHelp')}</th>
          <th scope="col">{t('emergency.shelter')}</th>
          <th scope="col">{t('emergency.duty.fetchedBy')}</th>
          {ticks.map((tick) => (
            <th key={tick} scope="col">
              {t(`emergency.tick.${tick}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>
              {row.address || row.number}
              <br />
              {[row.headName, row.headPhone].filter(Boolean).join(' ')}
            </td>
            <td>{row.persons}</td>
            <td>{row.needHelp || ''}</td>
            <td>
              {shelters.get(row.shelterId ?? 0) ?? t('emergency.noShelter')}
              {row.walkMetres !== null && (
                <>
                  <br />
                  {t('emergency.walk', { metres: formatDistance(row.walkMetres) })}
                </>
              )}
            </td>
            <td>{nameAndPhone(row.fetchedBy)}</td>
            {ticks.map((tick) => (
              <td key={tick} className={styles.box}>
                {row[tick] ? '☑' : '☐'}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
