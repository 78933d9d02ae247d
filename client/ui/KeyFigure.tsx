import type { ReactNode } from 'react';
import styles from './ui.module.css';

type KeyFigureProps = {
  value: ReactNode;
  /** The denominator or the exception, such as `户，12 户无坐标`. */
  note?: ReactNode;
  size?: 'large' | 'small';
  tone?: 'plain' | 'danger';
};

/** The one number a panel is about. */
export function KeyFigure({ value, note, size = 'large', tone = 'plain' }: KeyFigureProps) {
  return (
    <div className={`${styles.figure} ${size === 'small' ? styles.figureSmall : ''}`}>
      <span className={`${styles.figureValue} ${tone === 'danger' ? styles.danger : ''}`}>{value}</span>
      {note !== undefined && <span className={styles.figureNote}>{note}</span>}
    </div>
  );
}

/** A key figure in a box under its name, for several in a row. */
export function FigureTile({ label, ...figure }: KeyFigureProps & { label: ReactNode }) {
  return (
    <div className={styles.tile}>
      <div className={styles.tileLabel}>{label}</div>
      <KeyFigure size="small" {...figure} />
    </div>
  );
}
