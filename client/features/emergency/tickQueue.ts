import { z } from 'zod';
import { create } from 'zustand';
import { type Evacuation, type Tick, ticks } from '../../../shared/evacuation.ts';
import { drop as dropKept, keep, keptUnder } from '../../api/outbox.ts';

const heldTickSchema = z.object({
  /** When, of which row and which: no two are alike. */
  key: z.string(),
  countyCode: z.string(),
  emergencyId: z.number(),
  evacuationId: z.number(),
  tick: z.enum(ticks),
  on: z.boolean(),
  /** When it was made, which is what counts however late it is sent. */
  at: z.string(),
});

/** A tick that the server has not taken yet; it names nobody. */
export type HeldTick = z.infer<typeof heldTickSchema>;

type TickQueue = {
  /** Whose ticks are held; null before anybody's were read. */
  account: string | null;
  held: readonly HeldTick[];
  /** The server could not be reached the last time. */
  isAway: boolean;
  /** Why the server refused the last one; null after the next. */
  refused: unknown;
  /** Takes up what an earlier window of the account could not send. */
  begin: (account: string) => Promise<void>;
  hold: (tick: Omit<HeldTick, 'key'>) => void;
  drop: (tick: HeldTick) => void;
  setAway: (isAway: boolean) => void;
  refuse: (refused: unknown) => void;
};

/** Ticks are kept beyond the window each for itself, as two windows may make them; sent twice, one changes nothing. */
export const useTickQueue = create<TickQueue>((set, get) => ({
  account: null,
  held: [],
  isAway: false,
  refused: null,
  begin: async (account) => {
    if (get().account === account) return;
    set({ account });
    const kept = await keptUnder(startOf(account));
    const read = kept.flatMap((value) => heldTickSchema.safeParse(value).data ?? []);
    set(({ held }) => ({ held: [...read, ...held] }));
  },
  hold: (tick) => {
    const { account } = get();
    const kept: HeldTick = { ...tick, key: `${tick.at} ${tick.evacuationId} ${tick.tick}` };
    set(({ held }) => ({ held: [...held, kept] }));
    if (account !== null) void keep(startOf(account) + kept.key, kept);
  },
  drop: (tick) => {
    const { account } = get();
    set(({ held }) => ({ held: held.filter((each) => each !== tick) }));
    if (account !== null) void dropKept(startOf(account) + tick.key);
  },
  setAway: (isAway) => set({ isAway }),
  refuse: (refused) => set({ refused }),
}));

/** Keys sort by when the ticks were made. */
function startOf(account: string): string {
  return `${account}/tick/`;
}

/** The rows with what is held for them, so that a tick stands from the moment it is made. */
export function withHeld(rows: readonly Evacuation[], held: readonly HeldTick[], emergencyId: number): Evacuation[] {
  const own = held.filter((tick) => tick.emergencyId === emergencyId);
  return rows.map((row) => own.filter(({ evacuationId }) => evacuationId === row.id).reduce(ticked, row));
}

/** A row after a tick of one's own. */
export function ticked(row: Evacuation, { tick, on, at }: { tick: Tick; on: boolean; at: string }): Evacuation {
  return { ...row, [tick]: on ? { at, by: '' } : null };
}
