import { create } from 'zustand';
import type { Action } from '../../shared/permissions.ts';
import { useMe } from '../api/me.ts';
import { type Mode, useMapState } from '../url/mapState.ts';
import { useMode } from './modes.ts';

const leftTabs = ['summary', 'reassign', 'triage', 'emergency', 'inspection', 'layers', 'unplaced'] as const;
export type LeftTab = (typeof leftTabs)[number];

/** How far the sheet of a small screen is drawn up. */
export type SheetHeight = 'peek' | 'half' | 'full';

type PanelStore = {
  tab: LeftTab;
  isOpen: boolean;
  sheet: SheetHeight;
  /** Shows a tab, opening what it is in. */
  show: (tab: LeftTab) => void;
  setOpen: (isOpen: boolean) => void;
  setSheet: (sheet: SheetHeight) => void;
};

/** What each tab is about. */
const tabActions: Record<LeftTab, Action | null> = {
  summary: 'summary.see',
  reassign: 'plan.see',
  triage: 'triage.see',
  emergency: 'emergency.see',
  inspection: 'inspection.see',
  layers: null,
  unplaced: 'household.list',
};

/** Which tabs the panel has in each way of working. */
const tabsOfMode: Partial<Record<Mode, readonly LeftTab[]>> = {
  view: ['summary', 'layers', 'unplaced'],
  reassign: ['reassign', 'layers'],
  triage: ['triage', 'emergency', 'inspection', 'layers'],
};

/** The tabs somebody has, and which of them is open. */
export function useTabs(): { tabs: readonly LeftTab[]; tab: LeftTab } {
  const { actions } = useMe();
  const [{ emergency }] = useMapState();
  const wanted = usePanels((state) => state.tab);
  const tabs = (tabsOfMode[useMode()] ?? []).filter((each) => {
    const action = tabActions[each];
    return action === null || actions.includes(action);
  });
  // A shared link to an evacuation opens it.
  const linked = emergency !== null && tabs.includes('emergency') ? 'emergency' : tabs[0];
  return { tabs, tab: tabs.includes(wanted) ? wanted : (linked ?? 'layers') };
}

/** Which panel is open at the left, or in the sheet of a small screen. */
export const usePanels = create<PanelStore>((set) => ({
  tab: 'summary',
  isOpen: true,
  sheet: 'peek',
  show: (tab) => set((state) => ({ tab, isOpen: true, sheet: state.sheet === 'full' ? 'full' : 'half' })),
  setOpen: (isOpen) => set({ isOpen }),
  setSheet: (sheet) => set({ sheet }),
}));
