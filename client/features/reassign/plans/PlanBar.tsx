import { Redo2, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Tag } from '../../../ui/Tag.tsx';
import { useMapState } from '../../../url/mapState.ts';
import lists from '../lists.module.css';
import { OperationButton } from '../OperationButton.tsx';
import { redoOperation, undoOperation } from '../operations.ts';
import type { ReassignNow } from '../reassignNow.ts';
import { useHands } from '../useHands.ts';
import { ConflictBanner } from './ConflictBanner.tsx';
import { MissingPlan } from './MissingPlan.tsx';
import { PlanActions } from './PlanActions.tsx';
import { PlanName } from './PlanName.tsx';
import styles from './plans.module.css';
import { StartPlan } from './StartPlan.tsx';

/** The plan that is worked on: its name and state, its steps, and what can be done with it next. */
export function PlanBar({ now }: { now: ReassignNow }) {
  const { t } = useTranslation();
  const [{ plan: id }] = useMapState();
  const hands = useHands();
  const { open } = now;
  if (id === null) return <StartPlan now={now} />;
  if (!open && now.planError) return <MissingPlan id={id} error={now.planError} />;
  if (!open) return <p className={lists.none}>{t('reassign.opening')}</p>;
  const { plan } = open;
  return (
    <header className={styles.planBar}>
      <div className={styles.planHead}>
        <PlanName plan={plan} />
        {plan.state === 'draft' ? (
          <span className={styles.saved} data-away={open.isAway}>
            {t(open.isAway ? 'reassign.waiting' : open.isSaving ? 'reassign.saving' : 'reassign.saved')}
          </span>
        ) : null}
        <Tag tone={plan.state === 'draft' ? 'accent' : 'plain'}>{t(`reassign.state.${plan.state}`)}</Tag>
      </div>
      <div className={styles.planTools}>
        {plan.state === 'draft' ? (
          <>
            <OperationButton operation={undoOperation(now, hands)} icon={<Undo2 size={16} aria-hidden />} />
            <OperationButton operation={redoOperation(now, hands)} icon={<Redo2 size={16} aria-hidden />} />
          </>
        ) : null}
        <span className={styles.planFacts}>
          {t('reassign.planFacts', { steps: plan.gestures.done.length, moves: now.draft.net.length })}
        </span>
        <PlanActions now={now} plan={plan} />
      </div>
      {open.isAway ? (
        <p className={styles.banner} role="alert">
          {t(open.isKept ? 'reassign.awayKept' : 'reassign.away')}
        </p>
      ) : null}
      <Others now={now} />
      <ConflictBanner now={now} plan={plan} />
    </header>
  );
}

/** Who else has a plan of the village open, and whether both move the same households. */
function Others({ now }: { now: ReassignNow }) {
  const { t } = useTranslation();
  if (now.others.length === 0) return null;
  return (
    <ul className={styles.others}>
      {now.others.map(({ name, planId, planName, shared }) => {
        const isSame = planId === now.open?.plan.id;
        const isShared = !isSame && shared.length > 0;
        return (
          <li key={`${name} ${planId}`} data-shared={isShared}>
            {isShared
              ? t('reassign.othersShared', { name, count: shared.length, plan: planName })
              : t(isSame ? 'reassign.othersHere' : 'reassign.others', { name, plan: planName })}
          </li>
        );
      })}
    </ul>
  );
}
