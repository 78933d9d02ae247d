import { useQuery } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCurrentArea } from '../../api/area.ts';
import { useTRPC } from '../../api/trpc.ts';
import { ErrorNote, Skeleton } from '../../ui/states.tsx';
import { TabPanel, Tabs } from '../../ui/Tabs.tsx';
import { TextButton } from '../../ui/TextButton.tsx';
import { inspectionPages, useMapState } from '../../url/mapState.ts';
import styles from './inspection.module.css';
import { PlanPage } from './PlanPage.tsx';
import { TaskList } from './TaskList.tsx';
import { TaskPage } from './TaskPage.tsx';
import { useTasks } from './useTasks.ts';

/** 巡查: what is to be looked at and by when, what was found, and the plans that make it so. */
export function InspectionPanel() {
  const area = useCurrentArea();
  const [{ inspection }] = useMapState();
  if (!area) return <Skeleton />;
  return (
    <div className={styles.panel}>
      {inspection === null ? (
        <Pages areaCode={area.code} />
      ) : (
        <OpenTask key={inspection} countyCode={area.code.slice(0, 6)} id={inspection} />
      )}
    </div>
  );
}

function Pages({ areaCode }: { areaCode: string }) {
  const { t } = useTranslation();
  const [{ inspectionPage, inspectionPlan }, change] = useMapState();
  const [isOpen, setOpen] = useState(true);
  const tasks = useTasks(areaCode, inspectionPlan, isOpen);
  return (
    <>
      <Tabs
        id="inspection"
        look="line"
        label={t('inspection.pages')}
        tabs={inspectionPages.map((value) => ({ value, word: t(`inspection.page.${value}`) }))}
        value={inspectionPage}
        onChange={(page) => change({ inspectionPage: page })}
        className={styles.pages}
      />
      <TabPanel id="inspection" value={inspectionPage}>
        {inspectionPage === 'tasks' ? (
          <TaskList
            areaCode={areaCode}
            tasks={tasks}
            planId={inspectionPlan}
            isOpen={isOpen}
            onPlan={(id) => change({ inspectionPlan: id })}
            onOpenOnly={setOpen}
            onTask={(id) => change({ inspection: id })}
            onPlans={() => change({ inspectionPage: 'plans' })}
          />
        ) : (
          <PlanPage areaCode={areaCode} onTasks={(id) => change({ inspectionPlan: id, inspectionPage: 'tasks' })} />
        )}
      </TabPanel>
    </>
  );
}

function OpenTask({ countyCode, id }: { countyCode: string; id: number }) {
  const { t } = useTranslation();
  const [, change] = useMapState();
  const task = useQuery(useTRPC().inspection.task.queryOptions({ countyCode, id }));
  const back = () => change({ inspection: null });
  return (
    <>
      <TextButton onClick={back}>
        <ArrowLeft size={16} aria-hidden />
        {t('inspection.back')}
      </TextButton>
      {task.error ? <ErrorNote error={task.error} onRetry={() => void task.refetch()} /> : null}
      {task.data ? (
        <TaskPage key={task.data.looks.length} task={task.data} onDone={back} />
      ) : task.error ? null : (
        <Skeleton />
      )}
    </>
  );
}
