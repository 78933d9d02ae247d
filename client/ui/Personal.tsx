import { useTranslation } from 'react-i18next';
import styles from './ui.module.css';

/** A name or number of somebody, with a quiet sign where part of it was left out for the reader's role. */
export function Personal({ text }: { text: string }) {
  const { t } = useTranslation();
  if (!text.includes('*')) return text;
  return (
    <span className={styles.masked} title={t('ui.masked')}>
      {text}
      <span className={styles.silent}>{t('ui.maskedShort')}</span>
    </span>
  );
}
