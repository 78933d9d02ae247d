import { create } from 'zustand';

const storageKey = 'cuntu.basemap';

type BasemapStore = { isOn: boolean; setOn: (isOn: boolean) => void };

/** Whether the configured background is shown; a matter of taste, so it stays with the browser and not in the address. */
export const useBasemap = create<BasemapStore>((set) => ({
  isOn: localStorage.getItem(storageKey) !== 'off',
  setOn: (isOn) => {
    localStorage.setItem(storageKey, isOn ? 'on' : 'off');
    set({ isOn });
  },
}));
