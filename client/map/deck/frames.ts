/** Milliseconds after the last sign of life in which every frame is looked at. */
const awakeTime = 2_000;
/** Milliseconds between two looks while nothing goes on: what nobody announced shows that late. */
const restTime = 250;

type Pending = { id: number; callback: FrameRequestCallback; cancel: () => void };

/**
 * Frames for deck.gl, which looks for changes on every one of them, also when nothing moves for hours, and so keeps a
 * telephone from resting (visgl/deck.gl#9084). Here it does so only for a while after `wake`, and else a few times a second.
 */
export class SparingFrames {
  #awakeUntil = 0;
  #lastId = 0;
  #pending: Pending | null = null;

  wake(): void {
    const wasAwake = this.#isAwake();
    this.#awakeUntil = performance.now() + awakeTime;
    if (wasAwake || !this.#pending) return;
    this.#pending.cancel();
    this.#ask(this.#pending);
  }

  requestAnimationFrame = (callback: FrameRequestCallback): number => {
    this.#lastId += 1;
    this.#ask({ id: this.#lastId, callback });
    return this.#lastId;
  };

  cancelAnimationFrame = (id: number): void => {
    if (this.#pending?.id !== id) return;
    this.#pending.cancel();
    this.#pending = null;
  };

  #isAwake(): boolean {
    return performance.now() < this.#awakeUntil;
  }

  #ask({ id, callback }: Pick<Pending, 'id' | 'callback'>): void {
    const frame = (time: number) => {
      this.#pending = null;
      callback(time);
    };
    if (this.#isAwake()) {
      const handle = requestAnimationFrame(frame);
      this.#pending = { id, callback, cancel: () => cancelAnimationFrame(handle) };
      return;
    }
    const timer = setTimeout(() => frame(performance.now()), restTime);
    this.#pending = { id, callback, cancel: () => clearTimeout(timer) };
  }
}
