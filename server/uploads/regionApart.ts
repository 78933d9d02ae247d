import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { AppError, type ErrorCode, type ErrorDetail } from '../../shared/errors.ts';
import type { GivenRegion } from './region.ts';

export type RegionFile = { name: string; bytes: Uint8Array };
export type RegionReply = { given: GivenRegion } | { failure: { code: ErrorCode; detail: ErrorDetail } };

/** A file of the largest size that is allowed takes seconds and some hundred megabytes; a hostile one gets no more. */
const limits = { maxOldGenerationSizeMb: 1024 };
const mostMilliseconds = 20_000;

/** More files than this in hand are more than people upload. */
const mostWaiting = 10;

let before: Promise<unknown> = Promise.resolve();
let waiting = 0;

/**
 * `readRegion` in a worker of its own, one file after another, so that nobody waits for a large one and a hostile one ends
 * with its worker. Throws what `readRegion` does, fileUnreadable also when the file takes more time or memory than any honest
 * one, and unavailable when too many wait.
 */
export async function readRegionApart(file: RegionFile): Promise<GivenRegion> {
  if (waiting >= mostWaiting) throw new AppError({ code: 'unavailable' });
  waiting += 1;
  const reading = before.then(() => readInWorker(file));
  before = reading
    .catch(() => {})
    .finally(() => {
      waiting -= 1;
    });
  return reading;
}

async function readInWorker(file: RegionFile): Promise<GivenRegion> {
  const unreadable = (cause: unknown) =>
    new AppError({ code: 'fileUnreadable', detail: { name: file.name.slice(0, 80) }, cause });
  const worker = new Worker(new URL('./regionWorkerStart.mjs', import.meta.url), {
    execArgv: [],
    workerData: file,
    resourceLimits: limits,
  });
  try {
    // `once` rejects with what ends the worker by an error, such as running out of memory.
    const [reply]: RegionReply[] = await once(worker, 'message', { signal: AbortSignal.timeout(mostMilliseconds) });
    if (!reply) throw new Error('the worker answered nothing');
    if ('failure' in reply) throw new AppError(reply.failure);
    return reply.given;
  } catch (error) {
    throw error instanceof AppError ? error : unreadable(error);
  } finally {
    worker.on('error', () => {});
    await worker.terminate();
  }
}
