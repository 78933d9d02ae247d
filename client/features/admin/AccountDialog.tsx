import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountItem } from '../../../shared/administration.ts';
import { useMe } from '../../api/me.ts';
import { useTRPC } from '../../api/trpc.ts';
import { errorText } from '../../app/errorText.ts';
import { Button } from '../../ui/Button.tsx';
import { Buttons, Dialog } from '../../ui/Dialog.tsx';
import { CheckBox, FormError } from '../../ui/Field.tsx';
import { Section } from '../../ui/Panel.tsx';
import { AccountSessions } from './AccountSessions.tsx';
import { State } from './AccountTable.tsx';
import styles from './admin.module.css';
import { GrantList } from './GrantList.tsx';
import { OneTimePassword } from './OneTimePassword.tsx';
import { useRefreshAccounts } from './useRefreshAccounts.ts';

/** One account: what it is granted, where it is signed in, a new password, in or out. */
export function AccountDialog({ account, onClose }: { account: AccountItem; onClose: () => void }) {
  const { t } = useTranslation();
  const isOwn = useMe().accountId === account.id;
  return (
    <Dialog title={`${account.displayName} · ${account.username}`} isWide onClose={onClose}>
      <State account={account} />
      {isOwn && <p className={styles.quiet}>{t('admin.own')}</p>}
      <GrantList account={account} isOwn={isOwn} />
      <AccountSessions account={account} />
      {!isOwn && <Access account={account} />}
    </Dialog>
  );
}

/** A new password, and whether the account may come in at all. */
function Access({ account }: { account: AccountItem }) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const refresh = useRefreshAccounts();
  const [removeSecondFactor, setRemove] = useState(false);
  const resetting = useMutation(trpc.account.resetPassword.mutationOptions({ onSuccess: refresh, gcTime: 0 }));
  const disabling = useMutation(trpc.account.setDisabled.mutationOptions({ onSuccess: refresh }));
  const error = resetting.error ?? disabling.error;
  const accountId = account.id;
  const isDisabled = account.disabledAt !== null;
  return (
    <Section title={t('admin.access')}>
      {resetting.data ? (
        <OneTimePassword username={account.username} password={resetting.data.password} />
      ) : (
        account.twoFactorEnabled && (
          <CheckBox label={t('admin.removeSecondFactor')} isOn={removeSecondFactor} onChange={setRemove} />
        )
      )}
      <FormError>{error ? errorText(error, t) : null}</FormError>
      <Buttons>
        <Button
          isDanger={!isDisabled}
          isDisabled={disabling.isPending}
          onClick={() => disabling.mutate({ accountId, disabled: !isDisabled })}
        >
          {t(isDisabled ? 'admin.enable' : 'admin.disable')}
        </Button>
        {!resetting.data && (
          <Button
            isDisabled={resetting.isPending}
            onClick={() => resetting.mutate({ accountId, removeSecondFactor, unlinkIdentityProvider: false })}
          >
            {t('admin.reset')}
          </Button>
        )}
      </Buttons>
    </Section>
  );
}
