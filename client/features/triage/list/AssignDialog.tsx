import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../../api/trpc.ts';
import { errorText } from '../../../app/errorText.ts';
import { useLabels } from '../../../app/i18n.ts';
import { Button } from '../../../ui/Button.tsx';
import { Buttons, Dialog, Form } from '../../../ui/Dialog.tsx';
import { Choice, FormError, TextField } from '../../../ui/Field.tsx';
import { Skeleton } from '../../../ui/states.tsx';
import { useTriageStore } from '../triageStore.ts';

type AssignDialogProps = { ids: number[]; countyCode: string; onClose: () => void };

/** 批量交办: the same person for all that is chosen; all are given, or none. */
export function AssignDialog({ ids, countyCode, onClose }: AssignDialogProps) {
  const { t } = useTranslation();
  const { role } = useLabels();
  const trpc = useTRPC();
  const select = useTriageStore((store) => store.select);
  const candidates = useQuery(trpc.hazard.candidates.queryOptions({ countyCode, id: ids[0] ?? 0 }));
  const [place, setPlace] = useState('0');
  const [note, setNote] = useState('');
  const assigning = useMutation(
    trpc.hazard.assignMany.mutationOptions({
      onSuccess: () => {
        select([]);
        onClose();
      },
    }),
  );
  const chosen = candidates.data?.[Number(place)];
  return (
    <Dialog title={t('triage.assignTitle', { count: ids.length })} onClose={onClose}>
      {candidates.isPending ? (
        <Skeleton />
      ) : (
        <Form onSubmit={() => chosen && assigning.mutate({ countyCode, ids, assignee: chosen.assignee, note })}>
          <Choice label={t('triage.assignTo')} value={place} onChange={(event) => setPlace(event.target.value)}>
            {candidates.data?.map((each, index) => (
              <option key={`${each.duty}.${each.name}.${each.of}`} value={index}>
                {t('triage.candidate', { name: each.name, duty: role[each.duty], of: each.of, open: each.open })}
              </option>
            ))}
          </Choice>
          <TextField
            label={t('triage.note')}
            rows={3}
            maxLength={2000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
          <FormError>
            {assigning.error ? errorText(assigning.error, t) : candidates.error ? errorText(candidates.error, t) : null}
          </FormError>
          <Buttons>
            <Button onClick={onClose}>{t('triage.cancel')}</Button>
            <Button isPrimary isSubmit isDisabled={!chosen || assigning.isPending}>
              {t('triage.assignNow')}
            </Button>
          </Buttons>
        </Form>
      )}
    </Dialog>
  );
}
