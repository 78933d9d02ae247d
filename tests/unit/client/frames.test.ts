import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SparingFrames } from '../../../client/map/deck/frames.ts';

/** A loop that asks for the next frame in every frame, as that of deck.gl does, and counts them. */
function loopOver(frames: SparingFrames) {
  const loop = { looks: 0, id: 0, stop: () => frames.cancelAnimationFrame(loop.id) };
  const look = () => {
    loop.looks += 1;
    loop.id = frames.requestAnimationFrame(look);
  };
  loop.id = frames.requestAnimationFrame(look);
  return loop;
}

describe('frames for deck.gl', () => {
  beforeEach(() => {
    vi.useFakeTimers({
      toFake: ['setTimeout', 'clearTimeout', 'performance'],
    });
    // Node has none of its own to take the place of.
    vi.stubGlobal('requestAnimationFrame', (callback: FrameRequestCallback) =>
      Number(setTimeout(() => callback(performance.now()), 16)),
    );
    vi.stubGlobal('cancelAnimationFrame', (handle: number) => clearTimeout(handle));
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  it('come a few times a second while nothing goes on', async () => {
    const loop = loopOver(new SparingFrames());
    await vi.advanceTimersByTimeAsync(10_000);
    expect(loop.looks).toBeGreaterThanOrEqual(30);
    expect(loop.looks).toBeLessThanOrEqual(40);
    loop.stop();
  });

  it('come at once and all of them for a while after a sign of life', async () => {
    const frames = new SparingFrames();
    const loop = loopOver(frames);
    await vi.advanceTimersByTimeAsync(1_010);
    const before = loop.looks;
    frames.wake();
    await vi.advanceTimersByTimeAsync(16);
    expect(loop.looks).toBe(before + 1);
    await vi.advanceTimersByTimeAsync(984);
    expect(loop.looks - before).toBeGreaterThan(50);
    await vi.advanceTimersByTimeAsync(5_000);
    const rested = loop.looks;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(loop.looks - rested).toBeLessThanOrEqual(4);
    loop.stop();
  });

  it('stop when they are cancelled, awake or at rest', async () => {
    for (const awake of [true, false]) {
      const frames = new SparingFrames();
      if (awake) frames.wake();
      const loop = loopOver(frames);
      loop.stop();
      frames.wake();
      await vi.advanceTimersByTimeAsync(5_000);
      expect(loop.looks).toBe(0);
    }
  });
});
