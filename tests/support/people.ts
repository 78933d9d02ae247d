import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../server/db/connect.ts';
import { open } from '../../server/seal/keyring.ts';

export type ClearPerson = { id: number; name: string; phone: string | null; idNumber: string | null };

/** The people a condition on `person` holds for, with their numbers opened by the keys of this process. */
export async function peopleInClear(database: Database, condition: SQL = sql`true`): Promise<ClearPerson[]> {
  const rows = await database.execute<{
    id: number;
    countyCode: string;
    name: string;
    phone: Buffer | null;
    idNumber: Buffer | null;
  }>(sql`
    select id::float8 as id, county_code as "countyCode", name, phone_sealed as phone, id_number_sealed as "idNumber"
    from person where ${condition} order by id`);
  return [...rows].map(({ countyCode, ...person }) => ({
    ...person,
    phone: person.phone && open('person.phone', countyCode, person.phone),
    idNumber: person.idNumber && open('person.id_number', countyCode, person.idNumber),
  }));
}

/** What anybody who copies the disk gets of the person table. */
export async function storedBytes(database: Database): Promise<Buffer> {
  await database.execute(sql`checkpoint`);
  const files = await database.execute<{ bytes: Buffer }>(sql`
    select pg_read_binary_file(pg_relation_filepath(oid::regclass)) as bytes
    from pg_class
    where oid = 'person'::regclass or oid in (select indexrelid from pg_index where indrelid = 'person'::regclass)`);
  return Buffer.concat([...files].map(({ bytes }) => bytes));
}
