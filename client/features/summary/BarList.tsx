import type { ReactNode } from 'react';
import { useFormat } from '../../ui/useFormat.ts';
import { barLengths } from './shares.ts';
import styles from './summary.module.css';

export type Bar = {
  key: string | number;
  icon?: ReactNode;
  name: string;
  count: number;
  /** The part of `count` drawn in full colour; the rest is drawn faint. Everything when not given. */
  strong?: number;
  colour: string;
  /** One more fact, such as how many of them are overdue. */
  note?: ReactNode;
  isChosen: boolean;
  onToggle: () => void;
};

/** Counts as bars; each is a button that shows only these on the map. */
export function BarList({ label, bars }: { label: string; bars: readonly Bar[] }) {
  const lengths = barLengths(bars.map(({ count }) => count));
  const isAnyChosen = bars.some(({ isChosen }) => isChosen);
  return (
    <ul className={styles.bars} aria-label={label} data-filtered={isAnyChosen}>
      {bars.map((bar, index) => (
        <li key={bar.key}>
          <BarRow bar={bar} length={lengths[index] ?? 0} />
        </li>
      ))}
    </ul>
  );
}

function BarRow({ bar, length }: { bar: Bar; length: number }) {
  const { count } = useFormat();
  const strong = bar.count === 0 ? 0 : (bar.strong ?? bar.count) / bar.count;
  return (
    <button type="button" className={styles.bar} aria-pressed={bar.isChosen} onClick={bar.onToggle}>
      <span className={styles.barName}>
        {bar.icon}
        <span>{bar.name}</span>
      </span>
      <span className={styles.track} aria-hidden="true">
        <span className={styles.fill} style={{ width: `${length * 100}%`, background: faint(bar.colour) }}>
          <span style={{ width: `${strong * 100}%`, background: bar.colour }} />
        </span>
      </span>
      <span className={styles.barCount}>
        {bar.note}
        {count(bar.count)}
      </span>
    </button>
  );
}

function faint(colour: string): string {
  return `color-mix(in srgb, ${colour} 30%, transparent)`;
}
