import { sql } from 'drizzle-orm';
import type { Tx } from '../db/connect.ts';
import type { sealedIdNumber, sealedPhone } from './person.ts';

/** The sealed columns of one person, by its key. */
export type SealedPerson = { countyCode: string; id: string; sourceKey: string | null } & ReturnType<
  typeof sealedIdNumber
> &
  ReturnType<typeof sealedPhone>;

/** Writes sealed columns that hold the same numbers as before: neither the time nor the sequence number of a person moves. */
export async function updatePersons(tx: Tx, persons: SealedPerson[]): Promise<void> {
  if (persons.length === 0) return;
  const given = persons.map((person) =>
    Object.fromEntries(
      Object.entries(person).map(([name, value]) => [name, Buffer.isBuffer(value) ? value.toString('hex') : value]),
    ),
  );
  await tx.execute(sql`alter table person disable trigger user`);
  await tx.execute(sql`
    update person set
      id_number_sealed = decode(given."idNumberSealed", 'hex'), id_number_hash = decode(given."idNumberHash", 'hex'),
      phone_sealed = decode(given."phoneSealed", 'hex'), phone_hash = decode(given."phoneHash", 'hex'),
      phone_last4_hash = decode(given."phoneLast4Hash", 'hex'), source_key = given."sourceKey"
    from json_to_recordset(${JSON.stringify(given)}::text::json) as given (
      "countyCode" text, id bigint, "idNumberSealed" text, "idNumberHash" text, "phoneSealed" text, "phoneHash" text,
      "phoneLast4Hash" text, "sourceKey" text
    )
    where person.county_code = given."countyCode" and person.id = given.id`);
  await tx.execute(sql`alter table person enable trigger user`);
}
