import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import styles from './form.module.css';
import { CloseButton } from './Panel.tsx';

type DialogProps = {
  title: string;
  /** Absent where there is no way round what it asks. */
  onClose?: () => void;
  isWide?: boolean;
  /** As wide as the window, for what stands side by side. */
  isFull?: boolean;
  children: ReactNode;
};

/** A dialog over the page, which can neither be reached nor read meanwhile. Escape closes it where it may be closed. */
export function Dialog({ title, onClose, isWide = false, isFull = false, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  // Closed while it is still on the page, so that the focus goes back to where it was.
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    const boxes = shown?.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea') ?? [];
    const first = Array.from(boxes).find((box) => box.value === '');
    first?.focus();
    return () => shown?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      data-wide={isFull ? 'full' : isWide}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose?.();
      }}
      // What is pressed in here is not meant for the map below.
      onKeyDown={(event) => {
        event.stopPropagation();
        // A second Escape closes a dialog whatever it answers to the first, so neither may come through.
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onClose?.();
      }}
    >
      <header className={styles.dialogHead}>
        <h2 id={titleId} className={styles.dialogTitle}>
          {title}
        </h2>
        {onClose && <CloseButton onClose={onClose} />}
      </header>
      <div className={styles.dialogBody}>{children}</div>
    </dialog>
  );
}

/** Buttons that end a dialog or a form, the one that does it last. */
export function Buttons({ children }: { children: ReactNode }) {
  return <div className={styles.buttons}>{children}</div>;
}

/** What is filled in and sent; nothing is sent by the browser itself. */
export function Form({ onSubmit, children, label }: { onSubmit: () => void; children: ReactNode; label?: string }) {
  return (
    <form
      className={styles.form}
      aria-label={label}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
    </form>
  );
}
