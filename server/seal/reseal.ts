import { type SQL, sql } from 'drizzle-orm';
import type { Database, Tx } from '../db/connect.ts';
import { SealError } from './key.ts';
import { fingerprint, keyring, open } from './keyring.ts';
import { sealedIdNumber, sealedPhone, sealedSourceKey } from './person.ts';
import { updatePersons } from './updatePersons.ts';

const batch = 1000;

/**
 * Seals every number anew by the current key, and its fingerprints too. Each batch is a transaction, so that an
 * interrupted run goes on where it stopped; until it ends, both keys must be at hand. `onProgress` hears how many people
 * of how many are done. Throws SealError when a value does not open.
 */
export async function resealAll(database: Database, onProgress: (done: number, total: number) => void): Promise<void> {
  const [{ total } = { total: 0 }] = await database.execute<{ total: number }>(
    sql`select count(*)::integer as total from person where ${isStale()}`,
  );
  const resealAfter = (last: PersonKey) => database.transaction((tx) => resealBatch(tx, last));
  let done = 0;
  // Again until a pass finds nothing: a server that had not heard of the key yet may have written behind it.
  for (let found = true; found; ) {
    found = false;
    for (let rows = await resealAfter(first); rows.length > 0; rows = await resealAfter(rows.at(-1) ?? first)) {
      found = true;
      done += rows.length;
      onProgress(done, Math.max(done, total));
    }
  }
}

/**
 * Opens every number by the current key alone and compares its fingerprint; returns how many people have one.
 * Throws SealError when one does not open or is not found by its fingerprint.
 */
export async function verifyAll(database: Database): Promise<number> {
  let verified = 0;
  for (let last = first; ; ) {
    const rows = await database.execute<StoredPerson>(sql`
      select ${stored} from person
      where (county_code, id) > (${last.countyCode}, ${last.id}::bigint)
        and (id_number_sealed is not null or phone_sealed is not null)
      order by person.county_code, person.id
      limit ${batch}`);
    const end = rows.at(-1);
    if (!end) return verified;
    for (const row of rows) verify(row);
    verified += rows.length;
    last = end;
  }
}

type PersonKey = { countyCode: string; id: string };

/** Before everybody. */
const first: PersonKey = { countyCode: '', id: '0' };

type StoredPerson = PersonKey & {
  idNumberSealed: Buffer | null;
  idNumberHash: Buffer | null;
  phoneSealed: Buffer | null;
  phoneHash: Buffer | null;
  sourceKey: string | null;
};

const stored = sql`
  county_code as "countyCode", id::text as id, id_number_sealed as "idNumberSealed", id_number_hash as "idNumberHash",
  phone_sealed as "phoneSealed", phone_hash as "phoneHash", source_key as "sourceKey"`;

/** Rows with a value by another key than the current one; its id follows the first byte of a sealed value. */
function isStale(): SQL {
  const { id } = keyring().current;
  return sql`(substring(id_number_sealed from 2 for 4) <> ${id}::bytea or substring(phone_sealed from 2 for 4) <> ${id}::bytea)`;
}

/** Reseals the next people behind `last`, in the order of their keys; returns who they were. */
async function resealBatch(tx: Tx, last: PersonKey): Promise<StoredPerson[]> {
  const rows = await tx.execute<StoredPerson>(sql`
    select ${stored} from person
    where (county_code, id) > (${last.countyCode}, ${last.id}::bigint) and ${isStale()}
    order by person.county_code, person.id
    limit ${batch}
    for update`);
  await updatePersons(
    tx,
    [...rows].map(({ countyCode, id, idNumberSealed, phoneSealed, sourceKey }) => ({
      countyCode,
      id,
      ...sealedIdNumber(countyCode, idNumberSealed && open('person.id_number', countyCode, idNumberSealed)),
      ...sealedPhone(countyCode, phoneSealed && open('person.phone', countyCode, phoneSealed)),
      // What it is made from holds the identity number.
      sourceKey: sourceKey !== null && idNumberSealed !== null ? sealedSourceKey(sourceKey) : sourceKey,
    })),
  );
  return [...rows];
}

function verify({ countyCode, idNumberSealed, idNumberHash, phoneSealed, phoneHash }: StoredPerson): void {
  const { current } = keyring();
  const idNumber = idNumberSealed && current.open('person.id_number', countyCode, idNumberSealed);
  if (phoneSealed) current.open('person.phone', countyCode, phoneSealed);
  const isFound = idNumber === null || idNumberHash?.equals(fingerprint('idNumber', idNumber));
  if (!isFound || (phoneSealed && !phoneHash)) throw new SealError('a number is not found by its fingerprint');
}
