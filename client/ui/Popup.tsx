import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import styles from './form.module.css';

type PopupProps = {
  /** What the button is called. */
  label: string;
  face: ReactNode;
  className?: string;
  children: (shut: () => void) => ReactNode;
};

/** A button that opens a small panel below it; a click beside it, Escape or leaving it with the keyboard closes it. */
export function Popup({ label, face, className, children }: PopupProps) {
  const [isOpen, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  useEffect(() => {
    if (!isOpen) return;
    const press = (event: PointerEvent) => {
      if (!place.current?.contains(event.target instanceof Node ? event.target : null)) setOpen(false);
    };
    window.addEventListener('pointerdown', press);
    return () => window.removeEventListener('pointerdown', press);
  }, [isOpen]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only what bubbles out of its button and panel is listened to
    <div
      ref={place}
      className={styles.popupPlace}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isOpen) return;
        event.preventDefault();
        event.stopPropagation();
        setOpen(false);
        button.current?.focus();
      }}
      onBlur={(event) => {
        if (event.relatedTarget && !event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <button
        ref={button}
        type="button"
        className={className}
        aria-label={label}
        title={label}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        {face}
      </button>
      {isOpen && (
        <section id={id} className={styles.popup} aria-label={label}>
          {children(() => setOpen(false))}
        </section>
      )}
    </div>
  );
}
