import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { doorQuery } from '../../api/auth.ts';
import { Button } from '../../ui/Button.tsx';
import { Buttons, Dialog } from '../../ui/Dialog.tsx';
import { NewPasswordForm } from './NewPasswordForm.tsx';

/** Changing one's own password, because one wants to. */
export function PasswordDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [isDone, setDone] = useState(false);
  const door = useQuery(doorQuery).data;
  return (
    <Dialog title={t('session.changePassword')} onClose={onClose}>
      {isDone ? (
        <>
          <p role="status">{t('session.changed')}</p>
          <Buttons>
            <Button isPrimary onClick={onClose}>
              {t('ui.done')}
            </Button>
          </Buttons>
        </>
      ) : (
        <NewPasswordForm username={door?.signed?.username ?? ''} isFree onDone={() => setDone(true)} />
      )}
    </Dialog>
  );
}
