import { lazy, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useMapDescription } from '../api/area.ts';
import { useLive } from '../api/live.ts';
import { useMay } from '../api/me.ts';
import { GlassDialog } from '../features/glass/GlassDialog.tsx';
import { MapFooter } from '../map/MapFooter.tsx';
import { revealClicked, useMapStore } from '../map/mapStore.ts';
import { type Mode, useMapState } from '../url/mapState.ts';
import styles from './app.module.css';
import { Boundary } from './Boundary.tsx';
import { Drawer } from './Drawer.tsx';
import { LeftPanel } from './LeftPanel.tsx';
import { useMode, usePage } from './modes.ts';
import { Notices } from './Notices.tsx';
import { Page, pageId } from './Page.tsx';
import { usePanels } from './panelStore.ts';
import { Rail } from './Rail.tsx';
import { Sheet } from './Sheet.tsx';
import { UserArea } from './UserArea.tsx';
import { useIsSmall, useIsWide } from './useIsSmall.ts';
import { useShortcuts } from './useShortcuts.ts';
import { useWatermark } from './useWatermark.ts';

// Asked for at once, so that the panels can be laid out while the map's larger program arrives.
const mapLoading = import('../map/MapView.tsx');
const MapView = lazy(() => mapLoading.then((module) => ({ default: module.MapView })));
const Breadcrumb = lazy(() =>
  import('../features/area/Breadcrumb.tsx').then((module) => ({ default: module.Breadcrumb })),
);
const SearchBox = lazy(() =>
  import('../features/search/SearchBox.tsx').then((module) => ({ default: module.SearchBox })),
);

const EmergencyKeeper = lazy(() =>
  import('../features/emergency/EmergencyKeeper.tsx').then((module) => ({ default: module.EmergencyKeeper })),
);
const ReassignWork = lazy(() =>
  import('../features/reassign/ReassignWork.tsx').then((module) => ({ default: module.ReassignWork })),
);
const ReportPart = lazy(() =>
  import('../features/hazard/ReportPart.tsx').then((module) => ({ default: module.ReportPart })),
);
const TickSender = lazy(() =>
  import('../features/emergency/TickSender.tsx').then((module) => ({ default: module.TickSender })),
);
const TriageWork = lazy(() =>
  import('../features/triage/TriageWork.tsx').then((module) => ({ default: module.TriageWork })),
);

/** The whole window: the map fills it, everything else floats over it; some ways of working take it all. */
export function App() {
  const { t } = useTranslation();
  const isSmall = useIsSmall();
  const page = usePage();
  useShortcuts();
  useLive();
  useWatermark();
  return (
    <div className={styles.app}>
      <button type="button" className={styles.skip} onClick={page === null ? focusMap : focusPage}>
        {t(page === null ? 'app.skip' : 'app.skipToPage')}
      </button>
      <MapSlot isCovered={page !== null} />
      {!isSmall && <Rail />}
      <header className={styles.top}>
        <div className={styles.breadcrumb}>
          <Boundary fallback={null}>
            {page === null ? <Breadcrumb /> : <h1 className={styles.pageName}>{t(`app.mode.${page}`)}</h1>}
          </Boundary>
        </div>
        {page === null && (
          <div className={styles.search}>
            <Boundary fallback={null}>
              <SearchBox />
            </Boundary>
          </div>
        )}
        <UserArea />
      </header>
      <Notices />
      {page === null ? <Panels isSmall={isSmall} /> : <Page page={page} />}
      <Boundary fallback={null}>
        <GlassDialog />
      </Boundary>
    </div>
  );
}

/** The map, from the first time it is looked at; a page over it only covers it, so that coming back takes no time. */
function MapSlot({ isCovered }: { isCovered: boolean }) {
  const wasSeen = useRef(false);
  wasSeen.current ||= !isCovered;
  if (!wasSeen.current) return null;
  return (
    <div className={styles.mapSlot} role={isCovered ? undefined : 'main'} inert={isCovered}>
      <Boundary fallback={null}>
        <MapView />
      </Boundary>
      <NoArea />
    </div>
  );
}

/** What floats over the map. */
function Panels({ isSmall }: { isSmall: boolean }) {
  const { t } = useTranslation();
  const [{ selection }] = useMapState();
  const mode = useMode();
  const maySee = useMay('emergency.see');
  const mayTick = useMay('emergency.tick');
  usePadding(isSmall, mode);
  return (
    <>
      {mode === 'reassign' && (
        <Boundary fallback={null}>
          <ReassignWork />
        </Boundary>
      )}
      {mode === 'triage' && (
        <Boundary fallback={null}>
          <TriageWork />
        </Boundary>
      )}
      {isSmall ? <Sheet /> : <LeftPanel />}
      {!isSmall && selection && (
        <aside className={styles.right} aria-label={t('app.details')}>
          <Drawer selection={selection} />
        </aside>
      )}
      <Boundary fallback={null}>
        <ReportPart />
        {maySee && <EmergencyKeeper />}
        {mayTick && <TickSender />}
      </Boundary>
      <MapFooter />
    </>
  );
}

function focusMap(): void {
  useMapStore.getState().map?.getCanvas().focus();
}

function focusPage(): void {
  document.getElementById(pageId)?.focus();
}

/** Said in place of the map when there is nothing to show. */
function NoArea() {
  const { t } = useTranslation();
  const description = useMapDescription();
  return description?.areas.length === 0 ? <p className={styles.noArea}>{t('app.empty')}</p> : null;
}

/** Tells the map how much of it the panels cover, so that what is flown to is never under one. */
function usePadding(isSmall: boolean, mode: Mode): void {
  const [{ selection }] = useMapState();
  const { isOpen, sheet } = usePanels();
  const setPadding = useMapStore((store) => store.setPadding);
  const isWide = useIsWide();
  const isDrawn = selection !== null;
  useEffect(() => {
    if (isSmall) {
      const sheetHeight = sheet === 'peek' && !isDrawn ? 76 : window.innerHeight * 0.52;
      setPadding({ top: 64, right: 0, bottom: sheetHeight, left: 0 });
    } else {
      setPadding({
        top: 72,
        right: isDrawn || (mode === 'reassign' && isWide) ? 392 : 16,
        bottom: 56,
        left: isOpen ? leftOf(mode) : 80,
      });
    }
  }, [isSmall, sheet, isDrawn, isOpen, mode, isWide, setPadding]);
  const opened = selection && `${selection.kind}.${selection.id}`;
  useEffect(() => {
    if (opened) revealClicked();
  }, [opened]);
}

/** Where the left panel ends, in pixels. */
function leftOf(mode: Mode): number {
  return mode === 'reassign' ? 448 : 400;
}
