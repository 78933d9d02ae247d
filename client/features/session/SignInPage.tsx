import { useTranslation } from 'react-i18next';
import type { Door } from '../../../shared/account.ts';
import { errorCodeOf } from '../../app/errorText.ts';
import { Preferences } from '../../app/Preferences.tsx';
import { Button } from '../../ui/Button.tsx';
import { Empty, ErrorNote } from '../../ui/states.tsx';
import { SignInSteps } from './SignInSteps.tsx';
import styles from './session.module.css';
import { signOut } from './signOut.ts';
import { VillageSheet } from './VillageSheet.tsx';

type SignInPageProps = {
  /** Null while it cannot be asked. */
  door: Door | null;
  error: unknown;
  onRetry: () => void;
  onDone: () => void;
};

/** What stands before the app: nothing behind it is on the page until somebody is signed in. */
export function SignInPage({ door, error, onRetry, onDone }: SignInPageProps) {
  const { t } = useTranslation();
  const signed = door?.signed ?? null;
  const refused = new URLSearchParams(window.location.search).get('signIn') === 'refused';
  return (
    <div className={styles.page}>
      <VillageSheet />
      <div className={styles.neatline} aria-hidden="true" />
      <div className={styles.corner}>
        <Preferences />
      </div>
      <main className={styles.card}>
        <header className={styles.title}>
          <img src="/icon.svg" alt="" width={44} height={44} />
          <h1>
            {t('app.name')}
            <small>{t('session.motto')}</small>
          </h1>
        </header>
        {door ? (
          <SignInSteps
            key={signed?.accountId ?? ''}
            door={door}
            username={signed?.username}
            firstStep={signed ? 'passwordChange' : 'password'}
            refused={refused}
            onDone={onDone}
          />
        ) : (
          <Hindrance error={error} onRetry={onRetry} />
        )}
        <p className={styles.foot}>{t('session.foot')}</p>
      </main>
    </div>
  );
}

/** Why somebody who is or may be signed in is not inside. */
function Hindrance({ error, onRetry }: Pick<SignInPageProps, 'error' | 'onRetry'>) {
  const { t } = useTranslation();
  if (errorCodeOf(error) !== 'notAllowed') return <ErrorNote error={error} onRetry={onRetry} />;
  const leave = <Button onClick={() => void signOut()}>{t('session.signOut')}</Button>;
  return <Empty text={t('session.noRoles')} action={leave} />;
}
