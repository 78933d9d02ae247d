import { describe, expect, it } from 'vitest';
import {
  type KeptWrites,
  type Pending,
  type PlanWrite,
  planQueue,
  shownSteps,
} from '../../../../client/features/reassign/plans/planQueue.ts';
import { noSteps } from '../../../../shared/plan.ts';

const gesture = (id: number): PlanWrite => ({
  kind: 'gesture',
  gesture: { kind: 'assign', moves: [{ slot: 'lane', id, from: 1, to: 2 }] },
});

const unreachable = new Error('unreachable');

const soon = () => new Promise((resolve) => setTimeout(resolve));

/** A server that answers when it is told to, and refuses whoever does not name its revision. */
function server(kept: KeptWrites | null = null) {
  let revision = 5;
  const answers: (() => void)[] = [];
  const sent: number[] = [];
  const shown: (readonly Pending[])[] = [];
  const failures: unknown[] = [];
  const away: boolean[] = [];
  const keptNow: KeptWrites[] = [];
  let isLost = false;
  const queue = planQueue({
    revision,
    ready: Promise.resolve(),
    keep: (unsent) => keptNow.push(unsent),
    show: (pending) => shown.push(pending),
    send: (known) =>
      new Promise((resolve, reject) => {
        sent.push(known);
        answers.push(() => {
          if (isLost) return reject(unreachable);
          if (known !== revision) return reject(new Error('planChanged'));
          revision += 1;
          resolve({ revision, done: 0, undone: 0 });
        });
      }),
    isAway: (error) => error === unreachable,
    wasMade: async (known) => (revision === known + 1 ? { revision, done: 0, undone: 0 } : null),
    rest: async () => undefined,
    onAway: (each) => away.push(each),
    onMade: () => undefined,
    onFailure: (error, lost) => failures.push({ error, lost }),
  });
  if (kept) queue.inherit(kept);
  const answer = async () => {
    answers.shift()?.();
    await soon();
  };
  return {
    queue,
    answer,
    sent,
    shown,
    failures,
    away,
    keptNow,
    goOn: () => (revision += 1),
    lose: (lost: boolean) => {
      isLost = lost;
    },
  };
}

describe('gestures made faster than the server answers', () => {
  it('are sent one after the other, each from where the one before it ended, and shown at once', async () => {
    const { queue, answer, sent, shown } = server();
    queue.write(gesture(1));
    queue.write(gesture(2));
    expect(shown.at(-1)).toHaveLength(2);
    await soon();
    expect(sent).toEqual([5]);
    await answer();
    expect(sent).toEqual([5, 6]);
    await answer();
    expect(shown.at(-1)?.map(({ revision }) => revision)).toEqual([6, 7]);
  });

  it('are all taken off the screen when one is refused, and none after it is sent', async () => {
    const { queue, answer, sent, shown, failures, goOn } = server();
    queue.write(gesture(1));
    queue.write(gesture(2));
    goOn();
    await soon();
    await answer();
    expect(failures).toEqual([{ error: new Error('planChanged'), lost: 2 }]);
    expect(sent).toEqual([5]);
    expect(shown.at(-1)).toEqual([]);
  });

  it('begin from what the server has told meanwhile', async () => {
    const { queue, sent } = server();
    queue.heard(8);
    queue.heard(6);
    queue.write({ kind: 'undo' });
    await soon();
    expect(sent).toEqual([8]);
  });
});

describe('gestures made while the server is away', () => {
  it('stay on screen and are sent once it is back, in their order', async () => {
    const { queue, answer, sent, shown, failures, away, lose } = server();
    lose(true);
    queue.write(gesture(1));
    queue.write(gesture(2));
    await soon();
    await answer();
    expect(away).toEqual([true]);
    expect(shown.at(-1)).toHaveLength(2);
    lose(false);
    await answer();
    await answer();
    expect(failures).toEqual([]);
    expect(away).toEqual([true, false]);
    expect(sent).toEqual([5, 5, 6]);
    expect(shown.at(-1)?.map(({ revision }) => revision)).toEqual([6, 7]);
  });

  it('are not made twice when only the answer was lost', async () => {
    const { queue, answer, sent, shown, failures, lose, goOn } = server();
    lose(true);
    queue.write(gesture(1));
    goOn();
    await soon();
    await answer();
    expect(failures).toEqual([]);
    expect(sent).toEqual([5]);
    expect(shown.at(-1)?.map(({ revision }) => revision)).toEqual([6]);
  });

  it('are kept until they are sent, and what remains is sent no more once the queue is closed', async () => {
    const { queue, answer, sent, lose, keptNow } = server();
    queue.write(gesture(1));
    queue.write(gesture(2));
    await soon();
    await answer();
    expect(keptNow.at(-1)).toEqual({ from: 6, writes: [gesture(2)] });
    lose(true);
    const closed = queue.close();
    await answer();
    await closed;
    expect(sent).toEqual([5, 6]);
    expect(keptNow.at(-1)).toEqual({ from: 6, writes: [gesture(2)] });
  });
});

describe('gestures that an earlier window could not send', () => {
  const kept: KeptWrites = { from: 5, writes: [gesture(1), gesture(2)] };

  it('are shown before those made since, and sent in their order', async () => {
    const { queue, answer, sent, shown, keptNow } = server(kept);
    queue.write(gesture(3));
    await soon();
    expect(shown.at(-1)?.map(({ write }) => write)).toEqual([gesture(1), gesture(2), gesture(3)]);
    for (let each = 0; each < 3; each += 1) await answer();
    expect(sent).toEqual([5, 6, 7]);
    expect(keptNow.at(-1)).toEqual({ from: 8, writes: [] });
  });

  it('come late at times, and follow what is on its way by then', async () => {
    const { queue, answer, sent, shown, failures } = server();
    queue.write(gesture(3));
    await soon();
    queue.inherit(kept);
    for (let each = 0; each < 3; each += 1) await answer();
    expect(sent).toEqual([5, 6, 7]);
    expect(failures).toEqual([]);
    expect(shown.at(-1)?.map(({ write, revision }) => [write, revision])).toEqual([
      [gesture(3), 6],
      [gesture(1), 7],
      [gesture(2), 8],
    ]);
  });

  it('are not made twice when the server had the first before the window was closed', async () => {
    const { answer, sent, shown, failures, goOn } = server(kept);
    goOn();
    await soon();
    await answer();
    expect(sent).toEqual([6]);
    expect(failures).toEqual([]);
    expect(shown.at(-1)?.map(({ revision }) => revision)).toEqual([6, 7]);
  });

  it('are refused, and counted, when the plan has changed since', async () => {
    const { answer, sent, shown, failures, goOn } = server(kept);
    goOn();
    goOn();
    await soon();
    await answer();
    expect(sent).toEqual([5]);
    expect(failures).toEqual([{ error: new Error('planChanged'), lost: 2 }]);
    expect(shown.at(-1)).toEqual([]);
  });
});

describe('what is shown of a plan', () => {
  it('is what the server told with what it has not told back yet, nothing twice', () => {
    const told = shownSteps(noSteps, 5, [{ write: gesture(1), revision: null }]);
    expect(told.done).toHaveLength(1);
    const pending: Pending[] = [
      { write: gesture(1), revision: 6 },
      { write: { kind: 'undo' }, revision: null },
    ];
    expect(shownSteps(told, 6, pending)).toEqual({ done: [], undone: told.done });
  });
});
