import { describe, expect, it } from 'vitest';
import {
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

/** A server that answers when it is told to, and refuses whoever does not name its revision. */
function server() {
  let revision = 5;
  const answers: (() => void)[] = [];
  const sent: number[] = [];
  const shown: (readonly Pending[])[] = [];
  const failures: unknown[] = [];
  const away: boolean[] = [];
  let isLost = false;
  const queue = planQueue({
    revision,
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
    onFailure: (error) => failures.push(error),
  });
  const answer = async () => {
    answers.shift()?.();
    await new Promise((resolve) => setTimeout(resolve));
  };
  return {
    queue,
    answer,
    sent,
    shown,
    failures,
    away,
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
    await answer();
    expect(failures).toHaveLength(1);
    expect(sent).toEqual([5]);
    expect(shown.at(-1)).toEqual([]);
  });

  it('begin from what the server has told meanwhile', () => {
    const { queue, sent } = server();
    queue.heard(8);
    queue.heard(6);
    queue.write({ kind: 'undo' });
    expect(sent).toEqual([8]);
  });
});

describe('gestures made while the server is away', () => {
  it('stay on screen and are sent once it is back, in their order', async () => {
    const { queue, answer, sent, shown, failures, away, lose } = server();
    lose(true);
    queue.write(gesture(1));
    queue.write(gesture(2));
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
    await answer();
    expect(failures).toEqual([]);
    expect(sent).toEqual([5]);
    expect(shown.at(-1)?.map(({ revision }) => revision)).toEqual([6]);
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
