import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useCurrentArea } from '../../api/area.ts';
import { useIsWide } from '../../app/useIsSmall.ts';
import { Empty, Skeleton } from '../../ui/states.tsx';
import { TabPanel } from '../../ui/Tabs.tsx';
import { TextButton } from '../../ui/TextButton.tsx';
import { useKeepFocus } from '../../ui/useKeepFocus.ts';
import { BalanceTable } from './balance/BalanceTable.tsx';
import { PageTabs } from './PageTabs.tsx';
import { PastPage } from './past/PastPage.tsx';
import { PlanBar } from './plans/PlanBar.tsx';
import { PlanList } from './plans/PlanList.tsx';
import styles from './reassign.module.css';
import { type ReassignNow, useReassignNow } from './reassignNow.ts';
import { type PanelPage, useReassignStore } from './reassignStore.ts';
import { SlotSwitch } from './SlotSwitch.tsx';
import { GapStepper } from './select/GapStepper.tsx';
import { SelectionBox } from './select/SelectionBox.tsx';
import { SelectTools } from './select/SelectTools.tsx';
import { TargetPicker } from './select/TargetPicker.tsx';
import { SuggestPage } from './suggest/SuggestPage.tsx';
import { ZonesPage } from './zones/ZonesPage.tsx';

/** 调整: gives households to lanes, lanes to grids and households to party members, in a plan. */
export function ReassignPanel() {
  const { t } = useTranslation();
  const area = useCurrentArea();
  const now = useReassignNow((store) => store.now);
  const page = useReassignStore((store) => store.page);
  if (area && area.level !== 'village') {
    return (
      <div className={styles.panel}>
        <Empty text={t('reassign.chooseVillage')} />
      </div>
    );
  }
  if (!now) {
    return (
      <div className={styles.panel}>
        <Skeleton widths={[46, 100, 64, 100, 88, 92, 76, 84]} />
      </div>
    );
  }
  return <Plan now={now} page={page} />;
}

function Plan({ now, page }: { now: ReassignNow; page: PanelPage }) {
  const place = useRef<HTMLDivElement>(null);
  useKeepFocus(place);
  return (
    <div ref={place} className={styles.panel}>
      <PlanBar now={now} />
      <PageTabs />
      <TabPanel id="reassign" value={page}>
        <Page now={now} page={page} />
      </TabPanel>
      <Message />
    </div>
  );
}

function Page({ now, page }: { now: ReassignNow; page: PanelPage }) {
  switch (page) {
    case 'move':
      return <MovePage now={now} />;
    case 'suggest':
      return <SuggestPage now={now} />;
    case 'zones':
      return <ZonesPage now={now} />;
    case 'past':
      return <PastPage now={now} />;
    case 'plans':
      return <PlanList now={now} />;
  }
}

function MovePage({ now }: { now: ReassignNow }) {
  return (
    <>
      <SlotSwitch />
      <SelectTools now={now} />
      <SelectionBox now={now} />
      <TargetPicker now={now} />
      {useIsWide() ? null : <BalanceTable now={now} />}
      <GapStepper now={now} />
    </>
  );
}

/** The last thing done, with the way back from it, or why something was not, where a screen reader hears it. */
function Message() {
  const { t } = useTranslation();
  const { message, takeBack } = useReassignStore();
  return (
    <div className={styles.message} data-empty={message === null}>
      <p role="status">{message}</p>
      {takeBack ? <TextButton onClick={takeBack}>{t('reassign.takeBack')}</TextButton> : null}
    </div>
  );
}
