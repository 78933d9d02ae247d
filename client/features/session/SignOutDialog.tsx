import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button.tsx';
import { Buttons, Dialog } from '../../ui/Dialog.tsx';
import { signOut } from './signOut.ts';

/** Ends every session of the account, once it is said what that means. */
export function SignOutDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('session.signOutEverywhere')} onClose={onClose}>
      <p>{t('session.signOutEverywhereAsk')}</p>
      <Buttons>
        <Button onClick={onClose}>{t('ui.cancel')}</Button>
        <Button isDanger onClick={() => void signOut(true)}>
          {t('session.signOutEverywhere')}
        </Button>
      </Buttons>
    </Dialog>
  );
}
