import { execFileSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync, statSync, utimesSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod';

const holderSchema = z.object({
  pid: z.number().int(),
  /** When that process started, in the words of the system, so that a recycled pid is not taken for it. */
  startTime: z.string().nullable(),
  /** A pid means something only on the machine, or in the container, that gave it. */
  machine: z.string(),
  /** Where the database of the holder can be reached. */
  url: z.string(),
});
export type Holder = z.infer<typeof holderSchema>;

/** A live process, or one on another machine that may be alive, holds the directory. */
export class LockedError extends Error {
  readonly holder: Holder;
  constructor(holder: Holder) {
    super(`held by process ${holder.pid}`);
    this.holder = holder;
  }
}

const heartbeatSeconds = 5;
const silenceSeconds = 30;

/**
 * Takes the lock file for this process, replacing one whose holder is dead; never one whose holder lives.
 * `onStale` may clear up after the dead one. Returns what releases the lock. Throws LockedError, which names the holder.
 */
export function takeLock(path: string, url: string, onStale: (holder: Holder) => void = () => {}): () => void {
  const own: Holder = { pid: process.pid, startTime: processStartTime(process.pid), machine: hostname(), url };
  if (!create(path, JSON.stringify(own))) replaceStale(path, JSON.stringify(own), onStale);
  const heartbeat = setInterval(() => touch(path), heartbeatSeconds * 1000);
  heartbeat.unref();
  let held = true;
  return () => {
    clearInterval(heartbeat);
    if (held) rmSync(path, { force: true });
    held = false;
  };
}

/** Who holds the lock and may be alive; null when nobody does. */
export function lockHolder(path: string): Holder | null {
  const holder = readHolder(path);
  return holder && mayBeAlive(holder, path) ? holder : null;
}

/** Under a second lock file, since two processes that both saw the stale one would each delete the other's new one. */
function replaceStale(path: string, content: string, onStale: (holder: Holder) => void): void {
  const takeover = `${path}.takeover`;
  if (ageInSeconds(takeover) > heartbeatSeconds) rmSync(takeover, { force: true });
  if (!create(takeover, content)) throw new LockedError(holderSchema.parse(JSON.parse(content)));
  try {
    const holder = readHolder(path);
    if (holder && mayBeAlive(holder, path)) throw new LockedError(holder);
    // Between making the file and writing into it another process may have lost its turn.
    const isFresh = existsSync(path) && ageInSeconds(path) < heartbeatSeconds;
    if (!holder && isFresh) throw new LockedError(holderSchema.parse(JSON.parse(content)));
    if (holder) onStale(holder);
    rmSync(path, { force: true });
    create(path, content);
  } finally {
    rmSync(takeover, { force: true });
  }
}

function create(path: string, content: string): boolean {
  try {
    const file = openSync(path, 'wx', 0o600);
    writeSync(file, content);
    closeSync(file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function readHolder(path: string): Holder | null {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

function mayBeAlive(holder: Holder, path: string): boolean {
  if (holder.machine !== hostname()) return ageInSeconds(path) < silenceSeconds;
  if (!isRunning(holder.pid)) return false;
  const startTime = processStartTime(holder.pid);
  return holder.startTime === null || startTime === null || startTime === holder.startTime;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** When a process started, comparable on this machine only; null where the system does not say. */
export function processStartTime(pid: number): string | null {
  try {
    if (process.platform === 'linux') {
      const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // The name in parentheses may hold spaces and parentheses, so fields are counted from the last one.
      const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
      return started ? `${boot} ${started}` : null;
    }
    if (process.platform === 'win32') return null;
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
}

function touch(path: string): void {
  try {
    utimesSync(path, new Date(), new Date());
  } catch {
    // The directory was taken away from under the server; the database itself will say so.
  }
}

function ageInSeconds(path: string): number {
  try {
    return (Date.now() - statSync(path).mtimeMs) / 1000;
  } catch {
    return 0;
  }
}
