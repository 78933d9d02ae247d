import type { ReactNode } from 'react';
import styles from './table.module.css';

type TableProps = {
  /** The names of the columns. */
  columns: readonly ReactNode[];
  /** Names a table that may be wider than its room: it scrolls by itself, and the keyboard reaches it. */
  label?: string;
  /** Less air, for a panel. */
  isDense?: boolean;
  /** All columns but the first hold numbers, which stand under each other from the right. */
  hasNumbers?: boolean;
  /** What is of this table alone. */
  className?: string | undefined;
  /** The rows of the body. */
  children: ReactNode;
};

/** Rows and columns. */
export function Table({ columns, label, isDense = false, hasNumbers = false, className = '', children }: TableProps) {
  const table = (
    <table className={`${styles.table} ${className}`} data-dense={isDense} data-numbers={hasNumbers}>
      <thead>
        <tr>
          {columns.map((column, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns never change places.
            <th key={index} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
  if (!label) return table;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by the keyboard.
    <section className={styles.scroll} aria-label={label} tabIndex={0}>
      {table}
    </section>
  );
}
