/// <reference types="vite-plugin-pwa/client" />

import { registerSW } from 'virtual:pwa-register';
import { RefreshCw, WifiOff } from 'lucide-react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button.tsx';
import styles from './app.module.css';

function listen(listener: () => void): () => void {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}

/** Bars over the map: that the network is gone, and that a newer version waits. */
export function Notices() {
  const { t } = useTranslation();
  const isOnline = useSyncExternalStore(listen, () => navigator.onLine);
  const update = useUpdate();
  return (
    <div className={styles.notices} role="status">
      {!isOnline && (
        <p className={styles.notice}>
          <WifiOff size={16} aria-hidden />
          {t('app.offline')}
        </p>
      )}
      {update && (
        <p className={styles.notice}>
          <RefreshCw size={16} aria-hidden />
          {t('app.update')}
          <Button onClick={update}>{t('app.update.now')}</Button>
        </p>
      )}
    </div>
  );
}

/** The way to the newer version once one waits. */
function useUpdate(): (() => void) | null {
  const [update, setUpdate] = useState<(() => void) | null>(null);
  useEffect(() => {
    const apply = registerSW({ onNeedRefresh: () => setUpdate(() => () => void apply(true)) });
  }, []);
  return update;
}
