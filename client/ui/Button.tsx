import type { ReactNode } from 'react';
import styles from './ui.module.css';

type ButtonProps = { isPrimary?: boolean; isDisabled?: boolean; onClick: () => void; children: ReactNode };

/** A plain button; at most one on a panel is primary. */
export function Button({ isPrimary = false, isDisabled = false, onClick, children }: ButtonProps) {
  return (
    <button type="button" className={styles.button} data-primary={isPrimary} disabled={isDisabled} onClick={onClick}>
      {children}
    </button>
  );
}
