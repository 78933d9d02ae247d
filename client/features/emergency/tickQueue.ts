import { create } from 'zustand';
import type { Evacuation, Tick } from '../../../shared/evacuation.ts';

/** A tick that the server has not taken yet; it names nobody. */
export type HeldTick = {
  countyCode: string;
  emergencyId: number;
  evacuationId: number;
  tick: Tick;
  on: boolean;
  /** When it was made, which is what counts however late it is sent. */
  at: string;
};

type TickQueue = {
  held: readonly HeldTick[];
  /** The server could not be reached the last time. */
  isAway: boolean;
  hold: (tick: HeldTick) => void;
  drop: (tick: HeldTick) => void;
  setAway: (isAway: boolean) => void;
};

/** Kept by the window, so that a reload loses none; forgotten with whoever signs out. */
const storageKey = 'cuntu.ticks';

export const useTickQueue = create<TickQueue>((set) => ({
  held: readHeld(),
  isAway: false,
  hold: (tick) => set(({ held }) => kept([...held, tick])),
  drop: (tick) => set(({ held }) => kept(held.filter((each) => each !== tick))),
  setAway: (isAway) => set({ isAway }),
}));

function kept(held: readonly HeldTick[]): { held: readonly HeldTick[] } {
  sessionStorage.setItem(storageKey, JSON.stringify(held));
  return { held };
}

function readHeld(): HeldTick[] {
  try {
    const read: unknown = JSON.parse(globalThis.sessionStorage?.getItem(storageKey) ?? '[]');
    return Array.isArray(read) ? read : [];
  } catch {
    return [];
  }
}

/** The rows with what is held for them, so that a tick stands from the moment it is made. */
export function withHeld(rows: readonly Evacuation[], held: readonly HeldTick[], emergencyId: number): Evacuation[] {
  const own = held.filter((tick) => tick.emergencyId === emergencyId);
  return rows.map((row) => own.filter(({ evacuationId }) => evacuationId === row.id).reduce(ticked, row));
}

/** A row after a tick of one's own. */
export function ticked(row: Evacuation, { tick, on, at }: Pick<HeldTick, 'tick' | 'on' | 'at'>): Evacuation {
  return { ...row, [tick]: on ? { at, by: '' } : null };
}
