import { sql } from 'drizzle-orm';
import { AppError } from '../../../shared/errors.ts';
import type { Scope } from '../../auth/scope.ts';
import type { Tx } from '../../db/connect.ts';
import { recordAccess } from '../../db/recordAccess.ts';
import { shownIdNumber } from '../../mask.ts';

type Person = { villageCode: string; householdId: number | null; idNumber: Buffer | null };

/** One identity number in full, on record as shown. Throws notFound and notAllowed. */
export async function revealIdNumber(
  tx: Tx,
  scope: Scope,
  { countyCode, personId }: { countyCode: string; personId: number },
): Promise<{ idNumber: string | null }> {
  const [person] = await tx.execute<Person>(sql`
    select village_code as "villageCode", household_id::float8 as "householdId", id_number_sealed as "idNumber"
    from person
    where county_code = ${countyCode} and id = ${personId}`);
  if (!person) throw new AppError({ code: 'notFound' });
  const where = { areaCode: person.villageCode, householdId: person.householdId ?? undefined };
  if (!scope.mayAt('household.reveal', where))
    throw new AppError({ code: 'notAllowed', detail: { action: 'household.reveal' } });
  await recordAccess(tx, {
    countyCode,
    villageCode: person.villageCode,
    subject: 'person',
    subjectIds: [personId],
    fields: ['idNumber'],
  });
  return { idNumber: shownIdNumber('full', countyCode, person.idNumber) };
}
