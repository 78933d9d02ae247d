import { sql } from 'drizzle-orm';
import type { Tx } from '../../server/db/connect.ts';
import { open, seal } from '../../server/seal/keyring.ts';
import type { Destination } from './staged.ts';

const batch = 2000;

type StagedPerson = { feature: number; countyCode: string; idNumber: Buffer | null; phone: Buffer | null };

/** Seals the numbers of staged persons once more, for the county each was found to belong to: they were staged before it was known. */
export async function sealForCounties(tx: Tx, { countyCode }: Destination): Promise<void> {
  await tx.execute(sql`create index on import_person (feature)`);
  for (let last = -1; ; ) {
    const rows = await tx.execute<StagedPerson>(sql`
      select feature, coalesce(county_code, ${countyCode}) as "countyCode", id_number_sealed as "idNumber", phone_sealed as phone
      from import_person
      where feature > ${last} and (id_number_sealed is not null or phone_sealed is not null)
      order by feature
      limit ${batch}`);
    if (rows.length === 0) return;
    last = rows.at(-1)?.feature ?? last;
    const resealed = [...rows].map((row) => ({
      feature: row.feature,
      idNumber:
        row.idNumber &&
        seal('person.id_number', row.countyCode, open('person.id_number', '', row.idNumber)).toString('hex'),
      phone: row.phone && seal('person.phone', row.countyCode, open('person.phone', '', row.phone)).toString('hex'),
    }));
    await tx.execute(sql`
      update import_person s
      set id_number_sealed = decode(given."idNumber", 'hex'), phone_sealed = decode(given.phone, 'hex')
      from json_to_recordset(${JSON.stringify(resealed)}::text::json) as given (feature integer, "idNumber" text, phone text)
      where s.feature = given.feature`);
  }
}
