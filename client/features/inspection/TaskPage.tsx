import { useMutation, useQueryClient } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Inspection, InspectionLook, InspectionWithLooks } from '../../../shared/inspection.ts';
import { useTRPC } from '../../api/trpc.ts';
import { photoAddress, type UploadedPhoto } from '../../api/upload.ts';
import { errorText } from '../../app/errorText.ts';
import { useLabels } from '../../app/i18n.ts';
import { useReportStore } from '../../map/reportStore.ts';
import { goTo, useOpen } from '../../map/useOpen.ts';
import { Button } from '../../ui/Button.tsx';
import { Aside, Facts, NameLink } from '../../ui/Card.tsx';
import { CheckBox, FormError, TextField } from '../../ui/Field.tsx';
import { Hint } from '../../ui/Hint.tsx';
import { Section } from '../../ui/Panel.tsx';
import { PhotoField } from '../../ui/PhotoField.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import styles from './inspection.module.css';
import { OwedText } from './OwedText.tsx';
import { TaskMark } from './TaskMark.tsx';
import { standingOf } from './taskState.ts';

/** One task: what to look at, what was found before, and writing down how it is now. */
export function TaskPage({ task, onDone }: { task: InspectionWithLooks; onDone: () => void }) {
  const { t } = useTranslation();
  const { day } = useFormat();
  const { hazardCategory } = useLabels();
  const { position } = task;
  return (
    <>
      <h2 className={styles.title}>
        <TaskMark standing={standingOf(task)} />
        {task.subjectName}
      </h2>
      <Facts
        rows={[
          { label: t('inspection.plan'), value: task.planName },
          { label: t('inspection.about'), value: hazardCategory[task.category] },
          {
            label: t('inspection.round'),
            value: (
              <>
                {day(task.roundOn)}{' '}
                <Aside>
                  <OwedText task={task} />
                </Aside>
              </>
            ),
          },
          ...(task.leadName ? [{ label: t('inspection.lead'), value: task.leadName }] : []),
        ]}
      />
      {position && (
        <p className={styles.note}>
          <Button onClick={() => goTo(position)}>{t('ui.showOnMap')}</Button>
        </p>
      )}
      <LooksPart task={task} />
      {task.state === 'passed' ? null : task.mayDo ? (
        <ResultPart task={task} onDone={onDone} />
      ) : (
        <Hint>{t('inspection.notYoursLong')}</Hint>
      )}
    </>
  );
}

/** Every look that was taken, the last one first, each with its hazards and photographs. */
function LooksPart({ task }: { task: InspectionWithLooks }) {
  const { t } = useTranslation();
  const { time } = useFormat();
  if (task.looks.length === 0) return null;
  return (
    <Section title={t('inspection.looks')} aside={t('inspection.lookCount', { count: task.looks.length })}>
      <ol className={styles.looks} aria-label={t('inspection.looks')}>
        {[...task.looks].reverse().map((look) => (
          <li key={look.at}>
            <p className={styles.lookHead}>
              <Tag tone={look.state === 'passed' ? 'plain' : 'danger'}>{t(`inspection.look.${look.state}`)}</Tag>
              {[time(look.at), look.by].filter(Boolean).join(' · ')}
            </p>
            {look.note && <p className={styles.note}>{look.note}</p>}
            <FoundPart countyCode={task.countyCode} look={look} />
          </li>
        ))}
      </ol>
    </Section>
  );
}

function FoundPart({ countyCode, look }: { countyCode: string; look: InspectionLook }) {
  const { t } = useTranslation();
  const open = useOpen();
  const { hazardIds, photoIds } = look;
  return (
    <>
      {hazardIds.length > 0 && (
        <p className={styles.note}>
          {hazardIds.map((id, index) => (
            <NameLink key={id} onClick={() => open({ kind: 'hazard', countyCode, id })}>
              {t('inspection.hazardNumber', { number: index + 1 })}
            </NameLink>
          ))}
        </p>
      )}
      {photoIds.length > 0 && (
        <ul className={styles.photos}>
          {photoIds.map((id, index) => (
            <li key={id}>
              <a href={photoAddress(countyCode, id, 'full')} target="_blank" rel="noreferrer">
                <img
                  src={photoAddress(countyCode, id, 'small')}
                  alt={t('ui.photoNumber', { number: index + 1 })}
                  loading="lazy"
                />
              </a>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** Everything looked at and in order; or what is not, with the hazards that were reported on the spot. */
function ResultPart({ task, onDone }: { task: Inspection; onDone: () => void }) {
  const { t } = useTranslation();
  const { checklist, countyCode, state } = task;
  const [seen, setSeen] = useState<ReadonlySet<number>>(new Set());
  const [note, setNote] = useState('');
  const [photos, setPhotos] = useState<readonly UploadedPhoto[]>([]);
  const [reported, setReported] = useState<readonly { id: number; number: string }[]>([]);
  const doing = useDoing(onDone);
  const openReport = useReportStore((store) => store.open);
  const left = checklist.length - seen.size;
  const isWordless = reported.length === 0 && note.trim() === '';
  const send = (passed: boolean) =>
    doing.mutate({
      countyCode,
      id: task.id,
      result: { passed, note, hazardIds: reported.map(({ id }) => id), photoIds: photos.map(({ id }) => id) },
    });
  const report = () =>
    openReport({
      category: task.category,
      channel: 'inspection',
      onReported: (hazard) => setReported((held) => [...held, hazard]),
    });
  return (
    <Section title={t(state === 'found' ? 'inspection.recheck' : 'inspection.look')}>
      {checklist.length > 0 && (
        <fieldset className={styles.checklist}>
          <legend>{t('inspection.checklist')}</legend>
          {checklist.map((line, index) => (
            <CheckBox
              key={line}
              label={line}
              isOn={seen.has(index)}
              onChange={(isOn) => {
                const next = new Set(seen);
                if (isOn) next.add(index);
                else next.delete(index);
                setSeen(next);
              }}
            />
          ))}
        </fieldset>
      )}
      <div className={styles.form}>
        {reported.length > 0 && (
          <p className={styles.note} role="status">
            {t('inspection.reported', { numbers: reported.map(({ number }) => number).join(t('hazard.and')) })}
          </p>
        )}
        <Button onClick={report}>
          <TriangleAlert size={16} aria-hidden />
          {t('inspection.report')}
        </Button>
        <TextField
          label={t('inspection.note')}
          rows={2}
          maxLength={2000}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        <PhotoField countyCode={countyCode} photos={photos} onChange={setPhotos} />
        <FormError>{doing.error ? errorText(doing.error, t) : null}</FormError>
        <Hint>{hintOf(left, reported.length, isWordless)}</Hint>
        <div className={styles.ends}>
          <Button isDisabled={doing.isPending || isWordless} onClick={() => send(false)}>
            {t(state === 'found' ? 'inspection.stillFound' : 'inspection.found')}
          </Button>
          <Button isPrimary isDisabled={doing.isPending || left > 0 || reported.length > 0} onClick={() => send(true)}>
            {t(state === 'found' ? 'inspection.recheckPassed' : 'inspection.passed')}
          </Button>
        </div>
      </div>
    </Section>
  );

  /** Why one of the two buttons waits. */
  function hintOf(unseen: number, hazards: number, wordless: boolean): string {
    if (hazards > 0) return t('inspection.hintReported');
    if (unseen > 0) return t('inspection.hintUnseen', { count: unseen });
    return wordless ? t('inspection.hintWordless') : '';
  }
}

function useDoing(onDone: () => void) {
  const trpc = useTRPC();
  const client = useQueryClient();
  return useMutation(
    trpc.inspection.do.mutationOptions({
      onSuccess: onDone,
      onSettled: () => void client.invalidateQueries({ queryKey: trpc.inspection.pathKey() }),
    }),
  );
}
