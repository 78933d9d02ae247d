import { z } from 'zod';

/** What is reassigned: a household to an innermost zone, a zone to the one around it, a household to a party member. */
export const slots = ['lane', 'grid', 'member'] as const;
export type Slot = (typeof slots)[number];

const rowId = z.number().int().positive();

/**
 * One thing changes hands. `id` is a household in the slots `lane` and `member` and a zone in the slot `grid`;
 * `from` and `to` are zones, in the slot `member` persons; null is nobody.
 */
export const moveSchema = z
  .object({ slot: z.enum(slots), id: rowId, from: rowId.nullable(), to: rowId.nullable() })
  .refine(({ from, to }) => from !== to, { message: 'a move leads elsewhere' });
export type Move = z.infer<typeof moveSchema>;

/** What a gesture was made with, so that a plan's history can be read. */
export const gestureKinds = ['assign', 'repair', 'links', 'split', 'revert', 'resolve'] as const;

/** How many moves one gesture may hold: ten large villages, and packed still less than a request may hold. */
export const maxMovesOfGesture = 100_000;

/** One step of undo: moves that were made at once. */
export const gestureSchema = z.object({
  kind: z.enum(gestureKinds),
  moves: z.array(moveSchema).min(1).max(maxMovesOfGesture),
});
export type Gesture = z.infer<typeof gestureSchema>;

/** Who has what, read and written by moves: maps, columns, a balance sheet or rows of the database. */
export type Belonging = {
  /** The holder of a thing, null for nobody. */
  holder(slot: Slot, id: number): number | null;
  put(slot: Slot, id: number, to: number | null): void;
};

/** A move that met something else than it was drafted from, with what is there now. */
export type Conflict = { move: Move; now: number | null };

/** Belonging kept in a map per slot; what is in none belongs to nobody. */
export function belongingOf(maps: Record<Slot, Map<number, number>>): Belonging {
  return {
    holder: (slot, id) => maps[slot].get(id) ?? null,
    put: (slot, id, to) => {
      if (to === null) maps[slot].delete(id);
      else maps[slot].set(id, to);
    },
  };
}

/** Says which of these two moves are of the same thing. */
export function keyOf({ slot, id }: Pick<Move, 'slot' | 'id'>): string {
  return `${slot} ${id}`;
}

/** The moves that take back the given ones. */
export function invert(moves: readonly Move[]): Move[] {
  return moves.map(({ slot, id, from, to }) => ({ slot, id, from: to, to: from })).reverse();
}

/**
 * The net effect of moves one after the other: at most one per slot and id, in the order of their first appearance;
 * what ends where it began is left out.
 */
export function compose(...batches: readonly (readonly Move[])[]): Move[] {
  const net = new Map<string, Move>();
  for (const moves of batches) {
    for (const move of moves) {
      const key = keyOf(move);
      const before = net.get(key);
      net.set(key, before ? { ...before, to: move.to } : move);
    }
  }
  return [...net.values()].filter(({ from, to }) => from !== to);
}

/** Those of the moves that start from something else than what is there now. */
export function conflictsOf(moves: readonly Move[], belonging: Pick<Belonging, 'holder'>): Conflict[] {
  return moves.flatMap((move) => {
    const now = belonging.holder(move.slot, move.id);
    return now === move.from ? [] : [{ move, now }];
  });
}

/** Makes all moves or none: returns the conflicts for which nothing was done. */
export function apply(moves: readonly Move[], belonging: Belonging): Conflict[] {
  const net = compose(moves);
  const conflicts = conflictsOf(net, belonging);
  if (conflicts.length > 0) return conflicts;
  for (const { slot, id, to } of net) belonging.put(slot, id, to);
  return [];
}

/** The moves that give every thing to one holder, as a gesture with a selection means it; those already there stay. */
export function movesTo(
  slot: Slot,
  ids: Iterable<number>,
  to: number | null,
  belonging: Pick<Belonging, 'holder'>,
): Move[] {
  return [...new Set(ids)].flatMap((id) => {
    const from = belonging.holder(slot, id);
    return from === to ? [] : [{ slot, id, from, to }];
  });
}
