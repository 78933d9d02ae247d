import { create } from 'zustand';
import type { GapStep } from '../../../shared/gaps.ts';
import type { Move, Slot } from '../../../shared/move.ts';
import type { Combine, PenKind } from '../../map/drawing/pen.ts';
import type { Comparison } from './plans/comparison.ts';
import { combined } from './select/selection.ts';

/** What the pointer does on the map: point at single things, at a side of a street, or draw. */
export const tools = ['point', 'box', 'lasso', 'polygon', 'brush', 'street'] as const satisfies readonly (
  | PenKind
  | 'point'
  | 'street'
)[];
export type Tool = (typeof tools)[number];

/** What the panel shows below the plan. */
export const pages = ['move', 'suggest', 'zones', 'past', 'plans'] as const;
export type PanelPage = (typeof pages)[number];

type Chosen = {
  /** What is selected is of this slot; another slot begins with nothing. */
  slot: Slot;
  /** Households, or zones in the slot `grid`. */
  selected: ReadonlySet<number>;
  /** What would be selected by the shape being drawn; null while none is. */
  catching: ReadonlySet<number> | null;
};

type ReassignStore = Chosen & {
  tool: Tool;
  /** What the next touch does to what is selected; a mouse and a keyboard have Shift and Alt for it. */
  combine: Combine;
  page: PanelPage;
  /** Where the pointer is held over in the panel's list of targets. */
  pointedTarget: number | null;
  gap: GapStep | null;
  /** Suggested moves that are looked at before they are taken; null while there are none. */
  proposed: readonly Move[] | null;
  /** The zone whose actions are shown. */
  zoneInFocus: number | null;
  /** What the map shows instead of the plan at work; null while it shows that. */
  comparison: Comparison | null;
  /** The day the map is looked at as of; null for today. */
  pastDay: string | null;
  /** A line said at the foot of the panel: what was done or why not. */
  message: string | null;
  /** Takes back what the message says was done; null when there is nothing to take back. */
  takeBack: (() => void) | null;
  begin: (slot: Slot) => void;
  setTool: (tool: Tool) => void;
  setCombine: (combine: Combine) => void;
  setPage: (page: PanelPage) => void;
  select: (ids: readonly number[], how?: Combine) => void;
  setSelected: (selected: ReadonlySet<number>) => void;
  setCatching: (catching: ReadonlySet<number> | null) => void;
  pointAt: (target: number | null) => void;
  focusZone: (zoneId: number | null) => void;
  compare: (comparison: Comparison | null) => void;
  setPastDay: (day: string | null) => void;
  setGap: (gap: GapStep | null) => void;
  propose: (moves: readonly Move[] | null) => void;
  say: (message: string | null, takeBack?: () => void) => void;
};

const nobody: ReadonlySet<number> = new Set();

/** What is selected and how, while a plan is worked on; the plan itself is on the server. */
export const useReassignStore = create<ReassignStore>((set) => ({
  slot: 'lane',
  selected: nobody,
  catching: null,
  tool: 'point',
  combine: 'replace',
  page: 'move',
  pointedTarget: null,
  gap: null,
  proposed: null,
  zoneInFocus: null,
  comparison: null,
  pastDay: null,
  message: null,
  takeBack: null,
  begin: (slot) =>
    set((state) => (state.slot === slot ? state : { slot, selected: nobody, catching: null, pointedTarget: null })),
  setTool: (tool) => set({ tool, catching: null }),
  setCombine: (combine) => set({ combine }),
  setPage: (page) => set({ page, comparison: null, message: null, takeBack: null }),
  select: (ids, how = 'replace') =>
    set(({ selected }) => ({ selected: combined(selected, ids, how), catching: null, message: null, takeBack: null })),
  setSelected: (selected) =>
    set(({ combine }) => ({
      selected,
      combine: selected.size === 0 ? 'replace' : combine,
      catching: null,
      message: null,
      takeBack: null,
    })),
  setCatching: (catching) => set({ catching }),
  pointAt: (pointedTarget) => set({ pointedTarget }),
  focusZone: (zoneInFocus) => set({ zoneInFocus }),
  compare: (comparison) => set({ comparison }),
  setPastDay: (pastDay) => set({ pastDay }),
  setGap: (gap) => set({ gap }),
  propose: (proposed) => set({ proposed }),
  say: (message, takeBack) => set({ message, takeBack: takeBack ?? null }),
}));
