import type { ReactNode } from 'react';
import styles from './ui.module.css';

type TextButtonProps = {
  onClick: () => void;
  isDisabled?: boolean;
  /** Whether what it turns on is on; left out where it turns on nothing. */
  isPressed?: boolean;
  title?: string;
  children: ReactNode;
};

/** A lesser button, as a word with or without an icon before it. */
export function TextButton({ onClick, isDisabled, isPressed, title, children }: TextButtonProps) {
  return (
    <button
      type="button"
      className={styles.textButton}
      disabled={isDisabled}
      aria-pressed={isPressed}
      title={title}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
