import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../ui/CopyButton.tsx';
import styles from './admin.module.css';

/** A password that is shown this once and never again. */
export function OneTimePassword({ username, password }: { username: string; password: string }) {
  const { t } = useTranslation();
  return (
    <div className={styles.once}>
      <p role="status">{t('admin.once', { username })}</p>
      <code>{password}</code>
      <CopyButton text={password} />
    </div>
  );
}
