import { useTranslation } from 'react-i18next';
import { useOpen } from '../../../map/useOpen.ts';
import { NameLink } from '../../../ui/Card.tsx';
import { Empty } from '../../../ui/states.tsx';
import { Table } from '../../../ui/Table.tsx';
import { useFormat } from '../../../ui/useFormat.ts';
import type { ZoneRank } from '../pattern/patterns.ts';
import styles from '../triage.module.css';
import type { TriageNow } from '../useTriage.ts';

type RankTableProps = { now: TriageNow; ranks: readonly ZoneRank[]; isCompared: boolean };

/** Zones by their hazards; with a period before, how many they had then. */
export function RankTable({ now, ranks, isCompared }: RankTableProps) {
  const { t } = useTranslation();
  const { count, number } = useFormat();
  const open = useOpen();
  const countyCode = now.areaCode.slice(0, 6);
  if (ranks.length === 0) return <Empty text={t('triage.noZones')} />;
  return (
    <Table
      columns={[
        t('triage.zone'),
        t('triage.number'),
        ...(isCompared ? [t('triage.before')] : []),
        t('triage.open'),
        t('triage.perThousand'),
      ]}
      isDense
      hasNumbers
    >
      {ranks.map((rank) => (
        <tr key={rank.id}>
          <th scope="row">
            <NameLink onClick={() => open({ kind: 'zone', countyCode, id: rank.id })}>{rank.name}</NameLink>
          </th>
          <td>{count(rank.count)}</td>
          {isCompared && (
            <td>
              {count(rank.before)} {rank.count > rank.before ? '↑' : rank.count < rank.before ? '↓' : ''}
            </td>
          )}
          <td>
            {count(rank.open)}
            {rank.overdue > 0 && (
              <strong className={styles.late}>{t('triage.lateShort', { count: rank.overdue })}</strong>
            )}
          </td>
          <td>{rank.perThousand === null ? '–' : number(rank.perThousand)}</td>
        </tr>
      ))}
    </Table>
  );
}
