import { create } from 'zustand';
import type { Action } from '../../shared/permissions.ts';
import { useMe } from '../api/me.ts';
import { type LeftTab, type Mode, useMapState } from '../url/mapState.ts';
import { useMode } from './modes.ts';

/** How far the sheet of a small screen is drawn up. */
export type SheetHeight = 'peek' | 'half' | 'full';

type PanelStore = {
  isOpen: boolean;
  sheet: SheetHeight;
  /** Opens what the tabs are in. */
  open: () => void;
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
  const [{ tab: wanted }] = useMapState();
  const tabs = (tabsOfMode[useMode()] ?? []).filter((each) => {
    const action = tabActions[each];
    return action === null || actions.includes(action);
  });
  return { tabs, tab: wanted && tabs.includes(wanted) ? wanted : (tabs[0] ?? 'layers') };
}

/** Shows a tab, opening what it is in. */
export function useShowTab(): (tab: LeftTab) => void {
  const [, change] = useMapState();
  const open = usePanels((state) => state.open);
  return (tab) => {
    open();
    change({ tab });
  };
}

/** Which panel is open at the left, or in the sheet of a small screen. */
export const usePanels = create<PanelStore>((set) => ({
  isOpen: true,
  sheet: 'peek',
  open: () => set((state) => ({ isOpen: true, sheet: state.sheet === 'full' ? 'full' : 'half' })),
  setOpen: (isOpen) => set({ isOpen }),
  setSheet: (sheet) => set({ sheet }),
}));
