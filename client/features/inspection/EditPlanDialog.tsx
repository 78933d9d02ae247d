import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InspectionPlan } from '../../../shared/inspection.ts';
import { useTRPC } from '../../api/trpc.ts';
import { errorText } from '../../app/errorText.ts';
import { Button } from '../../ui/Button.tsx';
import { Buttons, Dialog, Form } from '../../ui/Dialog.tsx';
import { Field, FormError, TextField } from '../../ui/Field.tsx';
import { Hint } from '../../ui/Hint.tsx';
import { DayFields } from './DayFields.tsx';
import { linesOf } from './lines.ts';
import { useInspectedWords, useRecurrenceWords } from './planWords.ts';

/** What can be put right in a plan; another rhythm is another plan. */
export function EditPlanDialog({ plan, onClose }: { plan: InspectionPlan; onClose: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState(plan.name);
  const [days, setDays] = useState({ graceDays: plan.graceDays, recheckDays: plan.recheckDays });
  const [checklist, setChecklist] = useState(plan.checklist.join('\n'));
  const [isEnding, setEnding] = useState(false);
  const words = [useRecurrenceWords()(plan.recurrence), useInspectedWords()(plan.inspected)].join(' · ');
  const { editing, ending } = useChanges(onClose);
  const { countyCode, id } = plan;
  const error = editing.error ?? ending.error;
  const send = () => {
    if (name.trim() !== '') editing.mutate({ countyCode, id, name, ...days, checklist: linesOf(checklist) });
  };
  return (
    <Dialog title={t('inspection.editPlan')} onClose={onClose}>
      <Hint>{t('inspection.rhythmStays', { words })}</Hint>
      <Form onSubmit={send}>
        <Field
          label={t('inspection.name')}
          maxLength={60}
          required
          value={name}
          error={name.trim() === '' ? t('inspection.nameMissing') : null}
          onChange={(event) => setName(event.target.value)}
        />
        <DayFields value={days} onChange={(patch) => setDays({ ...days, ...patch })} />
        <TextField
          label={t('inspection.checklist')}
          hint={t('inspection.checklistHint')}
          rows={5}
          value={checklist}
          onChange={(event) => setChecklist(event.target.value)}
        />
        <FormError>{error ? errorText(error, t) : isEnding ? t('inspection.endSure') : null}</FormError>
        <Buttons>
          <Button
            isDanger
            isDisabled={ending.isPending}
            onClick={() => (isEnding ? ending.mutate({ countyCode, id }) : setEnding(true))}
          >
            {t(isEnding ? 'inspection.endNow' : 'inspection.end')}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button isPrimary isSubmit isDisabled={editing.isPending}>
            {t('inspection.save')}
          </Button>
        </Buttons>
      </Form>
    </Dialog>
  );
}

function useChanges(onDone: () => void) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const onSuccess = () => {
    void client.invalidateQueries({ queryKey: trpc.inspection.pathKey() });
    onDone();
  };
  return {
    editing: useMutation(trpc.inspection.editPlan.mutationOptions({ onSuccess })),
    ending: useMutation(trpc.inspection.endPlan.mutationOptions({ onSuccess })),
  };
}
