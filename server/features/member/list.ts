import { sql } from 'drizzle-orm';
import type { MemberSummary } from '../../../shared/household.ts';
import { countyOf, inArea } from '../../db/area.ts';
import type { Tx } from '../../db/connect.ts';
import { position } from '../../db/geometry.ts';

/** The party members of an area in the reach of who asks, by number. */
export async function listMembers(tx: Tx, areaCode: string): Promise<MemberSummary[]> {
  const countyCode = countyOf(areaCode);
  const rows = await tx.execute<MemberSummary>(sql`
    with chosen as (
      select person_id, capacity
      from party_member
      where ${inArea(sql`county_code`, sql`village_code`, areaCode)} and ended_at is null
    )
    select person.id::float8 as "personId", ${countyCode}::text as "countyCode", person.name, chosen.capacity,
      ${position(sql`person.home`)} as position,
      (
        select count(*)::integer from household_link
        where county_code = ${countyCode} and member_id = person.id and to_on is null
      ) as households
    from chosen
    join duty_people(${countyCode}, (select array_agg(person_id) from chosen)) person on person.id = chosen.person_id
    order by person.id`);
  return [...rows];
}
