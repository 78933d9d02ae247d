import { create } from 'zustand';

export const leftTabs = ['summary', 'layers', 'unplaced'] as const;
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

/** Which panel is open at the left, or in the sheet of a small screen. */
export const usePanels = create<PanelStore>((set) => ({
  tab: 'summary',
  isOpen: true,
  sheet: 'peek',
  show: (tab) => set((state) => ({ tab, isOpen: true, sheet: state.sheet === 'full' ? 'full' : 'half' })),
  setOpen: (isOpen) => set({ isOpen }),
  setSheet: (sheet) => set({ sheet }),
}));
