import { sql } from 'drizzle-orm';
import type { Database } from '../db/connect.ts';
import { Refusal } from '../refusal.ts';
import { SealError } from './key.ts';
import { giveKeys, type Keyring } from './keyring.ts';
import { sealClearNumbers } from './sealClear.ts';
import { type KeySettings, keyFileOf, keySource, newKey, writeKeyFile } from './source.ts';

/** What each key seals into the database, to be told again by it. Belongs to no county. */
const checkText = 'cuntu';

/**
 * Opens the keys that personal numbers are sealed by, makes the first one where there is none yet, and seals what an
 * older version has left in the clear. To be called after `migrate`, before anybody reads or writes.
 * Throws Refusal when the database was sealed by a key that is not here.
 */
export async function openSeal(database: Database, settings: KeySettings): Promise<void> {
  const known = await database.execute<KnownKey>(
    sql`select id, check_sealed as "check" from seal_key order by made_at`,
  );
  let source = keySource(settings);
  if (!source && known.length === 0) {
    writeKeyFile(keyFileOf(settings), [newKey()]);
    source = keySource(settings);
  }
  if (!source) throw missing(settings);
  const ring = source();
  for (const key of known) check(ring, key, settings);
  await register(database, ring);
  giveKeys(source);
  await sealClearNumbers(database);
}

type KnownKey = { id: Buffer; check: Buffer };

function check(ring: Keyring, { id, check }: KnownKey, settings: KeySettings): void {
  const key = ring.keyOf(id);
  if (!key) throw wrong(id, settings);
  try {
    if (key.open('person.id_number', '', check) === checkText) return;
  } catch (cause) {
    if (!(cause instanceof SealError)) throw cause;
  }
  throw wrong(id, settings);
}

/** From here on the database asks for this key. */
async function register(database: Database, { current }: Keyring): Promise<void> {
  await database.execute(sql`
    insert into seal_key (id, check_sealed)
    values (${current.id}, ${current.seal('person.id_number', '', checkText)})
    on conflict (id) do nothing`);
}

function missing(settings: KeySettings): Refusal {
  const file = keyFileOf(settings);
  return new Refusal(
    `数据库中的身份证号和电话已加密，但找不到密钥。请把原来的密钥文件放回 ${file}，或用 CUNTU_KEY 给出密钥。`,
    `Identity and telephone numbers in the database are encrypted and their key is missing. Put the key file back as ${file}, or give the key in CUNTU_KEY.`,
  );
}

function wrong(id: Buffer, settings: KeySettings): Refusal {
  const [name, place] = [id.toString('hex'), settings.sealKeys ? 'CUNTU_KEY' : keyFileOf(settings)];
  return new Refusal(
    `${place} 不是加密这个数据库的密钥（需要编号 ${name} 的密钥）。请换回原来的密钥；若正在更换密钥，请同时用 CUNTU_KEY_OLD 给出旧密钥。`,
    `${place} is not the key this database was encrypted by (key ${name} is needed). Give the right one; while keys are being changed, give the old one in CUNTU_KEY_OLD.`,
  );
}
