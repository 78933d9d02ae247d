import { sql } from 'drizzle-orm';
import type { Database, Tx } from '../db/connect.ts';
import { Refusal } from '../refusal.ts';
import { type Key, SealError } from './key.ts';
import { giveKeys, type Keyring } from './keyring.ts';
import { sealClearNumbers } from './sealClear.ts';
import { type KeySettings, keyFileOf, keySource, makeKeyFile } from './source.ts';

/** What each key seals into the database, to be told again by it. Belongs to no county. */
const checkText = 'cuntu';

/**
 * Opens the keys that personal numbers are sealed by, makes the first one where there is none yet, and seals what an
 * older version has left in the clear. To be called after `migrate`, before anybody reads or writes.
 * Throws Refusal when the database was sealed by a key that is not here.
 */
export async function openSeal(database: Database, settings: KeySettings): Promise<void> {
  const source = await database.transaction(async (tx) => {
    // Two servers that start at once must not each seal by a key of their own.
    await tx.execute(sql`lock table seal_key in exclusive mode`);
    const known = await tx.execute<KnownKey>(sql`select id, check_sealed as "check" from seal_key order by made_at`);
    if (!settings.sealKeys && known.length === 0) makeKeyFile(keyFileOf(settings));
    const found = keySource(settings);
    if (!found) throw missing(settings);
    for (const key of known) check(found(), key, settings);
    if (!known.some(({ id }) => id.equals(found().current.id))) await register(tx, found().current);
    return found;
  });
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

/** From here on the database asks for this key. An import that is under way ends first, as it knows people by the old one. */
async function register(tx: Tx, key: Key): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('cuntu import'))`);
  await tx.execute(sql`
    insert into seal_key (id, check_sealed) values (${key.id}, ${key.seal('person.id_number', '', checkText)})`);
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
    `${place} 中没有加密这个数据库的密钥（需要编号 ${name} 的密钥）。请换回原来的密钥；若正在更换密钥，请同时用 CUNTU_KEY_OLD 给出旧密钥。`,
    `This database was encrypted by another key than that in ${place} (key ${name} is needed). Give the right one; while keys are being changed, give the old one in CUNTU_KEY_OLD.`,
  );
}
