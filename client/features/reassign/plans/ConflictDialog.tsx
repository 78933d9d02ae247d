import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PlanDetail } from '../../../../shared/reassign.ts';
import { useTRPC } from '../../../api/trpc.ts';
import { errorText } from '../../../app/errorText.ts';
import { Button } from '../../../ui/Button.tsx';
import { Buttons, Dialog, Form } from '../../../ui/Dialog.tsx';
import { FormError } from '../../../ui/Field.tsx';
import { conflictsShown } from '../conflicts.ts';
import type { ReassignNow } from '../reassignNow.ts';
import { useReassignStore } from '../reassignStore.ts';
import { ConflictTable, useConflictChoices } from './ConflictTable.tsx';
import { usePlansChanged } from './usePlansChanged.ts';

type ConflictDialogProps = { now: ReassignNow; plan: PlanDetail; onClose: () => void };

/** Settles in a draft what somebody else has changed since it was begun. */
export function ConflictDialog({ now, plan, onClose }: ConflictDialogProps) {
  const { t } = useTranslation();
  const conflicts = conflictsShown(now);
  const decided = useConflictChoices(conflicts);
  const say = useReassignStore((store) => store.say);
  const changed = usePlansChanged();
  const resolve = useMutation(
    useTRPC().reassign.plan.resolve.mutationOptions({
      onSuccess: async () => {
        await changed();
        say(t('reassign.conflict.done', { count: conflicts.length }));
        onClose();
      },
      onError: () => void changed(),
    }),
  );
  const { undecided, resolutions } = decided;
  const isReady = undecided === 0 && resolutions.length > 0 && !resolve.isPending;
  const send = () => resolve.mutate({ countyCode: plan.countyCode, id: plan.id, revision: plan.revision, resolutions });
  return (
    <Dialog title={t('reassign.conflict.title', { count: conflicts.length })} onClose={onClose} isWide>
      <Form onSubmit={() => isReady && send()}>
        <p>{t('reassign.conflict.explain')}</p>
        <ConflictTable now={now} conflicts={conflicts} decided={decided} />
        <FormError>{resolve.error ? errorText(resolve.error, t) : null}</FormError>
        <Buttons>
          <Button onClick={onClose}>{t('reassign.cancel')}</Button>
          <Button isPrimary isDisabled={!isReady} onClick={send}>
            {undecided > 0 ? t('reassign.conflict.left', { count: undecided }) : t('reassign.conflict.apply')}
          </Button>
        </Buttons>
      </Form>
    </Dialog>
  );
}
