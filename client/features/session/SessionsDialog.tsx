import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { doorQuery } from '../../api/auth.ts';
import { useTRPC } from '../../api/trpc.ts';
import { errorText } from '../../app/errorText.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { FormError } from '../../ui/Field.tsx';
import { SessionRows } from '../../ui/SessionRows.tsx';
import { Skeleton } from '../../ui/states.tsx';

/** Where one is signed in oneself; any other session can be ended. */
export function SessionsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const door = useQuery(doorQuery).data;
  const query = useQuery(trpc.account.ownSessions.queryOptions());
  const ending = useMutation(
    trpc.account.endOwnSession.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.account.pathKey() }),
    }),
  );
  const error = query.error ?? ending.error;
  return (
    <Dialog title={t('session.sessions')} onClose={onClose}>
      <p>{t('session.sessionsLead')}</p>
      {query.isPending && <Skeleton widths={[80, 70]} />}
      <SessionRows
        sessions={query.data ?? []}
        currentId={door?.signed?.sessionId}
        onEnd={(sessionId) => ending.mutate({ sessionId })}
      />
      <FormError>{error ? errorText(error, t) : null}</FormError>
    </Dialog>
  );
}
