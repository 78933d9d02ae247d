/**
 * Does `work` now and then again and again, `everyMilliseconds` apart, never twice at once: one that takes longer leaves
 * out those due meanwhile. Returns what stops it, once work that is under way has ended. `onFailure` hears of what went
 * wrong, and the next round comes all the same.
 */
export function repeat(
  everyMilliseconds: number,
  work: () => Promise<unknown>,
  onFailure: (error: unknown) => void,
): () => Promise<void> {
  let under: Promise<unknown> | null = null;
  const round = () => {
    under ??= work()
      .catch(onFailure)
      .finally(() => {
        under = null;
      });
  };
  round();
  const timer = setInterval(round, everyMilliseconds);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await under;
  };
}
