import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { hardBreachesOf, hardLimitShare } from '../../../../shared/balance.ts';
import type { PlanDetail, PlanVerb, Resolution } from '../../../../shared/reassign.ts';
import { useToday } from '../../../api/today.ts';
import { useTRPCClient } from '../../../api/trpc.ts';
import { Button } from '../../../ui/Button.tsx';
import { Buttons, Dialog, Form } from '../../../ui/Dialog.tsx';
import { Field, FormError, TextField } from '../../../ui/Field.tsx';
import { useMapState } from '../../../url/mapState.ts';
import { conflictsShown, type ShownConflict } from '../conflicts.ts';
import { holderName } from '../names.ts';
import shared from '../reassign.module.css';
import type { ReassignNow } from '../reassignNow.ts';
import { useReassignStore } from '../reassignStore.ts';
import { ConflictTable, useConflictChoices } from './ConflictTable.tsx';
import { planFailureLines } from './planFailure.ts';
import styles from './plans.module.css';
import { usePlansChanged } from './usePlansChanged.ts';
import { useRegisterChanged } from './useRegisterChanged.ts';

type DecideDialogProps = { now: ReassignNow; plan: PlanDetail; verb: PlanVerb; onClose: () => void };

const noConflicts: readonly ShownConflict[] = [];

/** Submits, approves, returns, publishes or takes back a plan, after saying once more what that means. */
export function DecideDialog({ now, plan, verb, onClose }: DecideDialogProps) {
  const { t } = useTranslation();
  const today = useToday();
  const [note, setNote] = useState('');
  const [day, setDay] = useState(today);
  const decide = useDecision(plan, verb, onClose);
  const hasNote = verb !== 'revert';
  const title = t(`reassign.verb.${verb}`);
  const conflicts = verb === 'publish' ? conflictsShown(now) : noConflicts;
  const decided = useConflictChoices(conflicts);
  const { undecided, resolutions } = decided;
  // A step that is still on its way would make another plan of what is decided on.
  const isSaving = now.open?.isSaving ?? false;
  const breaches = verb === 'submit' || verb === 'publish' ? breachesOf(now) : [];
  // Where rows are still to be decided on, what is given up may mend it.
  const isWithin = breaches.length === 0 || conflicts.length > 0;
  const isReady = undecided === 0 && isWithin && day >= today && !isSaving && !decide.isPending;
  const send = () => decide.mutate({ note, day, resolutions });
  return (
    <Dialog
      title={t('reassign.decide.title', { what: title, name: plan.name })}
      onClose={onClose}
      isWide={conflicts.length > 0}
    >
      <Form onSubmit={() => isReady && send()}>
        <p>{t(`reassign.decide.${verb}`)}</p>
        <Effect now={now} />
        {breaches.length > 0 ? (
          <div className={shared.bad} role="alert">
            {t('reassign.breachFirst', { what: title })}
            <ul className={styles.failure}>
              {breaches.map(({ holder, id, after, limit }) => (
                <li key={`${holder} ${id}`}>
                  {t('reassign.breach', {
                    name: holderName(now, holder === 'member' ? 'member' : 'lane', id, t),
                    after,
                    limit,
                    share: hardLimitShare,
                  })}
                </li>
              ))}
            </ul>
          </div>
        ) : null}
        {verb === 'publish' ? (
          <Field
            label={t('reassign.effectiveOn')}
            hint={t(day === today ? 'reassign.effectiveToday' : 'reassign.effectiveLater')}
            error={day < today ? t('reassign.effectivePast') : null}
            type="date"
            min={today}
            value={day}
            onChange={(event) => setDay(event.target.value || today)}
          />
        ) : null}
        {conflicts.length > 0 ? (
          <>
            <p className={shared.bad}>{t('reassign.conflict.beforePublish', { count: conflicts.length })}</p>
            <ConflictTable now={now} conflicts={conflicts} decided={decided} />
          </>
        ) : null}
        {hasNote ? (
          <TextField
            label={t(verb === 'return' ? 'reassign.reason' : 'reassign.note')}
            rows={2}
            maxLength={500}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        ) : null}
        <FormError>
          {decide.error ? (
            <ul className={styles.failure}>
              {planFailureLines(decide.error, now, t).map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          ) : null}
        </FormError>
        <Buttons>
          <Button onClick={onClose}>{t('reassign.cancel')}</Button>
          <Button isPrimary isDisabled={!isReady} onClick={send}>
            {undecided > 0
              ? t('reassign.conflict.left', { count: undecided })
              : isSaving
                ? t('reassign.saving')
                : title}
          </Button>
        </Buttons>
      </Form>
    </Dialog>
  );
}

/** How many change hands, and for how many it gets better or worse. */
function Effect({ now }: { now: ReassignNow }) {
  const { t } = useTranslation();
  const { sheet, net } = now.draft;
  const zones = sheet.touchedZones();
  const members = sheet.touchedMembers();
  const better = zones.filter(({ issues, issuesBefore }) => issues.length < issuesBefore.length).length;
  const worse = zones.filter(({ issues, issuesBefore }) => issues.length > issuesBefore.length).length;
  return (
    <ul className={styles.effect}>
      <li>{t('reassign.effect.moves', { moves: net.length, zones: zones.length, members: members.length })}</li>
      <li>{t('reassign.effect.issues', { better, worse })}</li>
    </ul>
  );
}

function breachesOf({ draft: { sheet } }: ReassignNow) {
  return hardBreachesOf(sheet.touchedZones(), sheet.touchedMembers(), sheet.limitsOf);
}

type Decision = { note: string; day: string; resolutions: Resolution[] };

function useDecision(plan: PlanDetail, verb: PlanVerb, onClose: () => void) {
  const { t } = useTranslation();
  const { reassign } = useTRPCClient();
  const [, change] = useMapState();
  const { say, setPage } = useReassignStore();
  const plansChanged = usePlansChanged();
  const registerChanged = useRegisterChanged();
  const input = { countyCode: plan.countyCode, id: plan.id, revision: plan.revision };
  return useMutation({
    mutationFn: async ({ note, day, resolutions }: Decision) => {
      switch (verb) {
        case 'submit':
          return void (await reassign.plan.submit.mutate({ ...input, note }));
        case 'approve':
          return void (await reassign.plan.approve.mutate({ ...input, note }));
        case 'return':
          return void (await reassign.plan.return.mutate({ ...input, note }));
        case 'publish': {
          const { applied } = await reassign.plan.publish.mutate({ ...input, note, effectiveOn: day, resolutions });
          if (applied) await registerChanged();
          return;
        }
        case 'revert': {
          const reverting = await reassign.plan.revert.mutate(input);
          change({ plan: reverting.plan.id }, { history: 'replace' });
          setPage('move');
          return;
        }
        case 'discard':
          await reassign.plan.discard.mutate(input);
          change({ plan: null }, { history: 'replace' });
          return;
        case 'edit':
          return;
      }
    },
    onSuccess: async () => {
      await plansChanged();
      say(t('reassign.decided', { what: t(`reassign.verb.${verb}`), name: plan.name }));
      onClose();
    },
    // What was refused is shown as it is now, so that it can be decided on.
    onError: () => void Promise.all([plansChanged(), registerChanged()]),
  });
}
