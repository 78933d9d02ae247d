import { useQuery } from '@tanstack/react-query';
import { Printer } from 'lucide-react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { Emergency, EmergencyReport } from '../../../shared/evacuation.ts';
import { useTRPC } from '../../api/trpc.ts';
import { useLabels } from '../../app/i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { Facts } from '../../ui/Card.tsx';
import { Buttons, Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote, Skeleton } from '../../ui/states.tsx';
import { Table } from '../../ui/Table.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import styles from './emergency.module.css';
import paper from './sheet.module.css';

/** What came of it, in figures, to be read and printed; it names nobody who left. */
export function ReportDialog({ emergency, onClose }: { emergency: Emergency; onClose: () => void }) {
  const { t } = useTranslation();
  const { countyCode, id } = emergency;
  const query = useQuery(useTRPC().emergency.report.queryOptions({ countyCode, id }, { staleTime: 0 }));
  const title = t('emergency.reportOf', { name: emergency.name });
  return (
    <Dialog title={title} isWide onClose={onClose}>
      {query.error ? <ErrorNote error={query.error} /> : query.data ? <Figures report={query.data} /> : <Skeleton />}
      {query.data && (
        <>
          <Buttons>
            <Button onClick={() => window.print()}>
              <Printer size={16} aria-hidden />
              {t('emergency.printReport')}
            </Button>
          </Buttons>
          {createPortal(
            <section className={`${paper.sheet} ${paper.figures}`} aria-hidden="true">
              <h1>{title}</h1>
              <Figures report={query.data} />
            </section>,
            document.body,
          )}
        </>
      )}
    </Dialog>
  );
}

function Figures({ report }: { report: EmergencyReport }) {
  const { t } = useTranslation();
  const { emergencyKind } = useLabels();
  const { count, number, moment } = useFormat();
  const { emergency, minutes, lanes, shelters } = report;
  const { startedAt, startedBy, endedAt, endedBy } = emergency;
  const lasted = (value: number | null) => (value === null ? '–' : t('emergency.minutes', { value: number(value, 0) }));
  const villages = new Set(lanes.map(({ village }) => village));
  return (
    <>
      <Facts
        rows={[
          { label: t('emergency.kind'), value: emergencyKind[emergency.kind] },
          { label: t('emergency.begun'), value: `${moment(startedAt)} ${startedBy}` },
          {
            label: t('emergency.over'),
            value: endedAt ? `${moment(endedAt)} ${endedBy ?? ''}` : t('emergency.goesOn'),
          },
          { label: t('emergency.households'), value: count(emergency.households) },
          { label: t('emergency.persons'), value: count(emergency.persons) },
          { label: t('emergency.needHelp'), value: count(emergency.needHelp) },
          { label: t('emergency.tick.safe'), value: `${count(emergency.safe)} / ${count(emergency.households)}` },
          { label: t('emergency.half'), value: lasted(minutes.half) },
          { label: t('emergency.most'), value: lasted(minutes.most) },
          { label: t('emergency.last'), value: lasted(minutes.last) },
        ]}
      />
      {shelters.length > 0 && (
        <Table
          columns={[
            t('emergency.shelters'),
            t('emergency.expected'),
            t('emergency.arrived'),
            t('emergency.capacityHead'),
          ]}
          isDense
          hasNumbers
          className={styles.table}
        >
          {shelters.map(({ id, name, expected, arrived, capacity }) => (
            <tr key={id}>
              <th scope="row">{name}</th>
              <td>{count(expected)}</td>
              <td>{count(arrived)}</td>
              <td>{count(capacity)}</td>
            </tr>
          ))}
        </Table>
      )}
      <Table
        columns={[t('emergency.lane'), t('emergency.households'), t('emergency.persons'), t('emergency.tick.safe')]}
        isDense
        hasNumbers
        className={styles.table}
      >
        {lanes.map((lane) => (
          <tr key={`${lane.village} ${lane.name}`} data-short={lane.safe < lane.households}>
            <th scope="row">
              {villages.size > 1 && `${lane.village} `}
              {lane.name ?? t('emergency.noLane')}
            </th>
            <td>{count(lane.households)}</td>
            <td>{count(lane.persons)}</td>
            <td>{count(lane.safe)}</td>
          </tr>
        ))}
      </Table>
    </>
  );
}
