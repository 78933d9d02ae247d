import { useTranslation } from 'react-i18next';
import type { Notice } from '../../../shared/notice.ts';
import { usePanels } from '../../app/panelStore.ts';
import { Silent } from '../../ui/Hint.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { type MapState, type SelectionKind, useMapState } from '../../url/mapState.ts';
import styles from './notice.module.css';

type NoticeRowProps = { notice: Notice; onRead: () => void; onFollow: () => void };

/** One notice; a click opens what it speaks of, and it is read then. */
export function NoticeRow({ notice, onRead, onFollow }: NoticeRowProps) {
  const { ago } = useFormat();
  const [, change] = useMapState();
  const open = usePanels((state) => state.open);
  const { t } = useTranslation();
  const subject = subjectOf(notice);
  const follow = () => {
    onRead();
    if (!subject) return;
    change({ ...subject, ...(notice.villageCode ? { area: notice.villageCode } : {}) });
    if (subject.tab) open();
    onFollow();
  };
  return (
    <li>
      <button type="button" className={styles.row} data-unread={notice.readAt === null} onClick={follow}>
        <span className={styles.text}>{useNoticeText(notice)}</span>
        <span className={styles.when}>
          {notice.readAt === null && <Silent>{t('notice.unread')}</Silent>}
          <time dateTime={notice.at}>{ago(notice.at)}</time>
        </span>
      </button>
    </li>
  );
}

/** What a notice is about, where it can be opened: a card beside the map, a plan to be worked on, or an evacuation. */
function subjectOf(notice: Notice): Partial<MapState> | null {
  const { countyCode } = notice;
  const card = (kind: SelectionKind, id: number): Partial<MapState> => ({
    mode: 'view',
    selection: { kind, countyCode, id },
  });
  switch (notice.kind) {
    case 'glassOpened':
      return card('household', notice.detail.householdId);
    case 'leadChanged':
    case 'chargeChanged':
      return card('zone', notice.detail.zoneId);
    case 'hazardAssigned':
    case 'hazardReturned':
    case 'hazardReferred':
    case 'hazardReopened':
    case 'hazardDecided':
      return card('hazard', notice.detail.hazardId);
    case 'planSubmitted':
    case 'planDecided':
      return { mode: 'reassign', selection: null, plan: notice.detail.planId };
    case 'emergencyStarted':
      return { mode: 'triage', tab: 'emergency', selection: null, emergency: notice.detail.emergencyId };
    case 'linksChanged':
      return null;
  }
}

function useNoticeText(notice: Notice): string {
  const { t } = useTranslation();
  switch (notice.kind) {
    case 'glassOpened':
      return t('notice.glassOpened', { number: notice.detail.number });
    case 'leadChanged':
      return t('notice.leadChanged', { zone: notice.detail.zoneName });
    case 'chargeChanged': {
      const { zoneName, added, removed } = notice.detail;
      return t('notice.chargeChanged', { zone: zoneName, added, removed });
    }
    case 'linksChanged':
      return t('notice.linksChanged', notice.detail);
    case 'planSubmitted':
      return t('notice.planSubmitted', { moves: notice.detail.moves });
    case 'planDecided':
      return t(`notice.planDecided.${notice.detail.decision}`);
    case 'hazardAssigned':
      return t('notice.hazardAssigned', { number: notice.detail.number });
    case 'hazardReturned':
      return t('notice.hazardReturned', { number: notice.detail.number });
    case 'hazardReferred':
      return t('notice.hazardReferred', { number: notice.detail.number });
    case 'hazardReopened':
      return t('notice.hazardReopened', { number: notice.detail.number });
    case 'hazardDecided':
      return t(`notice.hazardDecided.${notice.detail.decision}`, { number: notice.detail.number });
    case 'emergencyStarted':
      return t('notice.emergencyStarted', { name: notice.detail.name, households: notice.detail.households });
  }
}
