import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Refusal } from '../refusal.ts';
import type { Settings } from '../settings.ts';
import { Key, keyLength } from './key.ts';
import { Keyring } from './keyring.ts';

export type KeySettings = Pick<Settings, 'dataDirectory' | 'sealKeys'>;

/** How often a key file is looked at, in milliseconds: a running server takes new keys from it. */
export const fileLookedAtEvery = 1000;

export function keyFileOf({ dataDirectory }: Pick<Settings, 'dataDirectory'>): string {
  return join(dataDirectory, 'seal.key');
}

/**
 * The keys of the environment, else those of the key file, else null. What is returned is to be called at every use,
 * because the file may change. Throws Refusal when a key or the file cannot be read.
 */
export function keySource(settings: KeySettings): (() => Keyring) | null {
  if (settings.sealKeys) {
    const given = ringOf(settings.sealKeys, 'CUNTU_KEY');
    return () => given;
  }
  const file = keyFileOf(settings);
  if (!existsSync(file)) return null;
  let read = { ring: ringOf(keysInFile(file), file), changed: changeOf(file), at: Date.now() };
  return () => {
    if (Date.now() - read.at < fileLookedAtEvery) return read.ring;
    read.at = Date.now();
    const changed = changeOf(file);
    // Whoever takes the file away while the server runs will be told at its next start.
    if (changed !== null && changed !== read.changed) {
      read = { ring: ringOf(keysInFile(file), file), changed, at: Date.now() };
    }
    return read.ring;
  };
}

function changeOf(file: string): number | null {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? null;
}

/** A key in the form in which it stands in the environment and in the key file. */
export function newKey(): string {
  return randomBytes(keyLength).toString('base64');
}

/** Makes a key file with a new key, unless somebody else has just made one. Throws Refusal. */
export function makeKeyFile(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, `${newKey()}\n`, { mode: 0o600, flag: 'wx' });
  } catch (cause) {
    if (!existsSync(file)) throw unusable(file, cause);
  }
}

/** Replaces a key file, readable by nobody else, by these keys: the current one, then the older ones. Throws Refusal. */
export function writeKeyFile(file: string, keys: readonly string[]): void {
  try {
    const part = `${file}.part`;
    writeFileSync(part, `${keys.join('\n')}\n`, { mode: 0o600, flush: true });
    renameSync(part, file);
  } catch (cause) {
    throw unusable(file, cause);
  }
}

/** The keys of a file as they stand in it, the current one first. Throws Refusal. */
export function keysInFile(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split(/\s+/).filter(Boolean);
  } catch (cause) {
    throw unusable(file, cause);
  }
}

function ringOf(texts: readonly string[], origin: string): Keyring {
  const [current, ...old] = texts.map((text) => keyOf(text, origin));
  if (current) return new Keyring(current, old);
  throw malformed(origin);
}

function keyOf(text: string, origin: string): Key {
  const material = Buffer.from(text, 'base64');
  if (material.length !== keyLength) throw malformed(origin);
  return new Key(material);
}

/** The key is never repeated in the sentence. */
function malformed(origin: string): Refusal {
  return new Refusal(
    `${origin} 中的密钥格式不对，应为 32 字节的 base64（可用 openssl rand -base64 32 生成）。`,
    `The key in ${origin} is malformed; it should be 32 bytes in base64 (openssl rand -base64 32 makes one).`,
  );
}

function unusable(file: string, cause: unknown): Refusal {
  const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return new Refusal(
    `无法读写密钥文件 ${file}（${reason}）。请检查权限，或用 CUNTU_KEY 给出密钥。`,
    `The key file ${file} cannot be read or written (${reason}). Check its owner, or give the key in CUNTU_KEY.`,
    { cause },
  );
}
