import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type HazardStep, hazardLoop, missingOf, type StepInput } from '../../../shared/hazardLoop.ts';
import type { HazardDetail } from '../../../shared/hazardRegister.ts';
import { refreshColumns } from '../../api/columns.ts';
import { useTRPC } from '../../api/trpc.ts';
import type { UploadedPhoto } from '../../api/upload.ts';
import { errorText } from '../../app/errorText.ts';
import { Button } from '../../ui/Button.tsx';
import { Buttons, Dialog, Form } from '../../ui/Dialog.tsx';
import { Choice, FormError, TextField } from '../../ui/Field.tsx';
import { PhotoField } from '../../ui/PhotoField.tsx';
import { AssigneeChoice } from './AssigneeChoice.tsx';

type StepDialogProps = { hazard: HazardDetail; step: HazardStep; onClose: () => void };

/** Takes one step of the loop, with what the table says it needs. */
export function StepDialog({ hazard, step, onClose }: StepDialogProps) {
  const { t } = useTranslation();
  const [input, setInput] = useState<StepInput>({ step, note: '', photoIds: [] });
  const [photos, setPhotos] = useState<readonly UploadedPhoto[]>([]);
  const [isTried, setTried] = useState(false);
  const advancing = useAdvance(hazard, onClose);
  const change = (patch: Partial<StepInput>) => setInput((held) => ({ ...held, ...patch }));
  const { needs } = hazardLoop[step];
  const missing = missingOf(input);
  const send = () => {
    setTried(true);
    if (missing.length === 0) advancing.mutate({ ...input, countyCode: hazard.countyCode, id: hazard.id });
  };
  return (
    <Dialog title={t(`hazard.step.${step}`)} onClose={onClose}>
      <p>{t(`hazard.stepHint.${step}`)}</p>
      <Form onSubmit={send}>
        {needs.includes('assignee') && <AssigneeChoice hazard={hazard} onChange={(assignee) => change({ assignee })} />}
        {needs.includes('satisfied') && (
          <Choice
            label={t('hazard.satisfied')}
            value={input.satisfied === undefined ? '' : String(input.satisfied)}
            onChange={(event) => change({ satisfied: event.target.value === 'true' })}
          >
            <option value="" disabled>
              {t('hazard.choose')}
            </option>
            <option value="true">{t('hazard.satisfied.yes')}</option>
            <option value="false">{t('hazard.satisfied.no')}</option>
          </Choice>
        )}
        <TextField
          label={needs.includes('note') ? t('hazard.note') : t('hazard.noteFree')}
          rows={3}
          maxLength={2000}
          value={input.note}
          onChange={(event) => change({ note: event.target.value })}
        />
        {step !== 'rate' && (
          <PhotoField
            countyCode={hazard.countyCode}
            photos={photos}
            onChange={(taken) => {
              setPhotos(taken);
              change({ photoIds: taken.map(({ id }) => id) });
            }}
          />
        )}
        <FormError>
          {isTried && missing.length > 0
            ? t('hazard.missing', { needs: missing.map((need) => t(`hazard.need.${need}`)).join(t('hazard.and')) })
            : advancing.error
              ? errorText(advancing.error, t)
              : null}
        </FormError>
        <Buttons>
          <Button onClick={onClose}>{t('hazard.cancel')}</Button>
          <Button isPrimary isSubmit isDisabled={advancing.isPending}>
            {t(`hazard.step.${step}`)}
          </Button>
        </Buttons>
      </Form>
    </Dialog>
  );
}

/** Sends the step; the card and the map then show where it has led, without waiting for the nudge. */
function useAdvance(hazard: HazardDetail, onDone: () => void) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { countyCode, id } = hazard;
  return useMutation(
    trpc.hazard.advance.mutationOptions({
      onSuccess: () => {
        void client.invalidateQueries(trpc.hazard.get.queryFilter({ countyCode, id }));
        void refreshColumns('hazard');
        onDone();
      },
      // Somebody else was quicker: the card shows what it has become.
      onError: () => void client.invalidateQueries(trpc.hazard.get.queryFilter({ countyCode, id })),
    }),
  );
}
