import type { ReactNode } from 'react';
import styles from './ui.module.css';

type HintProps = {
  /** What is wrong, rather than what is good to know. */
  isProblem?: boolean;
  /** `status` or `alert` where it comes and goes. */
  role?: 'status' | 'alert';
  children: ReactNode;
};

/** A small sentence beside what it explains. */
export function Hint({ isProblem = false, role, children }: HintProps) {
  return (
    <p className={styles.hint} data-problem={isProblem} role={role}>
      {children}
    </p>
  );
}

/** For those who hear the page. */
export function Silent({ role, children }: { role?: 'status'; children: ReactNode }) {
  return (
    <span className={styles.silent} role={role}>
      {children}
    </span>
  );
}
