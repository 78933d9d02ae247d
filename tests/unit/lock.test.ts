import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Holder, LockedError, lockHolder, processStartTime, takeLock } from '../../server/db/lock.ts';

let directory: string;
let lock: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'cuntu-test-'));
  lock = join(directory, 'database.lock');
});
afterEach(() => rmSync(directory, { recursive: true }));

const alive: Holder = {
  pid: process.pid,
  startTime: processStartTime(process.pid),
  machine: hostname(),
  url: 'postgres://postgres@somewhere/postgres',
};
/** No process has this number: it is beyond what systems give. */
const deadPid = 2 ** 30;

/** Makes a file a minute old. */
function age(path: string): void {
  const minuteAgo = new Date(Date.now() - 60_000);
  utimesSync(path, minuteAgo, minuteAgo);
}

function leave(holder: Holder): void {
  writeFileSync(lock, JSON.stringify(holder));
}

test('a free lock is taken, says by whom, and is gone once released', () => {
  const release = takeLock(lock, alive.url);
  expect(lockHolder(lock)).toEqual(alive);
  release();
  expect(existsSync(lock)).toBe(false);
});

test('a second taker is refused and told who holds it, and the first keeps it', () => {
  const release = takeLock(lock, alive.url);
  const content = readFileSync(lock, 'utf8');
  expect(() => takeLock(lock, 'postgres://elsewhere/')).toThrow(LockedError);
  try {
    takeLock(lock, 'postgres://elsewhere/');
  } catch (error) {
    expect(error).toMatchObject({ holder: { pid: process.pid, url: alive.url } });
  }
  expect(readFileSync(lock, 'utf8')).toBe(content);
  release();
});

describe('a lock left behind', () => {
  test('by a dead process is replaced, and its leavings are handed over', () => {
    leave({ ...alive, pid: deadPid });
    const stale: Holder[] = [];
    const release = takeLock(lock, 'postgres://new/', (holder) => stale.push(holder));
    expect(stale.map((holder) => holder.pid)).toEqual([deadPid]);
    expect(lockHolder(lock)?.url).toBe('postgres://new/');
    release();
  });

  test.skipIf(process.platform === 'win32')('by a process whose number another has now is replaced', () => {
    leave({ ...alive, startTime: 'long ago' });
    expect(lockHolder(lock)).toBeNull();
    takeLock(lock, 'postgres://new/')();
  });

  test('half written is replaced, but not while its holder may still be writing', () => {
    writeFileSync(lock, '{"pid":');
    expect(() => takeLock(lock, 'postgres://new/')).toThrow(LockedError);
    age(lock);
    takeLock(lock, 'postgres://new/')();
  });

  test('on another machine is respected while it gives signs of life, and replaced after', () => {
    leave({ ...alive, pid: deadPid, machine: 'another' });
    expect(() => takeLock(lock, 'postgres://new/')).toThrow(LockedError);
    age(lock);
    takeLock(lock, 'postgres://new/')();
  });
});
