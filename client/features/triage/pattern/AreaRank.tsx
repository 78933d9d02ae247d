import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../../api/trpc.ts';
import { NameLink } from '../../../ui/Card.tsx';
import { Section } from '../../../ui/Panel.tsx';
import { ErrorNote, Skeleton } from '../../../ui/states.tsx';
import { Table } from '../../../ui/Table.tsx';
import { useFormat } from '../../../ui/useFormat.ts';
import { useMapState } from '../../../url/mapState.ts';
import styles from '../triage.module.css';
import type { TriageNow } from '../useTriage.ts';

/** The towns or villages of the area by hazards per 1,000 households; nothing in a village, whose zones are ranked. */
export function AreaRank({ now }: { now: TriageNow }) {
  const { t } = useTranslation();
  const { count, number } = useFormat();
  const [, change] = useMapState();
  const query = useQuery(
    useTRPC().pattern.get.queryOptions(
      { filter: now.filter },
      { enabled: now.areaCode.length < 12, placeholderData: keepPreviousData },
    ),
  );
  if (now.areaCode.length === 12) return null;
  if (query.error) return <ErrorNote error={query.error} />;
  return (
    <Section title={t('triage.byArea')}>
      {query.data ? (
        <Table
          columns={[t('triage.zone'), t('triage.number'), t('triage.open'), t('triage.perThousand')]}
          isDense
          hasNumbers
        >
          {query.data.areas.map((area) => (
            <tr key={area.key}>
              <th scope="row">
                {area.key ? (
                  <NameLink onClick={() => change({ area: area.key, zone: null, selection: null })}>
                    {area.name}
                  </NameLink>
                ) : (
                  t('triage.noArea')
                )}
              </th>
              <td>{count(area.count)}</td>
              <td>
                {count(area.open)}
                {area.overdue > 0 && (
                  <strong className={styles.late}>{t('triage.lateShort', { count: area.overdue })}</strong>
                )}
              </td>
              <td>{area.perThousand === null ? '–' : number(area.perThousand)}</td>
            </tr>
          ))}
        </Table>
      ) : (
        <Skeleton />
      )}
    </Section>
  );
}
