import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCurrentArea } from '../../api/area.ts';
import { Skeleton } from '../../ui/states.tsx';
import { TabPanel, Tabs } from '../../ui/Tabs.tsx';
import styles from './inspection.module.css';
import { PlanPage } from './PlanPage.tsx';
import { TaskList } from './TaskList.tsx';
import { TaskPage } from './TaskPage.tsx';
import { useTasks } from './useTasks.ts';

const pages = ['tasks', 'plans'] as const;
type Page = (typeof pages)[number];

/** 巡查: what is to be looked at and by when, what was found, and the plans that make it so. */
export function InspectionPanel() {
  const { t } = useTranslation();
  const area = useCurrentArea();
  const [page, setPage] = useState<Page>('tasks');
  const [planId, setPlan] = useState<number | null>(null);
  const [isOpen, setOpen] = useState(true);
  const [taskId, setTask] = useState<number | null>(null);
  const tasks = useTasks(area?.code ?? '', planId, isOpen);
  const task = tasks.data?.items.find(({ id }) => id === taskId);
  if (!area) return <Skeleton />;
  if (task) {
    return (
      <div className={styles.panel}>
        <TaskPage key={`${task.id}.${task.state}`} task={task} onBack={() => setTask(null)} />
      </div>
    );
  }
  return (
    <div className={styles.panel}>
      <Tabs
        id="inspection"
        look="line"
        label={t('inspection.pages')}
        tabs={pages.map((value) => ({ value, word: t(`inspection.page.${value}`) }))}
        value={page}
        onChange={setPage}
        className={styles.pages}
      />
      <TabPanel id="inspection" value={page}>
        {page === 'tasks' ? (
          <TaskList
            areaCode={area.code}
            tasks={tasks}
            planId={planId}
            isOpen={isOpen}
            onPlan={setPlan}
            onOpenOnly={setOpen}
            onTask={setTask}
            onPlans={() => setPage('plans')}
          />
        ) : (
          <PlanPage
            areaCode={area.code}
            onTasks={(id) => {
              setPlan(id);
              setPage('tasks');
            }}
          />
        )}
      </TabPanel>
    </div>
  );
}
