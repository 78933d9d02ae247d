import type { Gesture } from '../../../../shared/move.ts';
import { type PlanSteps, perform, redo, undo } from '../../../../shared/plan.ts';
import type { PlanPosition } from '../../../../shared/reassign.ts';

/** One write to a plan as it is made by hand. */
export type PlanWrite = { kind: 'gesture'; gesture: Gesture } | { kind: 'undo' } | { kind: 'redo' };

/** A write that is shown already; `revision` is the plan's after it, null until the server has said so. */
export type Pending = { write: PlanWrite; revision: number | null };

/** A plan's steps after a write; the same when there is nothing to undo or redo. */
export function stepsAfter(steps: PlanSteps, write: PlanWrite): PlanSteps {
  switch (write.kind) {
    case 'gesture':
      return perform(steps, write.gesture);
    case 'undo':
      return undo(steps)?.steps ?? steps;
    case 'redo':
      return redo(steps)?.steps ?? steps;
  }
}

/** What the server last said of a plan, and on top of it what it has not told back yet. */
export function shownSteps(told: PlanSteps, revision: number, pending: readonly Pending[]): PlanSteps {
  return pending
    .filter((each) => each.revision === null || each.revision > revision)
    .reduce((steps, { write }) => stepsAfter(steps, write), told);
}

type QueueParts = {
  revision: number;
  show: (pending: readonly Pending[]) => void;
  send: (revision: number, write: PlanWrite) => Promise<PlanPosition>;
  /** Whether the server has been reached at all: what failed so is kept and tried again. */
  isAway: (error: unknown) => boolean;
  /** Where the plan stands if the server did make the write though its answer never came; null when it did not. */
  wasMade: (revision: number, write: PlanWrite) => Promise<PlanPosition | null>;
  /** Resolves when the server may be asked again. */
  rest: (tries: number) => Promise<void>;
  /** The server cannot be reached just now, or can again. */
  onAway: (isAway: boolean) => void;
  /** The server has made a write that was begun from `revision`. */
  onMade: (write: PlanWrite, revision: number, position: PlanPosition) => void;
  /** A write was refused; those after it were not sent, and none of them is shown any more. */
  onFailure: (error: unknown) => void;
};

export type PlanQueue = {
  /** Shows a write at once and sends it after those before it. */
  write: (write: PlanWrite) => void;
  /** The server has told of a revision. */
  heard: (revision: number) => void;
};

/**
 * Sends the writes to one plan in order, each naming the revision that the one before it left: gestures follow each other
 * faster than answers, and the server refuses whoever does not name its latest revision. While the server is away they
 * wait, and nothing is lost.
 */
export function planQueue({ revision, show, onMade, onFailure, ...server }: QueueParts): PlanQueue {
  let known = revision;
  let pending: Pending[] = [];
  let isSending = false;
  const become = (next: Pending[]) => {
    pending = next;
    show(pending);
  };
  const run = async () => {
    isSending = true;
    try {
      for (let next = pending.find(isUnsent); next; next = pending.find(isUnsent)) {
        const { write } = next;
        const from = known;
        const position = await sendUntilHeard(server, from, write);
        known = Math.max(known, position.revision);
        onMade(write, from, position);
        become(pending.map((each) => (each === next ? { write, revision: position.revision } : each)));
      }
    } catch (error) {
      become([]);
      onFailure(error);
    }
    isSending = false;
  };
  return {
    write: (write) => {
      become([...pending.filter((each) => isUnsent(each) || each.revision === known), { write, revision: null }]);
      if (!isSending) void run();
    },
    heard: (heard) => {
      known = Math.max(known, heard);
    },
  };
}

type Server = Pick<QueueParts, 'send' | 'isAway' | 'wasMade' | 'rest' | 'onAway'>;

/** An answer may be lost on its way: before a write is sent once more, the server is asked whether it has it. */
async function sendUntilHeard(
  { send, isAway, wasMade, rest, onAway }: Server,
  revision: number,
  write: PlanWrite,
): Promise<PlanPosition> {
  for (let tries = 0; ; tries += 1) {
    try {
      const made = tries === 0 ? null : await wasMade(revision, write);
      const position = made ?? (await send(revision, write));
      if (tries > 0) onAway(false);
      return position;
    } catch (error) {
      if (!isAway(error)) {
        if (tries > 0) onAway(false);
        throw error;
      }
      onAway(true);
      await rest(tries);
    }
  }
}

function isUnsent({ revision }: Pending): boolean {
  return revision === null;
}
