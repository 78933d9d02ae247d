import { Link2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './Card.module.css';
import { useFormat } from './useFormat.ts';

/** How fresh the card is, and its address to pass on; the address names rows by number, never people. */
export function CardFooter({ updatedAt }: { updatedAt?: string }) {
  const { t } = useTranslation();
  const { ago } = useFormat();
  const [outcome, setOutcome] = useState<'ui.copied' | 'ui.copyFailed' | null>(null);
  const copy = () => {
    navigator.clipboard.writeText(window.location.href).then(
      () => setOutcome('ui.copied'),
      () => setOutcome('ui.copyFailed'),
    );
  };
  return (
    <>
      <span>{updatedAt ? t('ui.updated', { ago: ago(updatedAt) }) : null}</span>
      <span className={styles.copy}>
        <span role="status">{outcome ? t(outcome) : null}</span>
        <button type="button" className={styles.iconLink} onClick={copy}>
          <Link2 size={14} aria-hidden />
          {t('ui.copyLink')}
        </button>
      </span>
    </>
  );
}
