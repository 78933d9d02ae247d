import { sql } from 'drizzle-orm';
import type { Database, Tx } from '../db/connect.ts';
import { sealedIdNumber, sealedPhone, sealedSourceKey } from './person.ts';
import { updatePersons } from './updatePersons.ts';

const batch = 1000;

/**
 * Seals the numbers that a version without encryption kept in the clear; the migration has put them aside in a table that
 * is dropped here. Each batch is a transaction, so that an interrupted run goes on where it stopped.
 */
export async function sealClearNumbers(database: Database): Promise<void> {
  const [found] = await database.execute<{ name: string | null }>(sql`select to_regclass('person_clear') as name`);
  if (!found?.name) return;
  while ((await database.transaction(sealBatch)) > 0);
  await database.execute(sql`drop table if exists person_clear`);
  // Removed values stay in the table's file until it is written anew.
  await database.execute(sql`vacuum full person`);
}

type ClearRow = {
  countyCode: string;
  id: string;
  idNumber: string | null;
  phone: string | null;
  sourceKey: string | null;
};

async function sealBatch(tx: Tx): Promise<number> {
  const rows = await tx.execute<ClearRow>(sql`
    with taken as (
      delete from person_clear
      where ctid in (select ctid from person_clear limit ${batch} for update)
      returning county_code, id, id_number, phone
    )
    select taken.county_code as "countyCode", taken.id::text as id, taken.id_number as "idNumber", taken.phone,
      person.source_key as "sourceKey"
    from taken
    left join person on person.county_code = taken.county_code and person.id = taken.id`);
  await updatePersons(
    tx,
    [...rows].map(({ countyCode, id, idNumber, phone, sourceKey }) => ({
      countyCode,
      id,
      ...sealedIdNumber(countyCode, idNumber),
      ...sealedPhone(countyCode, phone),
      sourceKey: sourceKey !== null && idNumber !== null ? sealedSourceKey(sourceKey) : sourceKey,
    })),
  );
  return rows.length;
}
