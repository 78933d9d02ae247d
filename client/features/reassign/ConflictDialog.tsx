import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Conflict, keyOf } from '../../../shared/move.ts';
import { type ConflictChoice, conflictChoices } from '../../../shared/plan.ts';
import type { PlanDetail } from '../../../shared/reassign.ts';
import { useTRPC } from '../../api/trpc.ts';
import { errorText } from '../../app/errorText.ts';
import { Button } from '../../ui/Button.tsx';
import { Buttons, Dialog, Form } from '../../ui/Dialog.tsx';
import { FormError } from '../../ui/Field.tsx';
import { holderName, thingName } from './names.ts';
import styles from './reassign.module.css';
import type { ReassignNow } from './reassignNow.ts';
import { useReassignStore } from './reassignStore.ts';
import { usePlansChanged } from './usePlansChanged.ts';

type ConflictDialogProps = { now: ReassignNow; plan: PlanDetail; onClose: () => void };

/** Row by row: what the plan wants, what somebody else has made of it meanwhile, and which of the two shall be. */
export function ConflictDialog({ now, plan, onClose }: ConflictDialogProps) {
  const { t } = useTranslation();
  const { conflicts } = now.draft;
  const [choices, setChoices] = useState<Record<string, ConflictChoice>>({});
  const choose = (chosen: readonly Conflict[], choice: ConflictChoice) =>
    setChoices((held) => ({ ...held, ...Object.fromEntries(chosen.map(({ move }) => [keyOf(move), choice])) }));
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
  const undecided = conflicts.filter(({ move }) => !choices[keyOf(move)]).length;
  const send = () =>
    resolve.mutate({
      countyCode: plan.countyCode,
      id: plan.id,
      revision: plan.revision,
      resolutions: conflicts.map(({ move, now: held }) => ({
        slot: move.slot,
        id: move.id,
        now: held,
        choice: choices[keyOf(move)] ?? 'theirs',
      })),
    });
  return (
    <Dialog title={t('reassign.conflict.title', { count: conflicts.length })} onClose={onClose} isWide>
      <Form onSubmit={send}>
        <p>{t('reassign.conflict.explain')}</p>
        <div className={styles.conflictAll}>
          {conflictChoices.map((choice) => (
            <Button key={choice} onClick={() => choose(conflicts, choice)}>
              {t(`reassign.conflict.all.${choice}`)}
            </Button>
          ))}
        </div>
        <table className={styles.conflicts}>
          <thead>
            <tr>
              <th scope="col">{t('reassign.conflict.thing')}</th>
              <th scope="col">{t('reassign.conflict.was')}</th>
              <th scope="col">{t('reassign.conflict.mine')}</th>
              <th scope="col">{t('reassign.conflict.theirs')}</th>
            </tr>
          </thead>
          <tbody>
            {conflicts.map((conflict) => (
              <ConflictRow
                key={keyOf(conflict.move)}
                now={now}
                conflict={conflict}
                choice={choices[keyOf(conflict.move)] ?? null}
                onChoose={(choice) => choose([conflict], choice)}
              />
            ))}
          </tbody>
        </table>
        <FormError>{resolve.error ? errorText(resolve.error, t) : null}</FormError>
        <Buttons>
          <Button onClick={onClose}>{t('reassign.cancel')}</Button>
          <Button isPrimary isDisabled={undecided > 0 || resolve.isPending} onClick={send}>
            {undecided > 0 ? t('reassign.conflict.left', { count: undecided }) : t('reassign.conflict.apply')}
          </Button>
        </Buttons>
      </Form>
    </Dialog>
  );
}

type ConflictRowProps = {
  now: ReassignNow;
  conflict: Conflict;
  choice: ConflictChoice | null;
  onChoose: (choice: ConflictChoice) => void;
};

function ConflictRow({ now, conflict: { move, now: held }, choice, onChoose }: ConflictRowProps) {
  const { t } = useTranslation();
  const thing = thingName(now, move, t);
  const values: Record<ConflictChoice, string> = {
    mine: holderName(now, move.slot, move.to, t),
    theirs: holderName(now, move.slot, held, t),
  };
  return (
    <tr>
      <th scope="row">{thing}</th>
      <td>{holderName(now, move.slot, move.from, t)}</td>
      {conflictChoices.map((each) => (
        <td key={each}>
          <label className={styles.conflictChoice} data-chosen={choice === each}>
            <input
              type="radio"
              name={keyOf(move)}
              checked={choice === each}
              onChange={() => onChoose(each)}
              aria-label={`${thing}：${t(`reassign.conflict.${each}`)} ${values[each]}`}
            />
            {values[each]}
          </label>
        </td>
      ))}
    </tr>
  );
}
