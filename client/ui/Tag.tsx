import type { ReactNode } from 'react';
import styles from './ui.module.css';

type TagProps = { tone?: 'plain' | 'accent' | 'danger' | 'keyPerson'; children: ReactNode };

/** A short word on a wash of its colour. */
export function Tag({ tone = 'plain', children }: TagProps) {
  return (
    <span className={styles.tag} data-tone={tone}>
      {children}
    </span>
  );
}
