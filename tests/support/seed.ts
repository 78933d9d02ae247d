import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { today } from '../../server/db/calendar.ts';
import { LockedError, takeLock } from '../../server/db/lock.ts';
import { fingerprint, root } from '../../server/prepare.mjs';

/** What a migrated database, and what one with the demo, is made from. The demo is dated from today. */
const sources = {
  empty: ['drizzle', 'package-lock.json'],
  demo: ['drizzle', 'package-lock.json', 'geodata/demo', 'shared', 'server/db', 'server/auth', 'server/seal'],
};
export type Contents = keyof typeof sources;

/** Names the contents by what they are made from, so that a change of it makes new ones. */
export function nameOf(contents: Contents): string {
  return fingerprint(sources[contents]).slice(0, 12) + (contents === 'demo' ? today() : '');
}

/**
 * The file of that name in the cache, made by the first of several test processes to ask; the others wait for it.
 * Older files of the same kind are removed.
 */
export async function cached(kind: string, name: string, make: () => Promise<Uint8Array>): Promise<string> {
  const directory = join(root, 'node_modules/.cache/cuntu');
  mkdirSync(directory, { recursive: true });
  const file = join(directory, `${kind}-${name}`);
  while (!existsSync(file)) {
    let release: () => void;
    try {
      release = takeLock(`${file}.making`, '');
    } catch (error) {
      if (!(error instanceof LockedError)) throw error;
      await wait(300);
      continue;
    }
    try {
      if (existsSync(file)) break;
      for (const entry of readdirSync(directory)) {
        if (entry.startsWith(`${kind}-`) && !entry.startsWith(`${kind}-${name}`)) rmSync(join(directory, entry));
      }
      writeFileSync(`${file}.part`, await make());
      renameSync(`${file}.part`, file);
    } finally {
      release();
    }
  }
  return file;
}
