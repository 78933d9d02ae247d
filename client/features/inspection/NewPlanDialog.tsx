import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { hazardCategories } from '../../../shared/hazard.ts';
import type { InspectionPlanInput, Recurrence } from '../../../shared/inspection.ts';
import { type PlaceCategory, placeCategories } from '../../../shared/place.ts';
import { useMapDescription } from '../../api/area.ts';
import { useTRPC } from '../../api/trpc.ts';
import { errorText } from '../../app/errorText.ts';
import { useLabels, useLanguage } from '../../app/i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { Buttons, Dialog, Form } from '../../ui/Dialog.tsx';
import { Choice, Field, FormError, TextField } from '../../ui/Field.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { DayFields } from './DayFields.tsx';
import styles from './inspection.module.css';
import { linesOf } from './lines.ts';
import { useWeekdayNames } from './planWords.ts';

const everies = ['month', 'quarter', 'week'] as const;

/** A round of inspection: what about, when, and what it goes to; its tasks are there a week ahead. */
export function NewPlanDialog({ areaCode, onClose }: { areaCode: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { hazardCategory } = useLabels();
  const { today } = useFormat();
  const [plan, setPlan] = useState<InspectionPlanInput>({
    areaCode,
    name: '',
    category: 'fire',
    recurrence: { every: 'month', day: 26 },
    inspected: { kind: 'zone', level: 'grid' },
    graceDays: 3,
    recheckDays: 14,
    checklist: [],
    startsOn: today,
  });
  const [checklist, setChecklist] = useState('');
  const [isTried, setTried] = useState(false);
  const change = (patch: Partial<InspectionPlanInput>) => setPlan({ ...plan, ...patch });
  const creating = useCreating(onClose);
  const isNamed = plan.name.trim() !== '';
  const send = () => {
    setTried(true);
    if (isNamed) creating.mutate({ ...plan, checklist: linesOf(checklist) });
  };
  return (
    <Dialog title={t('inspection.newPlan')} isWide onClose={onClose}>
      <Form onSubmit={send}>
        <Field
          label={t('inspection.name')}
          maxLength={60}
          required
          placeholder={t('inspection.nameExample')}
          value={plan.name}
          error={isTried && !isNamed ? t('inspection.nameMissing') : null}
          onChange={(event) => change({ name: event.target.value })}
        />
        <div className={styles.pair}>
          <Choice
            label={t('inspection.about')}
            value={plan.category}
            onChange={(event) =>
              change({ category: hazardCategories.find((each) => each === event.target.value) ?? plan.category })
            }
          >
            {hazardCategories.map((each) => (
              <option key={each} value={each}>
                {hazardCategory[each]}
              </option>
            ))}
          </Choice>
          <InspectedField plan={plan} onChange={change} />
        </div>
        <div className={styles.pair}>
          <RecurrenceFields recurrence={plan.recurrence} onChange={(recurrence) => change({ recurrence })} />
        </div>
        <Field
          label={t('inspection.startsOn')}
          type="date"
          value={plan.startsOn}
          onChange={(event) => event.target.value && change({ startsOn: event.target.value })}
        />
        <DayFields value={plan} onChange={change} />
        <TextField
          label={t('inspection.checklist')}
          hint={t('inspection.checklistHint')}
          rows={4}
          value={checklist}
          onChange={(event) => setChecklist(event.target.value)}
        />
        <FormError>{creating.error ? errorText(creating.error, t) : null}</FormError>
        <Buttons>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button isPrimary isSubmit isDisabled={creating.isPending}>
            {t('inspection.create')}
          </Button>
        </Buttons>
      </Form>
    </Dialog>
  );
}

function useCreating(onDone: () => void) {
  const trpc = useTRPC();
  const client = useQueryClient();
  return useMutation(
    trpc.inspection.createPlan.mutationOptions({
      onSuccess: () => {
        void client.invalidateQueries({ queryKey: trpc.inspection.pathKey() });
        onDone();
      },
    }),
  );
}

type InspectedFieldProps = { plan: InspectionPlanInput; onChange: (patch: Partial<InspectionPlanInput>) => void };

/** Every zone of a level, or every place of a kind. */
function InspectedField({ plan, onChange }: InspectedFieldProps) {
  const { t } = useTranslation();
  const { placeCategory } = useLabels();
  const [language] = useLanguage();
  const levels = useMapDescription()?.zoneLevels ?? [];
  const { inspected } = plan;
  const value = inspected.kind === 'zone' ? `zone.${inspected.level}` : `place.${inspected.category}`;
  const choose = (word: string) => {
    const [kind, name = ''] = word.split('.');
    const category: PlaceCategory | undefined = placeCategories.find((each) => each === name);
    if (kind === 'place' && category) onChange({ inspected: { kind: 'place', category } });
    if (kind === 'zone') onChange({ inspected: { kind: 'zone', level: name } });
  };
  return (
    <Choice label={t('inspection.where')} value={value} onChange={(event) => choose(event.target.value)}>
      <optgroup label={t('inspection.zones')}>
        {levels.map(({ level, nameZh, nameEn }) => (
          <option key={level} value={`zone.${level}`}>
            {t('inspection.eachZone', { what: language === 'zh' ? nameZh : nameEn })}
          </option>
        ))}
      </optgroup>
      <optgroup label={t('inspection.places')}>
        {placeCategories.map((each) => (
          <option key={each} value={`place.${each}`}>
            {t('inspection.eachPlace', { what: placeCategory[each] })}
          </option>
        ))}
      </optgroup>
    </Choice>
  );
}

type RecurrenceFieldsProps = { recurrence: Recurrence; onChange: (recurrence: Recurrence) => void };

function RecurrenceFields({ recurrence, onChange }: RecurrenceFieldsProps) {
  const { t } = useTranslation();
  const weekdayName = useWeekdayNames();
  const day = recurrence.every === 'week' ? 26 : recurrence.day;
  const choose = (word: string) => {
    const every = everies.find((each) => each === word) ?? 'month';
    onChange(every === 'week' ? { every, weekday: 1 } : { every, day });
  };
  return (
    <>
      <Choice label={t('inspection.when')} value={recurrence.every} onChange={(event) => choose(event.target.value)}>
        {everies.map((each) => (
          <option key={each} value={each}>
            {t(`inspection.everyWord.${each}`)}
          </option>
        ))}
      </Choice>
      {recurrence.every === 'week' ? (
        <Choice
          label={t('inspection.weekday')}
          value={recurrence.weekday}
          onChange={(event) => onChange({ every: 'week', weekday: Number(event.target.value) })}
        >
          {[1, 2, 3, 4, 5, 6, 7].map((each) => (
            <option key={each} value={each}>
              {weekdayName(each)}
            </option>
          ))}
        </Choice>
      ) : (
        <Choice
          label={t('inspection.day')}
          value={recurrence.day}
          onChange={(event) => onChange({ every: recurrence.every, day: Number(event.target.value) })}
        >
          {Array.from({ length: 31 }, (_, index) => index + 1).map((each) => (
            <option key={each} value={each}>
              {t('inspection.dayOf', { day: each })}
            </option>
          ))}
        </Choice>
      )}
    </>
  );
}
