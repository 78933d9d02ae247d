import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { askDoor, doorQuery } from '../../api/auth.ts';
import { leaveEverywhere } from '../../api/forget.ts';
import { useMe } from '../../api/me.ts';
import { pass, useSession } from '../../api/session.ts';
import { queryClient } from '../../api/trpc.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextButton } from '../../ui/TextButton.tsx';
import { SignInSteps } from './SignInSteps.tsx';
import styles from './session.module.css';
import { signOut } from './signOut.ts';

/** Over a screen whose session has ended: whatever is open stays as it is, and what failed is tried again. */
export function SessionDialog() {
  const { t } = useTranslation();
  const barrier = useSession((store) => store.barrier);
  const me = useMe();
  const door = useQuery(doorQuery).data;
  if (!barrier) return null;
  const goOn = async () => {
    const now = await askDoor();
    // Somebody else: nothing of the one before may be on their screen.
    if (now.signed?.accountId !== me.accountId) return leaveEverywhere();
    queryClient.setQueryData(doorQuery.queryKey, now);
    pass();
  };
  return (
    <Dialog title={t(barrier === 'signIn' ? 'session.expired' : 'session.changeNeeded')}>
      {barrier === 'signIn' && <p className={styles.lead}>{t('session.expiredLead')}</p>}
      <SignInSteps
        key={barrier}
        door={{ identityProvider: door?.identityProvider ?? null }}
        username={door?.signed?.username}
        firstStep={barrier === 'signIn' ? 'password' : 'passwordChange'}
        onDone={() => void goOn()}
      />
      <p className={styles.asides}>
        <TextButton onClick={() => void signOut()}>{t('session.otherAccount', { name: me.displayName })}</TextButton>
      </p>
    </Dialog>
  );
}
