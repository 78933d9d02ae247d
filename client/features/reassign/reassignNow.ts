import { create } from 'zustand';
import type { MemberSummary } from '../../../shared/household.ts';
import type { Slot } from '../../../shared/move.ts';
import type { Presence, ZoneLock } from '../../../shared/reassign.ts';
import type { Register } from '../../map/visible.ts';
import type { Preview } from './balance/preview.ts';
import type { Draft } from './draft.ts';
import type { OpenPlan } from './plans/usePlan.ts';

/** Everything the panel, the map and the keys work on at this moment. */
export type ReassignNow = {
  villageCode: string;
  countyCode: string;
  register: Register;
  members: readonly MemberSummary[];
  draft: Draft;
  open: OpenPlan | null;
  /** Why the plan in the address cannot be read; null when it can. */
  planError: unknown;
  slot: Slot;
  /** What is selected, or would be by the shape being drawn. */
  chosen: ReadonlySet<number>;
  /** Who would get it: what the pointer is on, else what was chosen. */
  target: number | null;
  preview: Preview;
  locks: readonly ZoneLock[];
  locked: ReadonlySet<number>;
  others: readonly Presence[];
  /** Whether whoever looks may draft plans at all, and not only look at them and decide. */
  mayDraft: boolean;
};

/** Worked out once by `ReassignWork` and read by everybody else; null while something is still being fetched. */
export const useReassignNow = create<{ now: ReassignNow | null }>(() => ({ now: null }));
