import { PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { LayersPanel } from '../features/layers/LayersPanel.tsx';
import { TabPanel, Tabs } from '../ui/Tabs.tsx';
import type { LeftTab } from '../url/mapState.ts';
import styles from './app.module.css';
import { Boundary } from './Boundary.tsx';
import { useMode } from './modes.ts';
import { usePanels, useShowTab, useTabs } from './panelStore.ts';

const SummaryPanel = lazy(() =>
  import('../features/summary/SummaryPanel.tsx').then((module) => ({ default: module.SummaryPanel })),
);
const ReassignPanel = lazy(() =>
  import('../features/reassign/ReassignPanel.tsx').then((module) => ({ default: module.ReassignPanel })),
);
const TriagePanel = lazy(() =>
  import('../features/triage/TriagePanel.tsx').then((module) => ({ default: module.TriagePanel })),
);
const EmergencyPanel = lazy(() =>
  import('../features/emergency/EmergencyPanel.tsx').then((module) => ({ default: module.EmergencyPanel })),
);
const InspectionPanel = lazy(() =>
  import('../features/inspection/InspectionPanel.tsx').then((module) => ({ default: module.InspectionPanel })),
);
const UnplacedPanel = lazy(() =>
  import('../features/unplaced/UnplacedPanel.tsx').then((module) => ({ default: module.UnplacedPanel })),
);

/** The tabs of the left panel, as a row of buttons. `isShown` says that what they choose among is on the page. */
export function PanelTabs({ isShown = true }: { isShown?: boolean }) {
  const { t } = useTranslation();
  const show = useShowTab();
  const mode = useMode();
  const { tabs, tab } = useTabs();
  return (
    <Tabs
      id="left"
      label={t(`app.mode.${mode}`)}
      tabs={tabs.map((value) => ({ value, word: t(`app.tab.${value}`) }))}
      value={tab}
      onChange={show}
      isShown={isShown}
      className={styles.tabs}
    />
  );
}

/** What the chosen tab holds. */
export function PanelContent() {
  const { tab } = useTabs();
  return (
    <TabPanel id="left" value={tab} className={styles.panelContent}>
      <Boundary key={tab}>{contentOf(tab)}</Boundary>
    </TabPanel>
  );
}

function contentOf(tab: LeftTab) {
  switch (tab) {
    case 'summary':
      return <SummaryPanel />;
    case 'reassign':
      return <ReassignPanel />;
    case 'triage':
      return <TriagePanel />;
    case 'emergency':
      return <EmergencyPanel />;
    case 'inspection':
      return <InspectionPanel />;
    case 'layers':
      return <LayersPanel />;
    case 'unplaced':
      return <UnplacedPanel />;
  }
}

/** The panel at the left of a wide screen; it can be put away. */
export function LeftPanel() {
  const { t } = useTranslation();
  const { isOpen, setOpen } = usePanels();
  const mode = useMode();
  if (!isOpen) {
    return (
      <button
        type="button"
        className={styles.reopen}
        onClick={() => setOpen(true)}
        aria-label={t('app.panel.expand')}
        title={t('app.panel.expand')}
      >
        <PanelLeftOpen size={18} aria-hidden />
      </button>
    );
  }
  return (
    <aside className={styles.left} data-mode={mode} aria-label={t(`app.mode.${mode}`)}>
      <div className={styles.leftHead}>
        <PanelTabs />
        <button
          type="button"
          className={styles.toolButton}
          onClick={() => setOpen(false)}
          aria-label={t('app.panel.collapse')}
          title={t('app.panel.collapse')}
        >
          <PanelLeftClose size={18} aria-hidden />
        </button>
      </div>
      <PanelContent />
    </aside>
  );
}
