import type { ReactNode } from 'react';
import styles from './ui.module.css';

type ListRowProps = {
  /** Tells the kind. */
  icon?: ReactNode;
  title: ReactNode;
  /** The one fact that matters. */
  note?: ReactNode;
  /** Distance or date. */
  aside?: ReactNode;
  isActive?: boolean;
  onClick?: () => void;
  /** Called with true when the pointer or the focus comes, with false when it leaves. */
  onHover?: (isHovered: boolean) => void;
};

/** A row of a `RowList`; a button when it can be clicked. */
export function ListRow({ icon, title, note, aside, isActive = false, onClick, onHover }: ListRowProps) {
  const content = (
    <>
      {icon !== undefined && <span className={styles.rowIcon}>{icon}</span>}
      <span className={styles.rowText}>
        <span className={styles.rowTitle}>{title}</span>
        {note !== undefined && <span className={styles.rowNote}>{note}</span>}
      </span>
      {aside !== undefined && <span className={styles.rowAside}>{aside}</span>}
    </>
  );
  if (!onClick) {
    return (
      <li>
        <div className={styles.row}>{content}</div>
      </li>
    );
  }
  return (
    <li>
      <button
        type="button"
        className={styles.row}
        data-active={isActive}
        onClick={onClick}
        onMouseEnter={() => onHover?.(true)}
        onMouseLeave={() => onHover?.(false)}
        onFocus={() => onHover?.(true)}
        onBlur={() => onHover?.(false)}
      >
        {content}
      </button>
    </li>
  );
}

export function RowList({ label, children }: { label?: string; children: ReactNode }) {
  return (
    <ul className={styles.list} aria-label={label}>
      {children}
    </ul>
  );
}
