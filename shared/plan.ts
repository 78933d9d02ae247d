import { z } from 'zod';
import {
  type Belonging,
  type Conflict,
  compose,
  type Gesture,
  gestureKinds,
  gestureSchema,
  invert,
  keyOf,
  type Move,
  maxMovesOfGesture,
  type Slot,
  slots,
} from './move.ts';

/** 草稿, 待批, 已批, 已发布, 已撤回. */
export const planStates = ['draft', 'submitted', 'approved', 'published', 'reverted'] as const;
export type PlanState = (typeof planStates)[number];

/** Where a plan may go from each state: back to a draft while it is not published, and never away from `reverted`. */
export const nextStates: Record<PlanState, readonly PlanState[]> = {
  draft: ['submitted'],
  submitted: ['draft', 'approved'],
  approved: ['draft', 'published'],
  published: ['reverted'],
  reverted: [],
};

/** What has been done in a plan, oldest first, and what was undone, next to be redone last. */
export const planStepsSchema = z.object({ done: z.array(gestureSchema), undone: z.array(gestureSchema) });
export type PlanSteps = z.infer<typeof planStepsSchema>;

export const noSteps: PlanSteps = { done: [], undone: [] };

/** The plan after a gesture; what was undone before cannot be redone any more. */
export function perform(steps: PlanSteps, gesture: Gesture): PlanSteps {
  return { done: [...steps.done, gesture], undone: [] };
}

/** The plan without its last gesture, with the moves that take it back; null when nothing is left to undo. */
export function undo(steps: PlanSteps): { steps: PlanSteps; moves: Move[] } | null {
  const gesture = steps.done.at(-1);
  if (!gesture) return null;
  return {
    steps: { done: steps.done.slice(0, -1), undone: [...steps.undone, gesture] },
    moves: invert(gesture.moves),
  };
}

/** The plan with the gesture last undone, with its moves; null when nothing is left to redo. */
export function redo(steps: PlanSteps): { steps: PlanSteps; moves: Move[] } | null {
  const gesture = steps.undone.at(-1);
  if (!gesture) return null;
  return {
    steps: { done: [...steps.done, gesture], undone: steps.undone.slice(0, -1) },
    moves: gesture.moves,
  };
}

/** What a plan does in all: at most one move per slot and id. */
export function netMoves(steps: PlanSteps): Move[] {
  return compose(...steps.done.map(({ moves }) => moves));
}

/** What else happens when `other` is published instead of `one`; both are net moves. */
export function diffOfPlans(one: readonly Move[], other: readonly Move[]): Move[] {
  return compose(invert(one), other);
}

/** All that goes from one holder to another in a slot. */
export type Transfer = { slot: Slot; from: number | null; to: number | null; ids: number[] };

/** Net moves as who gives how many to whom, the largest first. */
export function transfersOf(moves: readonly Move[]): Transfer[] {
  const transfers = new Map<string, Transfer>();
  for (const { slot, id, from, to } of moves) {
    const key = `${slot} ${from} ${to}`;
    const transfer = transfers.get(key);
    if (transfer) transfer.ids.push(id);
    else transfers.set(key, { slot, from, to, ids: [id] });
  }
  return [...transfers.values()].sort((a, b) => b.ids.length - a.ids.length || compareHolders(a, b));
}

/** A gesture as it is sent: many things go between few holders, so that this is a tenth as long as its moves. */
export type PackedGesture = { kind: Gesture['kind']; transfers: Transfer[] };

/** The net effect of a gesture's moves, packed. */
export function packed({ kind, moves }: Gesture): PackedGesture {
  return { kind, transfers: transfersOf(compose(moves)) };
}

const rowId = z.number().int().positive();
const transferSchema = z
  .object({ slot: z.enum(slots), from: rowId.nullable(), to: rowId.nullable(), ids: z.array(rowId).min(1) })
  .refine(({ from, to }) => from !== to, { message: 'a move leads elsewhere' });

/** A packed gesture, turned back into moves. */
export const packedGestureSchema = z
  .object({ kind: z.enum(gestureKinds), transfers: z.array(transferSchema).min(1) })
  .refine(({ transfers }) => transfers.reduce((sum, { ids }) => sum + ids.length, 0) <= maxMovesOfGesture, {
    message: `at most ${maxMovesOfGesture} moves`,
  })
  .transform(
    ({ kind, transfers }): Gesture => ({
      kind,
      moves: transfers.flatMap(({ slot, from, to, ids }) => ids.map((id) => ({ slot, id, from, to }))),
    }),
  );

function compareHolders(a: Transfer, b: Transfer): number {
  return a.slot.localeCompare(b.slot) || (a.from ?? 0) - (b.from ?? 0) || (a.to ?? 0) - (b.to ?? 0);
}

/** What one holder gives and gets by a plan: the content of a notice. */
export type Charge = { slot: Slot; holder: number; gains: Move[]; loses: Move[] };

/** Everyone whose charge changes by net moves, in the order of slots and numbers. */
export function chargesOf(moves: readonly Move[]): Charge[] {
  const charges = new Map<string, Charge>();
  const chargeOf = (slot: Slot, holder: number): Charge => {
    const key = `${slot} ${holder}`;
    const charge = charges.get(key) ?? { slot, holder, gains: [], loses: [] };
    charges.set(key, charge);
    return charge;
  };
  for (const move of moves) {
    if (move.from !== null) chargeOf(move.slot, move.from).loses.push(move);
    if (move.to !== null) chargeOf(move.slot, move.to).gains.push(move);
  }
  return [...charges.values()].sort((a, b) => a.slot.localeCompare(b.slot) || a.holder - b.holder);
}

/** What a lead decides about a row that somebody else has changed meanwhile. */
export const conflictChoices = ['mine', 'theirs'] as const;
export type ConflictChoice = (typeof conflictChoices)[number];

/** The move to publish for a conflict: from what is there now to what the plan wants; null when nothing is left to do. */
export function resolve({ move, now }: Conflict, choice: ConflictChoice): Move | null {
  return choice === 'theirs' || move.to === now ? null : { ...move, from: now };
}

/**
 * The same gestures begun from what is there now, so that a plan goes on after somebody else has published: every move
 * starts where its thing then is, moves of things in `dropped` (keys of `keyOf`) are left out, and so is a gesture
 * without any effect. Steps of undo and redo stay what they were.
 */
export function rebase(
  steps: PlanSteps,
  now: Pick<Belonging, 'holder'>,
  dropped: ReadonlySet<string> = new Set(),
): PlanSteps {
  const holders = new Map<string, number | null>();
  const replay = (gesture: Gesture): Gesture[] => {
    const moves = gesture.moves.flatMap((move): Move[] => {
      const key = keyOf(move);
      if (dropped.has(key)) return [];
      const from = holders.has(key) ? (holders.get(key) ?? null) : now.holder(move.slot, move.id);
      holders.set(key, move.to);
      return from === move.to ? [] : [{ ...move, from }];
    });
    return moves.length > 0 ? [{ ...gesture, moves }] : [];
  };
  const done = steps.done.flatMap(replay);
  return { done, undone: steps.undone.toReversed().flatMap(replay).reverse() };
}
