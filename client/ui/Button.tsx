import type { ReactNode } from 'react';
import styles from './ui.module.css';

type ButtonProps = {
  isPrimary?: boolean;
  isDanger?: boolean;
  isDisabled?: boolean;
  /** Sends the form it stands in; then it needs no `onClick`. */
  isSubmit?: boolean;
  onClick?: () => void;
  children: ReactNode;
};

/** A plain button; at most one on a panel is primary. */
export function Button({ isPrimary, isDanger, isDisabled = false, isSubmit = false, onClick, children }: ButtonProps) {
  return (
    <button
      type={isSubmit ? 'submit' : 'button'}
      className={styles.button}
      data-primary={isPrimary === true}
      data-danger={isDanger === true}
      disabled={isDisabled}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
