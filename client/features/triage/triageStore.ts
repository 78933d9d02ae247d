import { create } from 'zustand';
import type { Combine, PenKind } from '../../map/drawing/pen.ts';

/** What the pointer draws, and what for: a place to look in, or a choice among what is listed. */
export const tools = ['point', 'box', 'lasso', 'polygon', 'circle', 'foot', 'street'] as const satisfies readonly (
  | PenKind
  | 'point'
  | 'circle'
  | 'foot'
  | 'street'
)[];
export type Tool = (typeof tools)[number];

type TriageStore = {
  tool: Tool;
  /** Shapes choose rows instead of narrowing the list. */
  isSelecting: boolean;
  metres: number;
  minutes: number;
  /** Ids of chosen hazards. */
  selected: ReadonlySet<number>;
  /** Searched for in number, title, description and pinyin; not in the address, as it may be a name. */
  text: string;
  setTool: (tool: Tool, isSelecting?: boolean) => void;
  setMetres: (metres: number) => void;
  setMinutes: (minutes: number) => void;
  select: (ids: readonly number[], how?: Combine) => void;
  setText: (text: string) => void;
};

export const useTriageStore = create<TriageStore>((set) => ({
  tool: 'point',
  isSelecting: false,
  metres: 200,
  minutes: 5,
  selected: new Set(),
  text: '',
  setTool: (tool, isSelecting = false) => set({ tool, isSelecting }),
  setMetres: (metres) => set({ metres }),
  setMinutes: (minutes) => set({ minutes }),
  select: (ids, how = 'replace') => set(({ selected }) => ({ selected: combined(selected, ids, how) })),
  setText: (text) => set({ text }),
}));

/** What is chosen after a shape or a click with its keys. */
export function combined(selected: ReadonlySet<number>, ids: readonly number[], how: Combine): ReadonlySet<number> {
  switch (how) {
    case 'replace':
      return new Set(ids);
    case 'add':
      return new Set([...selected, ...ids]);
    case 'remove': {
      const gone = new Set(ids);
      return new Set([...selected].filter((id) => !gone.has(id)));
    }
  }
}
