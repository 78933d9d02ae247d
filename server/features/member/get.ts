import { sql } from 'drizzle-orm';
import { AppError } from '../../../shared/errors.ts';
import type { MemberCard, RowRef } from '../../../shared/household.ts';
import type { Scope } from '../../auth/scope.ts';
import type { Tx } from '../../db/connect.ts';
import { position } from '../../db/geometry.ts';
import { householdPage } from '../../db/householdItems.ts';
import { type Sealed, shownPhone } from '../../mask.ts';

/** No member looks after more than the schema's largest capacity. */
const mostHouseholds = 200;

/** A party member by the id of the person, with the households in their care. Throws notFound. */
export async function getMember(tx: Tx, scope: Scope, ref: RowRef): Promise<MemberCard> {
  const [member] = await tx.execute<Sealed<Omit<MemberCard, 'households'>, 'phone'>>(sql`
    select member.id::float8 as "personId", party_member.county_code as "countyCode",
      party_member.village_code as "villageCode", member.name, member.phone_sealed as phone, party_member.joined_on::text as "joinedOn",
      party_member.capacity, ${position(sql`member.home`)} as position
    from duty_people(${ref.countyCode}, array[${ref.id}::bigint]) member
    join party_member on party_member.county_code = ${ref.countyCode} and party_member.person_id = member.id`);
  if (!member) throw new AppError({ code: 'notFound' });
  const cared = sql`household.county_code = ${ref.countyCode} and household.id in (
    select household_id from household_link where county_code = ${ref.countyCode} and member_id = ${ref.id} and to_on is null
  )`;
  const { items } = await householdPage(tx, scope, cared, { offset: 0, limit: mostHouseholds });
  return {
    ...member,
    phone: shownPhone(
      scope.level('phone', { areaCode: member.villageCode, householdId: items[0]?.id }),
      ref.countyCode,
      member.phone,
    ),
    households: items,
  };
}
