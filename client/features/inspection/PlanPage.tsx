import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InspectionPlan } from '../../../shared/inspection.ts';
import { useMay } from '../../api/me.ts';
import { useTRPC } from '../../api/trpc.ts';
import { useLabels } from '../../app/i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { Hint } from '../../ui/Hint.tsx';
import { Empty, ErrorNote, Skeleton } from '../../ui/states.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { TextButton } from '../../ui/TextButton.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { EditPlanDialog } from './EditPlanDialog.tsx';
import styles from './inspection.module.css';
import { NewPlanDialog } from './NewPlanDialog.tsx';
import { useInspectedWords, useRecurrenceWords } from './planWords.ts';

type PlanPageProps = { areaCode: string; onTasks: (planId: number) => void };

/** The plans that hold here, those of wider areas too, with how the last round stands. */
export function PlanPage({ areaCode, onTasks }: PlanPageProps) {
  const { t } = useTranslation();
  const mayManage = useMay('inspection.manage');
  const plans = useQuery(useTRPC().inspection.plans.queryOptions({ areaCode }));
  const [open, setOpen] = useState<'new' | number | null>(null);
  const edited = plans.data?.find(({ id }) => id === open);
  if (plans.error) return <ErrorNote error={plans.error} onRetry={() => void plans.refetch()} />;
  if (!plans.data) return <Skeleton />;
  return (
    <>
      {plans.data.length === 0 && <Empty text={t('inspection.noPlans')} />}
      <ul className={styles.plans} aria-label={t('inspection.page.plans')}>
        {plans.data.map((plan) => (
          <PlanRow
            key={plan.id}
            plan={plan}
            onTasks={() => onTasks(plan.id)}
            onEdit={mayManage && plan.areaCode.startsWith(areaCode) ? () => setOpen(plan.id) : null}
          />
        ))}
      </ul>
      {mayManage && (
        <Button isPrimary onClick={() => setOpen('new')}>
          <Plus size={16} aria-hidden />
          {t('inspection.newPlan')}
        </Button>
      )}
      {open === 'new' && <NewPlanDialog areaCode={areaCode} onClose={() => setOpen(null)} />}
      {edited && <EditPlanDialog plan={edited} onClose={() => setOpen(null)} />}
    </>
  );
}

type PlanRowProps = { plan: InspectionPlan; onTasks: () => void; onEdit: (() => void) | null };

function PlanRow({ plan, onTasks, onEdit }: PlanRowProps) {
  const { t } = useTranslation();
  const { day } = useFormat();
  const { hazardCategory } = useLabels();
  const recurrence = useRecurrenceWords()(plan.recurrence);
  const inspected = useInspectedWords()(plan.inspected);
  const share = plan.tasks > 0 ? (100 * plan.done) / plan.tasks : 0;
  return (
    <li className={styles.plan} data-ended={plan.endedOn !== null}>
      <div className={styles.planHead}>
        <strong>{plan.name}</strong>
        {plan.endedOn !== null && <Tag>{t('inspection.ended', { day: day(plan.endedOn) })}</Tag>}
        {plan.overdue > 0 && <Tag tone="danger">{t('inspection.overdueCount', { count: plan.overdue })}</Tag>}
      </div>
      <Hint>
        {[recurrence, inspected, hazardCategory[plan.category]].join(' · ')}
        {plan.nextRoundOn && ` · ${t('inspection.next', { day: day(plan.nextRoundOn) })}`}
      </Hint>
      {plan.lastRoundOn && (
        <div className={styles.progress}>
          <progress
            max={100}
            value={share}
            aria-label={t('inspection.progress', { done: plan.done, tasks: plan.tasks })}
          />
          <span>{t('inspection.lastRound', { day: day(plan.lastRoundOn), done: plan.done, tasks: plan.tasks })}</span>
        </div>
      )}
      <div className={styles.planEnds}>
        <TextButton onClick={onTasks}>{t('inspection.showTasks')}</TextButton>
        {onEdit && plan.endedOn === null && <TextButton onClick={onEdit}>{t('inspection.editPlan')}</TextButton>}
      </div>
    </li>
  );
}
