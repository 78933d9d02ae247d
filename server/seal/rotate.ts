import { existsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { Database } from '../db/connect.ts';
import { Refusal } from '../refusal.ts';
import { keyring } from './keyring.ts';
import { openSeal } from './openSeal.ts';
import { resealAll, verifyAll } from './reseal.ts';
import { fileLookedAtEvery, type KeySettings, keyFileOf, keysInFile, newKey, writeKeyFile } from './source.ts';

type Told = {
  onProgress: (done: number, total: number) => void;
  onVerifying: () => void;
};

/**
 * Changes the key that personal numbers are sealed by, and reseals and verifies them all; run again, it goes on where it
 * was interrupted. A key file gets a new key; with keys in the environment the operator gives the new one as CUNTU_KEY
 * and the one before as CUNTU_KEY_OLD. Returns how many people were verified. Throws Refusal.
 */
export async function rotateKeys(database: Database, settings: KeySettings, told: Told): Promise<number> {
  if (settings.sealKeys) await openGiven(database, settings);
  else await openRenewed(database, settings);
  await resealAll(database, told.onProgress);
  told.onVerifying();
  const verified = await verifyAll(database);
  // What was sealed by the old key stays in the table's file until it is written anew.
  await outliveSnapshots(database);
  await database.execute(sql`vacuum full person`);
  await database.execute(sql`delete from seal_key where id <> ${keyring().current.id}`);
  if (!settings.sealKeys) retireOldKeys(keyFileOf(settings));
  return verified;
}

/** Longest wait for what began before the last row was sealed anew, in seconds. */
const longestWait = 60;

/**
 * Waits until nobody sees the rows of before any more: as long as somebody may, the table written anew takes them along.
 * Throws Refusal when somebody goes on for more than a minute.
 */
async function outliveSnapshots(database: Database): Promise<void> {
  const [now] = await database.execute<{ xid: string }>(sql`select pg_current_xact_id()::xid::text as xid`);
  for (let second = 0; second < longestWait; second++) {
    const older = await database.execute(sql`
      select from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and age(backend_xmin) > age(${now?.xid}::text::xid)`);
    if (older.length === 0) return;
    await wait(1000);
  }
  throw new Refusal(
    '有一个长时间运行的数据库事务还能看到旧密钥加密的数据。请等它结束（如备份），再运行一次 npm run keys:rotate。',
    'A long transaction of the database can still see what the old key sealed. Wait for it to end (a backup, say), then run npm run keys:rotate again.',
  );
}

async function openGiven(database: Database, settings: KeySettings): Promise<void> {
  await openSeal(database, settings);
  if (keyring().keys.length > 1) return;
  throw new Refusal(
    '请用 CUNTU_KEY 给出新密钥，用 CUNTU_KEY_OLD 给出现在的密钥，带着两者重新启动村图，再运行 npm run keys:rotate。',
    'Give the new key in CUNTU_KEY and the present one in CUNTU_KEY_OLD, start Cuntu again with both, then run npm run keys:rotate.',
  );
}

async function openRenewed(database: Database, settings: KeySettings): Promise<void> {
  await openSeal(database, settings);
  const file = keyFileOf(settings);
  const keys = keysInFile(file);
  // More than one is a change of keys that was interrupted.
  if (keys.length === 1) writeKeyFile(file, [newKey(), ...keys]);
  // A running server must know the new key before it meets what is sealed by it.
  await wait(2 * fileLookedAtEvery);
  await openSeal(database, settings);
}

/** Where keys go that only backups from before still need. */
export function oldKeyFileOf(settings: KeySettings): string {
  return `${keyFileOf(settings)}.old`;
}

function retireOldKeys(file: string): void {
  const [current = '', ...old] = keysInFile(file);
  const retired = `${file}.old`;
  writeKeyFile(retired, [...old, ...(existsSync(retired) ? keysInFile(retired) : [])]);
  writeKeyFile(file, [current]);
}
