import { create } from 'zustand';

/** Whom one wants to look at through the glass: a household one has in hand, or one to be found in a village. */
export type GlassTarget =
  | { countyCode: string; id: number; name: string }
  | { villageCode: string; villageName: string };

type GlassStore = { asked: GlassTarget | null; ask: (target: GlassTarget) => void; close: () => void };

/** Whether somebody is asking for 应急查看; the dialog that does it looks here. */
export const useGlass = create<GlassStore>((set) => ({
  asked: null,
  ask: (asked) => set({ asked }),
  close: () => set({ asked: null }),
}));
