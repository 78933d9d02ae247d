import type { Database } from '../../db/connect.ts';
import { createRounds } from './createRounds.ts';

const everyMilliseconds = 3_600_000;

/** Makes the tasks of coming rounds now and then every hour. Returns what stops it, once one that is under way has ended. */
export function keepRounds(database: Database, onFailure: (error: unknown) => void): () => Promise<void> {
  let under: Promise<unknown> = Promise.resolve();
  const round = () => {
    under = under.then(() => createRounds(database)).catch(onFailure);
  };
  round();
  const timer = setInterval(round, everyMilliseconds);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await under;
  };
}
