import type { Database } from '../../../db/connect.ts';
import { publishDue } from './publishDue.ts';

const everyMilliseconds = 60_000;

/**
 * Publishes what is due now and then every minute, one round at a time. Returns what stops it, once a round that is under
 * way has ended. `onFailure` hears of what is not the plan's fault.
 */
export function keepPublishing(database: Database, onFailure: (error: unknown) => void): () => Promise<void> {
  let round = publishDue(database).catch(onFailure);
  let isFree = false;
  const free = () => {
    isFree = true;
  };
  round.then(free);
  const timer = setInterval(() => {
    if (!isFree) return;
    isFree = false;
    round = publishDue(database).catch(onFailure);
    round.then(free);
  }, everyMilliseconds);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await round;
  };
}
