import type { ReactNode } from 'react';
import styles from './ui.module.css';

/** `keyPerson` is the violet of the map's rings, `danger` is for what is overdue, missing or beyond a limit. */
export type TagTone = 'plain' | 'accent' | 'danger' | 'keyPerson';

/** A small word or two about the thing above it. */
export function Tag({ tone = 'plain', children }: { tone?: TagTone; children: ReactNode }) {
  return (
    <span className={styles.tag} data-tone={tone}>
      {children}
    </span>
  );
}
