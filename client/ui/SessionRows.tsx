import { useTranslation } from 'react-i18next';
import type { SessionItem } from '../../shared/administration.ts';
import { Button } from './Button.tsx';
import { deviceOf } from './device.ts';
import styles from './form.module.css';
import { Tag } from './Tag.tsx';
import { useFormat } from './useFormat.ts';

type SessionRowsProps = {
  sessions: readonly SessionItem[];
  /** The session of this very window, which is not ended here. */
  currentId?: string | undefined;
  onEnd: (sessionId: string) => void;
};

/** Browsers an account is signed in with: which, from where, when last used. */
export function SessionRows({ sessions, currentId, onEnd }: SessionRowsProps) {
  const { t } = useTranslation();
  const { ago } = useFormat();
  return (
    <ul className={styles.sessions}>
      {sessions.map((session) => (
        <li key={session.id}>
          <span>
            {deviceOf(session.userAgent) ?? t('ui.deviceUnknown')}
            <small>
              {[session.address, t('ui.lastUsed', { ago: ago(session.lastUsedAt) })].filter(Boolean).join(' · ')}
            </small>
          </span>
          {session.id === currentId ? (
            <Tag tone="accent">{t('ui.thisDevice')}</Tag>
          ) : (
            <Button onClick={() => onEnd(session.id)}>{t('ui.endSession')}</Button>
          )}
        </li>
      ))}
    </ul>
  );
}
