import { z } from 'zod';
import { type Gesture, gestureSchema } from '../../../../shared/move.ts';
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

/** Writes that have not reached the server, and the revision that the first of them is to begin from. */
export const keptWritesSchema = z.object({
  from: z.number(),
  writes: z.array(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('gesture'), gesture: gestureSchema }),
      z.object({ kind: z.enum(['undo', 'redo']) }),
    ]),
  ),
});
export type KeptWrites = z.infer<typeof keptWritesSchema>;

type QueueParts = {
  revision: number;
  /** Nothing is sent before: what an earlier window could not send goes first. */
  ready: Promise<unknown>;
  /** To be kept until it is sent, in case this window is closed first. */
  keep: (unsent: KeptWrites) => void;
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
  /** A write was refused; it and those after it, `lost` in all, were not made, and none of them is shown any more. */
  onFailure: (error: unknown, lost: number) => void;
};

export type PlanQueue = {
  /** Shows a write at once and sends it after those before it. */
  write: (write: PlanWrite) => void;
  /** What an earlier window could not send any more is shown, and sent before what else waits. */
  inherit: (kept: KeptWrites) => void;
  /** The server has told of a revision. */
  heard: (revision: number) => void;
  /** Sends what can be sent and then no more; what the server is too far away for stays kept. Resolves once it rests. */
  close: () => Promise<void>;
};

/**
 * Sends the writes to one plan in order, each naming the revision that the one before it left: gestures follow each other
 * faster than answers, and the server refuses whoever does not name its latest revision. While the server is away they
 * wait, kept beyond the window, and nothing is lost.
 */
export function planQueue({ revision, ready, keep, show, onMade, onFailure, ...server }: QueueParts): PlanQueue {
  let known = revision;
  let pending: Pending[] = [];
  let isClosed = false;
  let sending: Promise<void> | null = null;
  const unsent = () => pending.filter(isUnsent);
  const become = (next: Pending[]) => {
    pending = next;
    show(pending);
    keep({ from: known, writes: unsent().map(({ write }) => write) });
  };
  const run = async (isAgain: boolean) => {
    try {
      let wasSent = isAgain;
      for (let [next] = unsent(); next; [next] = unsent()) {
        const { write } = next;
        const sent: Pending = next;
        const from = known;
        const position = await sendUntilHeard({ ...server, isClosed: () => isClosed }, from, write, wasSent);
        if (!position) return;
        wasSent = false;
        known = Math.max(known, position.revision);
        onMade(write, from, position);
        become(pending.map((each) => (each === sent ? { write, revision: position.revision } : each)));
      }
    } catch (error) {
      const lost = unsent().length;
      become([]);
      onFailure(error, lost);
    }
  };
  const start = (isAgain: boolean) => {
    sending ??= run(isAgain).finally(() => {
      sending = null;
    });
  };
  let isReady = false;
  // Whether the server has the first that was inherited already is not known here.
  let mayBeMade = false;
  const begin = () => {
    if (!isReady || unsent().length === 0) return;
    start(mayBeMade);
    mayBeMade = false;
  };
  const begun = ready.then(() => {
    isReady = true;
    begin();
  });
  return {
    write: (write) => {
      become([...pending.filter((each) => isUnsent(each) || each.revision === known), { write, revision: null }]);
      begin();
    },
    inherit: ({ from, writes }) => {
      const inherited = writes.map((write) => ({ write, revision: null }));
      if (inherited.length === 0) return;
      if (sending) return become([...pending, ...inherited]);
      known = from;
      mayBeMade = true;
      become([...inherited, ...pending]);
      begin();
    },
    heard: (heard) => {
      known = Math.max(known, heard);
    },
    close: async () => {
      isClosed = true;
      await begun;
      await sending;
    },
  };
}

type Server = Pick<QueueParts, 'send' | 'isAway' | 'wasMade' | 'rest' | 'onAway'> & { isClosed: () => boolean };

/**
 * An answer may be lost on its way: before a write is sent once more, the server is asked whether it has it. Gives null when
 * the server was away and the queue has been closed.
 */
async function sendUntilHeard(
  { send, isAway, wasMade, rest, onAway, isClosed }: Server,
  revision: number,
  write: PlanWrite,
  wasSent: boolean,
): Promise<PlanPosition | null> {
  for (let tries = 0; ; tries += 1) {
    try {
      const made = tries === 0 && !wasSent ? null : await wasMade(revision, write);
      const position = made ?? (await send(revision, write));
      if (tries > 0) onAway(false);
      return position;
    } catch (error) {
      if (!isAway(error)) {
        if (tries > 0) onAway(false);
        throw error;
      }
      if (isClosed()) return null;
      onAway(true);
      await rest(tries);
      if (isClosed()) return null;
    }
  }
}

function isUnsent({ revision }: Pending): boolean {
  return revision === null;
}
