import { useTranslation } from 'react-i18next';
import type { Summary } from '../../../shared/summary.ts';
import { useLabels } from '../../app/i18n.ts';
import { formatPercent } from '../../ui/format.ts';
import { Section } from '../../ui/Panel.tsx';
import { Table } from '../../ui/Table.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import styles from './register.module.css';

/** 数据底数: how much of each layer is filled in, and how old it is. */
export function RegisterPart({ summary }: { summary: Summary }) {
  const { t } = useTranslation();
  return (
    <Section title={t('summary.register')}>
      <Table
        columns={[
          t('summary.registerLayer'),
          t('summary.registerCount'),
          t('summary.registerComplete'),
          t('summary.registerAge'),
        ]}
        isDense
        hasNumbers
        className={styles.register}
      >
        {summary.layers.map((row) => (
          <RegisterRow key={row.layer} row={row} />
        ))}
      </Table>
    </Section>
  );
}

function RegisterRow({ row }: { row: Summary['layers'][number] }) {
  const { t } = useTranslation();
  const { count, ago } = useFormat();
  const { registerLayer } = useLabels();
  const { complete } = row;
  return (
    <tr>
      <th scope="row">{registerLayer[row.layer]}</th>
      <td>{count(row.count)}</td>
      <td>
        {complete === null ? (
          '–'
        ) : (
          <span className={styles.complete}>
            <span className={styles.completeTrack} aria-hidden="true">
              <span style={{ width: `${complete * 100}%` }} data-low={complete < 0.9} />
            </span>
            <span className={styles.completeShare}>{formatPercent(complete, 1)}</span>
          </span>
        )}
      </td>
      <td>{row.updatedAt ? ago(row.updatedAt) : t('summary.never')}</td>
    </tr>
  );
}
