import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../app/errorText.ts';
import { Button } from './Button.tsx';
import styles from './ui.module.css';

/** Lines of the coming content's widths, in per cent of the panel. */
export function Skeleton({ widths = [60, 90, 75, 85, 50] }: { widths?: readonly number[] }) {
  const { t } = useTranslation();
  return (
    <div className={styles.skeleton} role="status" aria-label={t('app.loading')}>
      {widths.map((width, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bones never change places.
        <div key={index} className={styles.bone} style={{ width: `${width}%` }} />
      ))}
    </div>
  );
}

/** One sentence, and the action that fills the emptiness. */
export function Empty({ text, action }: { text: ReactNode; action?: ReactNode }) {
  return (
    <div className={styles.message}>
      <p>{text}</p>
      {action}
    </div>
  );
}

/** What happened and what to do, with a way to try again. */
export function ErrorNote({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={styles.message} role="alert">
      <p>{errorText(error, t)}</p>
      {onRetry && <Button onClick={onRetry}>{t('app.retry')}</Button>}
    </div>
  );
}
