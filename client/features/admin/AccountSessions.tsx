import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AccountItem } from '../../../shared/administration.ts';
import { useTRPC } from '../../api/trpc.ts';
import { errorText } from '../../app/errorText.ts';
import { Button } from '../../ui/Button.tsx';
import { FormError } from '../../ui/Field.tsx';
import { Section } from '../../ui/Panel.tsx';
import { SessionRows } from '../../ui/SessionRows.tsx';
import { Skeleton } from '../../ui/states.tsx';
import styles from './admin.module.css';
import { useRefreshAccounts } from './useRefreshAccounts.ts';

/** Where an account is signed in now; each can be ended, or all of them. */
export function AccountSessions({ account }: { account: AccountItem }) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const refresh = useRefreshAccounts();
  const accountId = account.id;
  const query = useQuery(trpc.account.sessions.queryOptions({ accountId }));
  const ending = useMutation(trpc.account.endSessions.mutationOptions({ onSuccess: refresh }));
  const error = query.error ?? ending.error;
  const sessions = query.data ?? [];
  return (
    <Section title={t('admin.sessions')}>
      {query.isPending && <Skeleton widths={[80, 70]} />}
      {query.data && sessions.length === 0 && <p className={styles.quiet}>{t('admin.noSessions')}</p>}
      <SessionRows sessions={sessions} onEnd={(sessionId) => ending.mutate({ accountId, sessionId })} />
      <FormError>{error ? errorText(error, t) : null}</FormError>
      {sessions.length > 1 && (
        <Button isDisabled={ending.isPending} onClick={() => ending.mutate({ accountId, sessionId: null })}>
          {t('admin.endSessions')}
        </Button>
      )}
    </Section>
  );
}
