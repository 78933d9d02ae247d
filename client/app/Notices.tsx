/// <reference types="vite-plugin-pwa/client" />

import { registerSW } from 'virtual:pwa-register';
import { RefreshCw, WifiOff } from 'lucide-react';
import { lazy, useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../api/me.ts';
import { Button } from '../ui/Button.tsx';
import styles from './app.module.css';
import { Boundary } from './Boundary.tsx';
import { Notice } from './Notice.tsx';

const UnsentPlans = lazy(() =>
  import('../features/reassign/plans/UnsentPlans.tsx').then((module) => ({ default: module.UnsentPlans })),
);

function listen(listener: () => void): () => void {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}

/** Bars over the map: that the network is gone, that a newer version waits, and that steps of a plan were not sent. */
export function Notices() {
  const { t } = useTranslation();
  const isOnline = useSyncExternalStore(listen, () => navigator.onLine);
  const update = useUpdate();
  const mayDraft = useMay('plan.draft');
  return (
    <div className={styles.notices} role="status">
      {!isOnline && <Notice icon={<WifiOff size={16} aria-hidden />}>{t('app.offline')}</Notice>}
      {update && (
        <Notice icon={<RefreshCw size={16} aria-hidden />}>
          {t('app.update')}
          <Button onClick={update}>{t('app.update.now')}</Button>
        </Notice>
      )}
      {mayDraft && (
        <Boundary fallback={null}>
          <UnsentPlans />
        </Boundary>
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
