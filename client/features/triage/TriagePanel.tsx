import { useTranslation } from 'react-i18next';
import { dayNumber } from '../../../shared/geo.ts';
import { isOpen } from '../../../shared/hazard.ts';
import { isOverdueRow, stateAt } from '../../map/visible.ts';
import { KeyFigure } from '../../ui/KeyFigure.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { ErrorNote, Skeleton } from '../../ui/states.tsx';
import { TabPanel, Tabs } from '../../ui/Tabs.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { type TriagePage, triagePages, useMapState } from '../../url/mapState.ts';
import { ExposurePage } from './exposure/ExposurePage.tsx';
import { ActiveParts } from './filter/ActiveParts.tsx';
import { FacetPart } from './filter/FacetPart.tsx';
import { PlacePart } from './filter/PlacePart.tsx';
import { SavedFilters } from './filter/SavedFilters.tsx';
import { HazardList } from './list/HazardList.tsx';
import { SelectionBar } from './list/SelectionBar.tsx';
import { PatternPage } from './pattern/PatternPage.tsx';
import styles from './triage.module.css';
import { useTriageStore } from './triageStore.ts';
import { UrgencyPage } from './urgency/UrgencyPage.tsx';
import { type TriageNow, useTriageNow } from './useTriage.ts';

/** 研判: which hazards there are, where, how bad and how late, and what is done about them. */
export function TriagePanel() {
  const now = useTriageNow((store) => store.now);
  const [{ triagePage }] = useMapState();
  return (
    <div className={styles.panel}>
      {now ? (
        <>
          <PageTabs />
          <TabPanel id="triage" value={triagePage}>
            <Page now={now} page={triagePage} />
          </TabPanel>
        </>
      ) : (
        <Skeleton widths={[46, 100, 64, 100, 88, 92, 76, 84]} />
      )}
    </div>
  );
}

function PageTabs() {
  const { t } = useTranslation();
  const [{ triagePage }, change] = useMapState();
  return (
    <Tabs
      id="triage"
      look="line"
      label={t('triage.pages')}
      tabs={triagePages.map((value) => ({ value, word: t(`triage.page.${value}`) }))}
      value={triagePage}
      onChange={(page) => change({ triagePage: page })}
      className={styles.pages}
    />
  );
}

function Page({ now, page }: { now: TriageNow; page: TriagePage }) {
  switch (page) {
    case 'list':
      return <ListPage now={now} />;
    case 'exposure':
      return <ExposurePage now={now} />;
    case 'urgency':
      return <UrgencyPage now={now} />;
    case 'pattern':
      return <PatternPage now={now} />;
  }
}

function ListPage({ now }: { now: TriageNow }) {
  const { t } = useTranslation();
  const { text, setText } = useTriageStore();
  return (
    <>
      <Figures now={now} />
      <div className={styles.search}>
        <SearchField label={t('triage.search')} value={text} onChange={setText} />
      </div>
      <ActiveParts />
      <FacetPart now={now} />
      <PlacePart />
      <SavedFilters now={now} />
      <SelectionBar now={now} />
      {now.error ? <ErrorNote error={now.error} /> : null}
      <HazardList now={now} />
    </>
  );
}

/** How many, of how many; and what of them is late. */
function Figures({ now }: { now: TriageNow }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const { register, rows } = now;
  const today = dayNumber(register.today);
  const open = rows.filter((row) => isOpen(stateAt(register.hazard, row))).length;
  const overdue = rows.filter((row) => isOverdueRow(register.hazard, row, today)).length;
  return (
    <div role="status" aria-busy={now.isAsking}>
      <KeyFigure
        value={count(rows.length)}
        note={
          <>
            {t('triage.ofAll', { all: count(register.hazard.id.length), open: count(open) })}
            {overdue > 0 && <strong className={styles.late}>{t('triage.overdueCount', { count: overdue })}</strong>}
          </>
        }
      />
    </div>
  );
}
