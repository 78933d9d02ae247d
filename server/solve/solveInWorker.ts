import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { AppError } from '../../shared/errors.ts';
import { linksResultSchema, repairResultSchema, splitResultSchema } from '../../shared/suggest.ts';
import { evacuationResultSchema } from './evacuation.ts';
import { exercise } from './exercise.ts';
import { compiledHighs } from './highs.ts';
import type { Results, SolverName, Tasks } from './tasks.ts';
import type { SolveReply } from './worker.ts';

const results: { [Name in SolverName]: { parse(value: unknown): Results[Name] } } = {
  repair: repairResultSchema,
  repairZones: repairResultSchema,
  links: linksResultSchema,
  split: splitResultSchema,
  splitZones: splitResultSchema.nullable(),
  evacuation: evacuationResultSchema,
};

/** How long a solver may take, the signal that ends it before, and whether it begins at once whoever else waits. */
export type SolveOptions = { seconds?: number; signal?: AbortSignal; urgent?: boolean };

/** Two at a time, since each takes a processor to itself; others wait their turn. */
const mostWorkers = 2;
/** A worker without work is kept for so long, as it takes a while to start. */
const idleMilliseconds = 5 * 60_000;
/** What a solver may take beyond its time before it is ended by force. */
const graceSeconds = 3;

const idle: { worker: Worker; timer: NodeJS.Timeout }[] = [];
const waiting: (() => void)[] = [];
let running = 0;
let preparing: Promise<void> | undefined;

/**
 * Runs a solver in a worker, so that neither the event loop nor a database connection waits for it. Rejects with the
 * signal's reason when it is aborted, with `unavailable` when the solver does not come back in time or its worker ends, and
 * with an error when it fails.
 */
export async function solveInWorker<Name extends SolverName>(
  solver: Name,
  task: Tasks[Name],
  { seconds = 20, signal, urgent = false }: SolveOptions = {},
): Promise<Results[Name]> {
  // Whoever comes while a worker is made ready gets that one sooner than another that has yet to start.
  await preparing;
  return solve(solver, task, { seconds, urgent, ...(signal ? { signal } : {}) });
}

/**
 * Has a worker that has started and warmed up by a small exercise, so that a suggestion takes no longer than it has to.
 * The worker then waits for work, anew each time this is called.
 */
export function prepareSolver(): Promise<void> {
  const ready = idle.at(-1);
  if (ready) ready.timer.refresh();
  else if (running === 0) {
    preparing ??= solve('repair', exercise(), { seconds: 5 })
      // Whoever needs the solver will hear of the fault.
      .then(noResult, noResult)
      .finally(() => {
        preparing = undefined;
      });
  }
  return preparing ?? Promise.resolve();
}

function noResult(): void {}

async function solve<Name extends SolverName>(
  solver: Name,
  task: Tasks[Name],
  { seconds, signal, urgent = false }: SolveOptions & { seconds: number },
): Promise<Results[Name]> {
  await turn(signal, urgent);
  const timer = new AbortController();
  const late = setTimeout(
    () => timer.abort(new AppError({ code: 'unavailable', detail: { solver } })),
    (seconds + graceSeconds) * 1000,
  );
  let worker: Worker | undefined;
  try {
    worker = takeIdle() ?? (await startWorker());
    worker.postMessage({ solver, task, seconds });
    const reply = await replyOf(worker, AbortSignal.any([timer.signal, ...(signal ? [signal] : [])]));
    keepWorker(worker);
    if ('failure' in reply) throw new Error(`the solver failed: ${reply.failure}`);
    return results[solver].parse(reply.result);
  } catch (error) {
    if (worker && !idle.some((kept) => kept.worker === worker)) await worker.terminate();
    throw error;
  } finally {
    clearTimeout(late);
    running -= 1;
    waiting.shift()?.();
  }
}

/** Ends the workers that wait for work; returns how many there were. */
export async function closeSolvers(): Promise<number> {
  const ended = idle.splice(0).map(({ worker, timer }) => {
    clearTimeout(timer);
    return worker.terminate();
  });
  return (await Promise.all(ended)).length;
}

/** Waits until a worker may run. */
async function turn(signal: AbortSignal | undefined, urgent: boolean): Promise<void> {
  signal?.throwIfAborted();
  while (running >= mostWorkers && !urgent) {
    await new Promise<void>((resolve) => {
      waiting.push(resolve);
    });
    if (signal?.aborted) waiting.shift()?.();
    signal?.throwIfAborted();
  }
  running += 1;
}

function takeIdle(): Worker | undefined {
  const kept = idle.pop();
  clearTimeout(kept?.timer);
  kept?.worker.ref();
  return kept?.worker;
}

async function startWorker(): Promise<Worker> {
  const worker = new Worker(new URL('./workerStart.mjs', import.meta.url), {
    execArgv: [],
    workerData: await compiledHighs(),
  });
  // A failure reaches whoever waits for it; without a listener it would end the server.
  worker.on('error', () => {});
  return worker;
}

function keepWorker(worker: Worker): void {
  worker.unref();
  const timer = setTimeout(() => {
    const at = idle.findIndex((kept) => kept.worker === worker);
    if (at >= 0) idle.splice(at, 1);
    void worker.terminate();
  }, idleMilliseconds);
  timer.unref();
  idle.push({ worker, timer });
}

async function replyOf(worker: Worker, signal: AbortSignal): Promise<SolveReply> {
  const done = new AbortController();
  const either = AbortSignal.any([signal, done.signal]);
  const failed = once(worker, 'error', { signal: either }).then(([error]) => {
    throw error;
  });
  const exited = once(worker, 'exit', { signal: either }).then(() => {
    throw new AppError({ code: 'unavailable', detail: { solver: 'stopped' } });
  });
  try {
    const [reply]: SolveReply[] = await Promise.race([once(worker, 'message', { signal: either }), failed, exited]);
    if (!reply) throw new Error('the solver answered nothing');
    return reply;
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    for (const promise of [failed, exited]) promise.catch(() => {});
    done.abort();
  }
}
