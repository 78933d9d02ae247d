import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import styles from './reassign.module.css';

/** Says over the map what it shows for a while instead of the plan at work, with the way back. */
export function WorkBanner({ children }: { children: ReactNode }) {
  return createPortal(
    <div className={styles.pastBanner} role="status">
      {children}
    </div>,
    document.body,
  );
}
