import { useQuery } from '@tanstack/react-query';
import type { Feature } from 'geojson';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Inspection } from '../../../shared/inspection.ts';
import { useTRPC } from '../../api/trpc.ts';
import { useTheme } from '../../app/theme.ts';
import { goTo } from '../../map/useOpen.ts';
import { useSketch } from '../../map/useSketch.ts';
import { Button } from '../../ui/Button.tsx';
import { CheckBox, Choice } from '../../ui/Field.tsx';
import { Hint } from '../../ui/Hint.tsx';
import { KeyFigure } from '../../ui/KeyFigure.tsx';
import { ListRow, RowList } from '../../ui/ListRow.tsx';
import { Empty, ErrorNote, Skeleton } from '../../ui/states.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import styles from './inspection.module.css';
import { OwedText } from './OwedText.tsx';
import { TaskMark } from './TaskMark.tsx';
import { colourOf, standingOf, taskStandings } from './taskState.ts';
import type { Tasks } from './useTasks.ts';

/** Pixels from the middle of a zone to above its badge. */
const badge = 22;

type TaskListProps = {
  areaCode: string;
  tasks: Tasks;
  planId: number | null;
  isOpen: boolean;
  onPlan: (planId: number | null) => void;
  onOpenOnly: (isOpen: boolean) => void;
  onTask: (taskId: number) => void;
  onPlans: () => void;
};

/** What is to be looked at, the longest overdue first; the map shows where. */
export function TaskList({ areaCode, tasks, planId, isOpen, onPlan, onOpenOnly, onTask, onPlans }: TaskListProps) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const plans = useQuery(useTRPC().inspection.plans.queryOptions({ areaCode }));
  useSketch('inspection', useMarks(tasks.data?.items), badge);
  if (tasks.error) return <ErrorNote error={tasks.error} onRetry={() => void tasks.refetch()} />;
  if (!tasks.data) return <Skeleton widths={[40, 100, 92, 96, 88, 90]} />;
  const { total, overdue, items } = tasks.data;
  return (
    <>
      <div role="status">
        <KeyFigure
          value={count(total)}
          note={
            <>
              {t(isOpen ? 'inspection.toDo' : 'inspection.all')}
              {overdue > 0 && (
                <strong className={styles.late}>{t('inspection.overdueCount', { count: overdue })}</strong>
              )}
            </>
          }
        />
      </div>
      <div className={styles.filters}>
        <Choice
          label={t('inspection.plan')}
          value={planId ?? ''}
          onChange={(event) => onPlan(event.target.value === '' ? null : Number(event.target.value))}
        >
          <option value="">{t('inspection.anyPlan')}</option>
          {plans.data?.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Choice>
        <CheckBox label={t('inspection.withPassed')} isOn={!isOpen} onChange={(isOn) => onOpenOnly(!isOn)} />
      </div>
      <Legend />
      {items.length === 0 ? (
        <Empty
          text={t(plans.data?.length === 0 ? 'inspection.noPlans' : 'inspection.nothingToDo')}
          action={plans.data?.length === 0 && <Button onClick={onPlans}>{t('inspection.toPlans')}</Button>}
        />
      ) : (
        <RowList label={t('inspection.page.tasks')}>
          {items.map((task) => (
            <TaskRow key={task.id} task={task} onOpen={() => onTask(task.id)} />
          ))}
        </RowList>
      )}
      {total > items.length && <Hint>{t('inspection.shown', { shown: items.length, total: count(total) })}</Hint>}
    </>
  );
}

function TaskRow({ task, onOpen }: { task: Inspection; onOpen: () => void }) {
  const { t } = useTranslation();
  return (
    <ListRow
      icon={<TaskMark standing={standingOf(task)} />}
      title={task.subjectName}
      note={[task.planName, task.leadName, task.mayDo ? null : t('inspection.notYours')].filter(Boolean).join(' · ')}
      aside={<OwedText task={task} />}
      onClick={() => {
        if (task.position) goTo(task.position);
        onOpen();
      }}
    />
  );
}

/** What the discs mean, here and on the map. */
function Legend() {
  const { t } = useTranslation();
  return (
    <ul className={styles.legend} aria-label={t('inspection.legend')}>
      {taskStandings.map((standing) => (
        <li key={standing}>
          <TaskMark standing={standing} />
          {t(`inspection.standing.${standing}`)}
        </li>
      ))}
    </ul>
  );
}

function useMarks(items: readonly Inspection[] | undefined): Feature[] {
  const { tokens } = useTheme();
  return useMemo(
    () =>
      (items ?? []).flatMap((task): Feature[] =>
        task.position
          ? [
              {
                type: 'Feature',
                properties: { colour: colourOf(standingOf(task), tokens) },
                geometry: { type: 'Point', coordinates: task.position },
              },
            ]
          : [],
      ),
    [items, tokens],
  );
}
