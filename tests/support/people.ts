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
