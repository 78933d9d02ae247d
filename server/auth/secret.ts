import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '../refusal.ts';
import type { Settings } from '../settings.ts';

/** Shorter ones can be tried out. */
export const secretLength = 32;

/**
 * The server's own secret, which signs cookies and encrypts second factors: from the settings, or from `secret.key` in the
 * data directory, made on the first start and readable by nobody else. Throws Refusal when it cannot be kept.
 */
export function readSecret({ secret, dataDirectory }: Pick<Settings, 'secret' | 'dataDirectory'>): string {
  if (secret !== null) return secret;
  const file = join(dataDirectory, 'secret.key');
  try {
    if (!existsSync(file)) {
      mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
      writeFileSync(file, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
    }
    const kept = readFileSync(file, 'utf8').trim();
    if (kept.length >= secretLength) return kept;
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    throw new Refusal(
      `无法读写密钥文件 ${file}（${reason}）。请检查权限，或用 CUNTU_SECRET 给出密钥。`,
      `The key file ${file} cannot be read or written (${reason}). Check its owner, or give the secret in CUNTU_SECRET.`,
      { cause },
    );
  }
  throw new Refusal(
    `密钥文件 ${file} 不完整。请从备份恢复；删除它会让所有人重新登录，并使动态口令失效。`,
    `The key file ${file} is damaged. Restore it from a backup; without it everybody signs in anew and second factors are void.`,
  );
}
