import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { hazardCategories, hazardSeverities } from '../../../../shared/hazard.ts';
import { perThousand } from '../../../../shared/pattern.ts';
import { useLabels } from '../../../app/i18n.ts';
import { formatPercent } from '../../../ui/format.ts';
import { HazardMark } from '../../../ui/HazardMark.tsx';
import { useFormat } from '../../../ui/useFormat.ts';
import type { Side, Tally } from './compareSides.ts';
import styles from './pattern.module.css';

type CompareTableProps = { sides: readonly [Side, Side]; tallies: readonly [Tally, Tally] };

/** The same facts of both sides in two columns; bars of one scale grow from the middle. */
export function CompareTable({ sides, tallies: [one, other] }: CompareTableProps) {
  const { t } = useTranslation();
  const { count, number } = useFormat();
  const { hazardCategory, hazardSeverity } = useLabels();
  const rate = (tally: Tally, side: Side) => {
    const value = perThousand(tally.total, side.households);
    return value === null ? '–' : number(value);
  };
  const share = (part: number, whole: number) =>
    whole === 0 ? '–' : `${formatPercent(part, whole)} (${count(part)}/${count(whole)})`;
  const facts: [string, string, string][] = [
    [t('triage.compared.total'), count(one.total), count(other.total)],
    [t('triage.perThousand'), rate(one, sides[0]), rate(other, sides[1])],
    [t('triage.open'), count(one.open), count(other.open)],
    [t('triage.compared.overdue'), count(one.overdue), count(other.overdue)],
    [t('triage.compared.onTime'), share(one.onTime, one.closed), share(other.onTime, other.closed)],
    [t('triage.compared.satisfied'), share(one.satisfied, one.rated), share(other.satisfied, other.rated)],
  ];
  const found = hazardCategories
    .map((category) => ({
      category,
      left: one.categories.get(category) ?? 0,
      right: other.categories.get(category) ?? 0,
    }))
    .filter(({ left, right }) => left + right > 0)
    .sort((a, b) => b.left + b.right - a.left - a.right);
  const severities = hazardSeverities.map((severity) => ({
    severity,
    left: one.severities.get(severity) ?? 0,
    right: other.severities.get(severity) ?? 0,
  }));
  const most = Math.max(1, ...[...found, ...severities].flatMap(({ left, right }) => [left, right]));
  return (
    <table className={styles.compared}>
      <thead>
        <tr>
          <th scope="col">{sides[0].name}</th>
          <td />
          <th scope="col">{sides[1].name}</th>
        </tr>
      </thead>
      <tbody>
        {facts.map(([name, left, right]) => (
          <tr key={name}>
            <td>{left}</td>
            <th scope="row">{name}</th>
            <td>{right}</td>
          </tr>
        ))}
        {severities.map(({ severity, left, right }) => (
          <BarRow
            key={severity}
            name={
              <>
                <HazardMark severity={severity} size={14} /> {hazardSeverity[severity]}
              </>
            }
            left={left}
            right={right}
            most={most}
          />
        ))}
        {found.map(({ category, left, right }) => (
          <BarRow key={category} name={hazardCategory[category]} left={left} right={right} most={most} />
        ))}
      </tbody>
    </table>
  );
}

type BarRowProps = { name: ReactNode; left: number; right: number; most: number };

function BarRow({ name, left, right, most }: BarRowProps) {
  const { count } = useFormat();
  return (
    <tr data-bars="true">
      <td>
        <span className={styles.bar} data-side="left" style={{ width: `${(100 * left) / most}%` }} aria-hidden="true" />
        <span>{count(left)}</span>
      </td>
      <th scope="row">{name}</th>
      <td>
        <span className={styles.bar} style={{ width: `${(100 * right) / most}%` }} aria-hidden="true" />
        <span>{count(right)}</span>
      </td>
    </tr>
  );
}
