import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { repeat } from '../../server/repeat.ts';

describe('work that repeats', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is done now and at every turn, and not again before it has ended', async () => {
    const ends: (() => void)[] = [];
    const work = vi.fn(() => new Promise<void>((resolve) => ends.push(resolve)));
    const stop = repeat(1000, work, () => {});
    expect(work).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(2500);
    expect(work).toHaveBeenCalledTimes(1);
    ends[0]?.();
    await vi.advanceTimersByTimeAsync(1000);
    expect(work).toHaveBeenCalledTimes(2);
    ends[1]?.();
    await stop();
  });

  it('goes on after a failure, which is told', async () => {
    const failures: unknown[] = [];
    const work = vi.fn(() => Promise.reject(new Error(`round ${work.mock.calls.length}`)));
    const stop = repeat(1000, work, (error) => failures.push(error));
    await vi.advanceTimersByTimeAsync(2000);
    expect(failures.map(String)).toEqual(['Error: round 1', 'Error: round 2', 'Error: round 3']);
    await stop();
  });

  it('is stopped once what is under way has ended, and begins no more', async () => {
    let end = () => {};
    const work = vi.fn(
      () =>
        new Promise<void>((resolve) => {
          end = resolve;
        }),
    );
    const stop = repeat(1000, work, () => {});
    let stopped = false;
    const stopping = stop().then(() => {
      stopped = true;
    });
    await vi.advanceTimersByTimeAsync(3000);
    expect(stopped).toBe(false);
    end();
    await stopping;
    await vi.advanceTimersByTimeAsync(3000);
    expect(work).toHaveBeenCalledTimes(1);
  });
});
