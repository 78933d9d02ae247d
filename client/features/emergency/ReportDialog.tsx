import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Emergency, EmergencyReport } from '../../../shared/evacuation.ts';
import { useTRPC } from '../../api/trpc.ts';
import { Facts } from '../../ui/Card.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote, Skeleton } from '../../ui/states.tsx';
import { Table } from '../../ui/Table.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import styles from './emergency.module.css';

/** What came of it, in figures; it names nobody. */
export function ReportDialog({ emergency, onClose }: { emergency: Emergency; onClose: () => void }) {
  const { t } = useTranslation();
  const { countyCode, id } = emergency;
  const query = useQuery(useTRPC().emergency.report.queryOptions({ countyCode, id }, { staleTime: 0 }));
  return (
    <Dialog title={t('emergency.reportOf', { name: emergency.name })} isWide onClose={onClose}>
      {query.error ? <ErrorNote error={query.error} /> : query.data ? <Figures report={query.data} /> : <Skeleton />}
    </Dialog>
  );
}

function Figures({ report }: { report: EmergencyReport }) {
  const { t } = useTranslation();
  const { count, number } = useFormat();
  const { emergency, minutes, lanes } = report;
  const time = (value: number | null) => (value === null ? '–' : t('emergency.minutes', { value: number(value, 0) }));
  return (
    <>
      <Facts
        rows={[
          { label: t('emergency.households'), value: count(emergency.households) },
          { label: t('emergency.persons'), value: count(emergency.persons) },
          { label: t('emergency.needHelp'), value: count(emergency.needHelp) },
          { label: t('emergency.tick.safe'), value: `${count(emergency.safe)} / ${count(emergency.households)}` },
          { label: t('emergency.half'), value: time(minutes.half) },
          { label: t('emergency.most'), value: time(minutes.most) },
          { label: t('emergency.last'), value: time(minutes.last) },
        ]}
      />
      <Table
        columns={[t('emergency.lane'), t('emergency.households'), t('emergency.persons'), t('emergency.tick.safe')]}
        isDense
        hasNumbers
      >
        {lanes.map((lane) => (
          <tr key={lane.name ?? ''}>
            <th scope="row">{lane.name ?? t('emergency.noLane')}</th>
            <td>{count(lane.households)}</td>
            <td>{count(lane.persons)}</td>
            <td>{count(lane.safe)}</td>
          </tr>
        ))}
      </Table>
    </>
  );
}
