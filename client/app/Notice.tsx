import type { ReactNode } from 'react';
import styles from './app.module.css';

/** A bar over the map. */
export function Notice({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <p className={styles.notice}>
      {icon}
      {children}
    </p>
  );
}
