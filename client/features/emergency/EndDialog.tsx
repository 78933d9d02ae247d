import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Emergency } from '../../../shared/evacuation.ts';
import { useTRPC } from '../../api/trpc.ts';
import { errorText } from '../../app/errorText.ts';
import { Button } from '../../ui/Button.tsx';
import { Buttons, Dialog } from '../../ui/Dialog.tsx';
import { FormError } from '../../ui/Field.tsx';

type EndDialogProps = { emergency: Emergency; waiting: number; onClose: () => void; onEnded: () => void };

/** Asks before an emergency is ended, and says who is still out there. */
export function EndDialog({ emergency, waiting, onClose, onEnded }: EndDialogProps) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const cache = useQueryClient();
  const { countyCode, id } = emergency;
  const ending = useMutation(
    trpc.emergency.end.mutationOptions({
      onSuccess: () => {
        void cache.invalidateQueries(trpc.emergency.get.queryFilter({ countyCode, id }));
        void cache.invalidateQueries(trpc.emergency.list.pathFilter());
        onEnded();
      },
    }),
  );
  return (
    <Dialog title={t('emergency.endTitle')} onClose={onClose}>
      <p>{t('emergency.endHint')}</p>
      {waiting > 0 && <p>{t('emergency.endWaiting', { count: waiting })}</p>}
      <FormError>{ending.error ? errorText(ending.error, t) : null}</FormError>
      <Buttons>
        <Button onClick={onClose}>{t('emergency.cancel')}</Button>
        <Button isDanger isDisabled={ending.isPending} onClick={() => ending.mutate({ countyCode, id })}>
          {t('emergency.end')}
        </Button>
      </Buttons>
    </Dialog>
  );
}
