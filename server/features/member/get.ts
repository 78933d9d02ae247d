import { sql } from 'drizzle-orm';
import { AppError } from '../../../shared/errors.ts';
import type { MemberCard, RowRef } from '../../../shared/household.ts';
import type { Tx } from '../../db/connect.ts';
import { position } from '../../db/geometry.ts';
import { householdPage } from '../../db/householdItems.ts';
import { shownPhone } from '../../mask.ts';

/** No member looks after more than the schema's largest capacity. */
const mostHouseholds = 200;

/** A party member by the id of the person, with the households in their care. Throws notFound. */
export async function getMember(tx: Tx, ref: RowRef): Promise<MemberCard> {
  const [member] = await tx.execute<Omit<MemberCard, 'households'>>(sql`
    select person.id::float8 as "personId", person.county_code as "countyCode", party_member.village_code as "villageCode",
      person.name, person.phone, party_member.joined_on::text as "joinedOn", party_member.capacity,
      ${position(sql`home.geometry`)} as position
    from party_member
    join person on person.county_code = party_member.county_code and person.id = party_member.person_id
    left join household home on home.county_code = person.county_code and home.id = person.household_id
    where party_member.county_code = ${ref.countyCode} and party_member.person_id = ${ref.id}`);
  if (!member) throw new AppError({ code: 'notFound' });
  const cared = sql`household.county_code = ${ref.countyCode} and household.id in (
    select household_id from household_link where county_code = ${ref.countyCode} and member_id = ${ref.id} and to_on is null
  )`;
  const { items } = await householdPage(tx, cared, { offset: 0, limit: mostHouseholds });
  return { ...member, phone: shownPhone(member.phone), households: items };
}
