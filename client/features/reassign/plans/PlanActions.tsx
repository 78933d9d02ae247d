import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanDetail, PlanVerb } from '../../../../shared/reassign.ts';
import { OperationButton } from '../OperationButton.tsx';
import type { Operation } from '../operations.ts';
import type { ReassignNow } from '../reassignNow.ts';
import { DecideDialog } from './DecideDialog.tsx';
import { DiffDialog } from './DiffDialog.tsx';
import styles from './plans.module.css';

/** What leads a plan on from each state; the first that somebody may do is the button. */
const verbsInOrder: readonly PlanVerb[] = ['submit', 'approve', 'publish', 'return', 'revert'];

/** Looking at what a plan does, and deciding on it. */
export function PlanActions({ now, plan }: { now: ReassignNow; plan: PlanDetail }) {
  const { t } = useTranslation();
  const [verb, setVerb] = useState<PlanVerb | null>(null);
  const [isDiff, setDiff] = useState(false);
  const possible = verbsInOrder.filter((each) => mayDo(plan, each));
  const shown = possible.length > 0 ? possible : [nextVerb(plan)];
  return (
    <span className={styles.planActions}>
      <OperationButton
        operation={{
          label: t('reassign.op.diff'),
          disabledReason: now.draft.net.length === 0 && plan.moves === null ? t('reassign.why.noMoves') : null,
          run: () => setDiff(true),
        }}
      />
      {shown.map((each, index) => (
        <OperationButton
          key={each}
          isPrimary={index === 0}
          operation={decideOperation(now, plan, each, t, () => setVerb(each))}
        />
      ))}
      {verb ? <DecideDialog now={now} plan={plan} verb={verb} onClose={() => setVerb(null)} /> : null}
      {isDiff ? <DiffDialog now={now} plan={plan} onClose={() => setDiff(false)} /> : null}
    </span>
  );
}

/** The server says what may be done; that a draft has something in it is known here first. */
function mayDo(plan: PlanDetail, verb: PlanVerb): boolean {
  if (verb === 'submit') return plan.may.includes('edit') && plan.gestures.done.length > 0;
  return plan.may.includes(verb);
}

/** What would come next, shown with the reason why it cannot be done by whoever looks. */
function nextVerb({ state }: PlanDetail): PlanVerb {
  switch (state) {
    case 'draft':
      return 'submit';
    case 'submitted':
      return 'approve';
    case 'approved':
      return 'publish';
    case 'published':
    case 'reverted':
      return 'revert';
  }
}

function decideOperation(now: ReassignNow, plan: PlanDetail, verb: PlanVerb, t: TFunction, run: () => void): Operation {
  return { label: t(`reassign.verb.${verb}`), disabledReason: whyNotDecide(now, plan, verb, t), run };
}

function whyNotDecide({ draft }: ReassignNow, plan: PlanDetail, verb: PlanVerb, t: TFunction): string | null {
  if (mayDo(plan, verb)) {
    return verb === 'submit' && draft.net.length === 0 ? t('reassign.why.noMoves') : null;
  }
  if (plan.state === 'reverted') return t('reassign.why.reverted');
  if (verb === 'approve' && plan.isMine) return t('reassign.why.ownPlan');
  if (verb === 'submit')
    return plan.isMine ? t('reassign.why.noMoves') : t('reassign.why.notMine', { name: plan.maker });
  return t('reassign.why.notAllowed');
}
