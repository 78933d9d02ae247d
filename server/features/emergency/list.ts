import { type SQL, sql } from 'drizzle-orm';
import { AppError } from '../../../shared/errors.ts';
import type { Emergency, Evacuation, ShelterLoad } from '../../../shared/evacuation.ts';
import type { RowRef } from '../../../shared/household.ts';
import type { Scope } from '../../auth/scope.ts';
import { shownName } from '../../auth/show.ts';
import { countyOf } from '../../db/area.ts';
import { isoMoment } from '../../db/calendar.ts';
import type { Tx } from '../../db/connect.ts';
import { position } from '../../db/geometry.ts';
import { recordAccess } from '../../db/recordAccess.ts';
import { shownPhone } from '../../mask.ts';

/** Emergencies of an area with how far each has come, those under way first. */
export async function listEmergencies(tx: Tx, areaCode: string): Promise<Emergency[]> {
  const county = countyOf(areaCode);
  // Those above an area concern it too.
  return emergencies(
    tx,
    sql`emergency.county_code = ${county} and (left(emergency.area_code, ${areaCode.length}) = ${areaCode} or left(${areaCode}, length(emergency.area_code)) = emergency.area_code)`,
  );
}

/** Throws notFound. */
export async function getEmergency(tx: Tx, { countyCode, id }: RowRef): Promise<Emergency> {
  const [found] = await emergencies(tx, sql`emergency.county_code = ${countyCode} and emergency.id = ${id}`);
  if (!found) throw new AppError({ code: 'notFound' });
  return found;
}

async function emergencies(tx: Tx, condition: SQL): Promise<Emergency[]> {
  const rows = await tx.execute<Emergency>(sql`
    select emergency.id::float8 as id, emergency.county_code as "countyCode", emergency.area_code as "areaCode", emergency.kind,
      emergency.name, st_asgeojson(emergency.geometry, 8, 0)::json as region, ${isoMoment(sql`emergency.started_at`)} as "startedAt",
      emergency.started_by as "startedBy", ${isoMoment(sql`emergency.ended_at`)} as "endedAt", emergency.ended_by as "endedBy",
      ${figures}
    from emergency
    cross join lateral (${counted}) counted
    where ${condition}
    order by emergency.ended_at is not null, emergency.id desc
    limit 100`);
  return [...rows];
}

const counted = sql`
  select count(*)::integer as households, coalesce(sum(persons), 0)::integer as persons,
    coalesce(sum(need_help), 0)::integer as need_help,
    (count(*) filter (where acknowledged_at is not null or on_the_way_at is not null or safe_at is not null))::integer as acknowledged,
    (count(*) filter (where on_the_way_at is not null and safe_at is null))::integer as on_the_way,
    (count(*) filter (where safe_at is not null))::integer as safe,
    coalesce(sum(persons) filter (where shelter_id is null), 0)::integer as without_shelter
  from evacuation
  where evacuation.county_code = emergency.county_code and evacuation.emergency_id = emergency.id`;

const figures = sql`counted.households, counted.persons, counted.need_help as "needHelp", counted.acknowledged,
  counted.on_the_way as "onTheWay", counted.safe, counted.without_shelter as "withoutShelter"`;

type Row = Omit<Evacuation, 'headPhone' | 'laneLead' | 'member' | 'fetchedBy'> & {
  headPhone: Buffer | null;
  laneLead: Duty | null;
  member: Duty | null;
  fetchedBy: Duty | null;
  leadPhone: Buffer | null;
  memberPhone: Buffer | null;
  fetcherPhone: Buffer | null;
};
type Duty = { id: number; name: string };

/**
 * 转移名单: the households that must leave, as far as the request reaches, with whom to call; with `since` only those
 * that changed after that sequence number. Who is called by name and number is on record.
 */
export async function listEvacuations(
  tx: Tx,
  scope: Scope,
  { countyCode, id }: RowRef,
  since: number,
): Promise<Evacuation[]> {
  const rows = await tx.execute<Row>(sql`
    with people as materialized (
      select person.* from duty_people(${countyCode}, (
        select array_agg(distinct person_id)
        from evacuation cross join lateral unnest(array[lane_lead_id, member_id, fetched_by_id]) person_id
        where county_code = ${countyCode} and emergency_id = ${id} and seq > ${since}
      )) person
    )
    select evacuation.id::float8 as id, evacuation.village_code as "villageCode", evacuation.household_id::float8 as "householdId",
      evacuation.number, evacuation.address, head.name as "headName", head.phone_sealed as "headPhone",
      ${position(sql`evacuation.geometry`)} as position, evacuation.persons, evacuation.key_persons as "keyPersons",
      evacuation.need_help as "needHelp", evacuation.shelter_id::float8 as "shelterId", evacuation.walk_metres::float8 as "walkMetres",
      case when lane.id is not null then json_build_object('id', lane.id, 'name', lane.name) end as lane,
      ${duty('lead')} as "laneLead", lead.phone_sealed as "leadPhone",
      ${duty('member')} as member, member.phone_sealed as "memberPhone",
      ${duty('fetcher')} as "fetchedBy", fetcher.phone_sealed as "fetcherPhone",
      ${made('acknowledged')} as acknowledged, ${made('on_the_way')} as "onTheWay", ${made('safe')} as safe,
      evacuation.seq::float8 as seq
    from evacuation
    left join person head on head.county_code = evacuation.county_code and head.household_id = evacuation.household_id
      and head.is_head and head.ended_at is null
    left join zone lane on lane.county_code = evacuation.county_code and lane.id = evacuation.lane_id
    left join people lead on lead.id = evacuation.lane_lead_id
    left join people member on member.id = evacuation.member_id
    left join people fetcher on fetcher.id = evacuation.fetched_by_id
    where evacuation.county_code = ${countyCode} and evacuation.emergency_id = ${id} and evacuation.seq > ${since}
    order by evacuation.need_help desc, lane.number nulls last, evacuation.number, evacuation.id`);
  const shown = [...rows].map((row) => shownRow(scope, countyCode, row));
  await recordAccess(tx, {
    countyCode,
    villageCode: null,
    subject: 'list',
    subjectIds: shown
      .filter(({ headName }) => headName !== null && headName !== '')
      .map(({ householdId }) => householdId),
    fields: ['name', 'phone'],
  });
  return shown;
}

function duty(alias: 'lead' | 'member' | 'fetcher'): SQL {
  const person = sql.identifier(alias);
  return sql`case when ${person}.id is not null then json_build_object('id', ${person}.id, 'name', ${person}.name) end`;
}

function made(tick: 'acknowledged' | 'on_the_way' | 'safe'): SQL {
  const at = sql.identifier(`${tick}_at`);
  const by = sql.identifier(`${tick}_by`);
  return sql`case when evacuation.${at} is not null
    then json_build_object('at', ${isoMoment(sql`evacuation.${at}`)}, 'by', evacuation.${by}) end`;
}

function shownRow(scope: Scope, countyCode: string, row: Row): Evacuation {
  const { leadPhone, memberPhone, fetcherPhone, headPhone, ...rest } = row;
  const where = { areaCode: row.villageCode, householdId: row.householdId };
  const phone = scope.level('phone', where);
  const called = (person: Duty | null, sealed: Buffer | null) =>
    person && { ...person, phone: shownPhone(phone, countyCode, sealed) };
  return {
    ...rest,
    headName: row.headName === null ? null : shownName(scope.level('name', where), row.headName),
    headPhone: shownPhone(phone, countyCode, headPhone),
    laneLead: called(row.laneLead, leadPhone),
    member: called(row.member, memberPhone),
    fetchedBy: called(row.fetchedBy, fetcherPhone),
  };
}

/** Of the shelters nobody is sent to, only so many of the nearest are told. */
const mostShelters = 30;

/** The shelters of an emergency: what room each has, who is to come as far as the request reaches, and who is there. */
export async function shelterLoads(tx: Tx, { countyCode, id }: RowRef): Promise<ShelterLoad[]> {
  const rows = await tx.execute<ShelterLoad>(sql`
    select shelter.id::float8 as id, shelter.name, ${position(sql`shelter.geometry`)} as position, shelter.capacity,
      coalesce(sent.expected, 0) as expected, coalesce(sent.arrived, 0) as arrived, shelter.taken as others,
      not exists (select from place where place.county_code = ${countyCode} and place.id = shelter.id) as beyond,
      shelter.endangered or st_intersects(shelter.geometry, emergency.geometry) as threatened
    from emergency
    cross join lateral shelters_of(${countyCode}, emergency.id, '{}') shelter
    left join (
      select shelter_id, coalesce(sum(persons), 0)::integer as expected,
        coalesce(sum(persons) filter (where safe_at is not null), 0)::integer as arrived
      from evacuation
      where county_code = ${countyCode} and emergency_id = ${id}
      group by shelter_id
    ) sent on sent.shelter_id = shelter.id
    where emergency.county_code = ${countyCode} and emergency.id = ${id}
    order by coalesce(sent.expected, 0) desc, st_distance(shelter.geometry, st_centroid(emergency.geometry)), shelter.id
    limit ${mostShelters}`);
  return [...rows];
}
