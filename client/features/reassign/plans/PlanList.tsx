import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanDetail, PlanSummary } from '../../../../shared/reassign.ts';
import { useTRPC } from '../../../api/trpc.ts';
import { Button } from '../../../ui/Button.tsx';
import { ErrorNote, Skeleton } from '../../../ui/states.tsx';
import { Tag } from '../../../ui/Tag.tsx';
import { useFormat } from '../../../ui/useFormat.ts';
import { useMapState } from '../../../url/mapState.ts';
import lists from '../lists.module.css';
import shared from '../reassign.module.css';
import type { ReassignNow } from '../reassignNow.ts';
import { useReassignStore } from '../reassignStore.ts';
import { DecideDialog } from './DecideDialog.tsx';
import { NewPlanButton } from './NewPlanButton.tsx';
import styles from './plans.module.css';
import { useUnsentPlans } from './unsent.ts';

/** The plans of the village, the latest first: open one, put it away, begin another. */
export function PlanList({ now }: { now: ReassignNow }) {
  const { t } = useTranslation();
  const plans = useQuery(useTRPC().reassign.plan.list.queryOptions({ villageCode: now.villageCode }));
  const [, change] = useMapState();
  const [isDiscarding, setDiscarding] = useState(false);
  const own = now.open?.plan ?? null;
  const unsent = useUnsentPlans();
  if (plans.error) return <ErrorNote error={plans.error} onRetry={() => void plans.refetch()} />;
  if (!plans.data) return <Skeleton widths={[80, 60, 80, 56, 80, 64]} />;
  return (
    <section className={shared.section} aria-label={t('reassign.page.plans')}>
      {own ? (
        <div className={shared.startButtons}>
          {now.mayDraft ? <NewPlanButton now={now} plans={plans.data} /> : null}
          <Button onClick={() => change({ plan: null }, { history: 'replace' })}>{t('reassign.closePlan')}</Button>
          {own.may.includes('discard') ? (
            <Button onClick={() => setDiscarding(true)}>{t('reassign.verb.discard')}</Button>
          ) : null}
        </div>
      ) : null}
      {plans.data.length === 0 ? <p className={lists.none}>{t('reassign.noPlans')}</p> : null}
      <ul className={styles.plans}>
        {plans.data.map((plan) => (
          <PlanRow
            key={plan.id}
            plan={plan}
            isOpen={plan.id === own?.id}
            unsent={unsent.find(({ id }) => id === plan.id)?.steps ?? 0}
          />
        ))}
      </ul>
      {isDiscarding && own ? <Discard now={now} plan={own} onClose={() => setDiscarding(false)} /> : null}
    </section>
  );
}

function Discard({ now, plan, onClose }: { now: ReassignNow; plan: PlanDetail; onClose: () => void }) {
  return <DecideDialog now={now} plan={plan} verb="discard" onClose={onClose} />;
}

type PlanRowProps = {
  plan: PlanSummary;
  isOpen: boolean;
  /** Steps that only this device knows. */
  unsent: number;
};

function PlanRow({ plan, isOpen, unsent }: PlanRowProps) {
  const { t } = useTranslation();
  const { ago } = useFormat();
  const [, change] = useMapState();
  const setPage = useReassignStore((store) => store.setPage);
  const { id, name, state, maker, steps, moves, updatedAt, effectiveOn } = plan;
  const facts = [
    maker,
    moves === null ? t('reassign.stepCount', { count: steps }) : t('reassign.moveCount', { count: moves }),
    effectiveOn && state !== 'draft' ? t('reassign.effective', { day: effectiveOn }) : null,
    ago(updatedAt),
  ];
  const open = () => {
    change({ plan: id }, { history: 'replace' });
    setPage('move');
  };
  return (
    <li>
      <button type="button" className={styles.planRow} aria-current={isOpen ? 'true' : undefined} onClick={open}>
        <span className={styles.planRowHead}>
          <span className={styles.planRowName}>{name}</span>
          {unsent > 0 ? <Tag tone="danger">{t('reassign.unsent.steps', { steps: unsent })}</Tag> : null}
          <Tag tone={state === 'draft' ? 'accent' : plan.failure ? 'danger' : 'plain'}>
            {plan.failure ? t(`reassign.failed.${plan.failure}`) : t(`reassign.state.${state}`)}
          </Tag>
        </span>
        <span className={styles.planRowFacts}>{facts.filter(Boolean).join(' · ')}</span>
      </button>
    </li>
  );
}
