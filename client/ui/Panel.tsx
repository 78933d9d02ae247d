import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './ui.module.css';

/** A cross that closes what it stands in. */
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
