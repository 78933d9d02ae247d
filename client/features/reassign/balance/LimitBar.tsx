import lists from '../lists.module.css';
import styles from './balance.module.css';

type LimitBarProps = {
  before: number;
  after: number;
  limits: { minHouseholds: number; maxHouseholds: number };
};

/** Where a number stands between its limits: what it was as a hollow mark, what it will be as a solid one. Silent. */
export function LimitBar({ before, after, limits: { minHouseholds: min, maxHouseholds: max } }: LimitBarProps) {
  const top = Math.max(max * 1.5, before, after, 1);
  const at = (value: number) => `${(value / top) * 100}%`;
  return (
    <span className={styles.limitBar} aria-hidden="true">
      <span className={styles.limitRange} style={{ left: at(min), right: `${100 - (max / top) * 100}%` }} />
      {before === after ? null : <span className={lists.limitBefore} style={{ left: at(before) }} />}
      <span className={lists.limitAfter} style={{ left: at(after) }} />
    </span>
  );
}
