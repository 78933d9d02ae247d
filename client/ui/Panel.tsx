import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './ui.module.css';

type PanelProps = {
  title: ReactNode;
  /** Small, at the right of the title, such as a number of the register. */
  aside?: ReactNode;
  /** Shows a closing cross when given. */
  onClose?: () => void;
  children: ReactNode;
};

/** Title, then content that scrolls by itself. It fills the slot it is put into. */
export function Panel({ title, aside, onClose, children }: PanelProps) {
  return (
    <section className={styles.panel}>
      <header className={styles.panelHead}>
        <h2 className={styles.panelTitle}>{title}</h2>
        {aside && <span className={styles.panelAside}>{aside}</span>}
        {onClose && <CloseButton onClose={onClose} />}
      </header>
      <div className={styles.panelBody}>{children}</div>
    </section>
  );
}

export function CloseButton({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <button type="button" className={styles.iconButton} aria-label={t('app.close')} onClick={onClose}>
      <X size={18} aria-hidden />
    </button>
  );
}

type SectionProps = { title: ReactNode; aside?: ReactNode; children: ReactNode };

/** A titled part of a panel. */
export function Section({ title, aside, children }: SectionProps) {
  return (
    <section className={styles.section}>
      <div className={styles.sectionHead}>
        <h3 className={styles.sectionTitle}>{title}</h3>
        {aside !== undefined && <span className={styles.sectionAside}>{aside}</span>}
      </div>
      {children}
    </section>
  );
}
