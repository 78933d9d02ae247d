import { sql } from 'drizzle-orm';
import type { Dossier, RowRef } from '../../../shared/household.ts';
import type { FieldLevels } from '../../../shared/permissions.ts';
import { ageOn } from '../../../shared/person.ts';
import { shownCategory, shownName } from '../../auth/show.ts';
import { today } from '../../db/calendar.ts';
import type { Tx } from '../../db/connect.ts';
import { position } from '../../db/geometry.ts';
import { type Sealed, shownIdNumber, shownPhone } from '../../mask.ts';

/** The zones a household belongs to with their leads, outermost first. */
export async function dossierZones(tx: Tx, levels: FieldLevels, { countyCode, id }: RowRef): Promise<Dossier['zones']> {
  const rows = await tx.execute<Sealed<Dossier['zones'][number], 'leadPhone'>>(sql`
    with recursive above as (
      select zone.id, zone.parent_id, 0 as depth
      from household
      join zone on zone.county_code = household.county_code and zone.id = household.lane_id
      where household.county_code = ${countyCode} and household.id = ${id}
      union all
      select zone.id, zone.parent_id, above.depth + 1
      from above
      join zone on zone.county_code = ${countyCode} and zone.id = above.parent_id
    )
    select zone.id::float8 as id, zone.level, zone.name, lead.name as "leadName", lead.phone_sealed as "leadPhone"
    from above
    join zone on zone.county_code = ${countyCode} and zone.id = above.id
    left join zone_lead on zone_lead.county_code = zone.county_code and zone_lead.zone_id = zone.id and zone_lead.to_on is null
    left join lateral duty_people(zone.county_code, array[zone_lead.person_id]) lead on true
    order by above.depth desc`);
  return rows.map((zone) => ({ ...zone, leadPhone: shownPhone(levels.phone, countyCode, zone.leadPhone) }));
}

/** The party member who looks after the household, or null. */
export async function dossierMember(
  tx: Tx,
  levels: FieldLevels,
  { countyCode, id }: RowRef,
): Promise<Dossier['member']> {
  const [member] = await tx.execute<Sealed<NonNullable<Dossier['member']>, 'phone'>>(sql`
    select member.id::float8 as "personId", member.name, member.phone_sealed as phone, household_link.from_on::text as since,
      (
        select count(*) from household_link other
        where other.county_code = household_link.county_code and other.member_id = household_link.member_id and other.to_on is null
      )::integer as households,
      ${position(sql`member.home`)} as position
    from household_link
    cross join lateral duty_people(household_link.county_code, array[household_link.member_id]) member
    where household_link.county_code = ${countyCode} and household_link.household_id = ${id} and household_link.to_on is null`);
  return member ? { ...member, phone: shownPhone(levels.phone, countyCode, member.phone) } : null;
}

type PersonRow = Sealed<Omit<Dossier['people'][number], 'age'>, 'phone' | 'idNumber'> & { birthDate: string | null };

/** Who lives there: the head first, then the eldest. */
export async function dossierPeople(
  tx: Tx,
  levels: FieldLevels,
  { countyCode, id }: RowRef,
): Promise<Dossier['people']> {
  const rows = await tx.execute<PersonRow>(sql`
    select person.id::float8 as id, person.name, person.sex, person.birth_date::text as "birthDate", person.relation,
      person.is_head as "isHead", party_member.person_id is not null as "isPartyMember",
      person.phone_sealed as phone, person.id_number_sealed as "idNumber", person.away_at as "awayAt", tags.categories
    from person
    left join party_member on party_member.county_code = person.county_code and party_member.person_id = person.id
      and party_member.ended_at is null
    cross join lateral (
      select coalesce(json_agg(json_build_object(
        'category', key_person.category, 'visitEveryDays', key_person.visit_every_days,
        'needsHelpToMove', key_person.needs_help_to_move, 'note', key_person.note
      ) order by key_person.id), '[]') as categories
      from key_person
      where key_person.county_code = person.county_code and key_person.person_id = person.id and key_person.to_on is null
    ) tags
    where person.county_code = ${countyCode} and person.household_id = ${id} and person.ended_at is null
    order by person.is_head desc, person.birth_date nulls last, person.id`);
  return rows.map(({ birthDate, ...person }) => ({
    ...person,
    name: shownName(levels.name, person.name),
    age: birthDate === null ? null : ageOn(birthDate, today()),
    phone: shownPhone(levels.phone, countyCode, person.phone),
    idNumber: shownIdNumber(levels.idNumber, countyCode, person.idNumber),
    categories: shownReasons(levels, person.categories),
  }));
}

type Reason = Dossier['people'][number]['categories'][number];

function shownReasons(levels: FieldLevels, reasons: Reason[]): Reason[] {
  if (levels.diagnosis === 'none') return [];
  return reasons.map((reason) => ({
    ...reason,
    category: shownCategory(levels.diagnosis, reason.category),
    note: levels.note === 'full' && levels.diagnosis === 'full' ? reason.note : '',
  }));
}
