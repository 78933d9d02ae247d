import { type SQL, sql } from 'drizzle-orm';
import type { Position } from '../../../shared/geo.ts';
import { metresApart, metricAt } from '../../../shared/metric.ts';
import { boundsOf, type Region } from '../../../shared/shape.ts';
import type { Tx } from '../../db/connect.ts';
import { position } from '../../db/geometry.ts';
import { anyId, idArray } from '../../db/ids.ts';
import { regionSql } from '../../db/shape.ts';

/** A household within a threatened area, with who lives there and who answers for it. */
export type LeavingHousehold = {
  id: number;
  villageCode: string;
  number: string;
  address: string;
  position: Position;
  persons: number;
  keyPersons: number;
  needHelp: number;
  laneId: number | null;
  laneLeadId: number | null;
  memberId: number | null;
};

type Found = Pick<LeavingHousehold, 'id' | 'villageCode' | 'number' | 'address' | 'position' | 'laneId'>;

/**
 * Every household of the county that stands within an area, as far as the request reaches. Who lives there and who answers
 * for them is asked by their ids: of a join with an area the planner expects few, and goes through them one by one.
 */
export async function leavingHouseholds(tx: Tx, countyCode: string, region: Region): Promise<LeavingHousehold[]> {
  const [drawn] = await tx.execute<{ geometry: string }>(sql`select ${regionSql(region)}::text as geometry`);
  const threatened: SQL = sql`${drawn?.geometry ?? ''}::geometry`;
  const found = await tx.execute<Found>(sql`
    select id::float8 as id, village_code as "villageCode", number, address, ${position(sql`geometry`)} as position,
      lane_id::float8 as "laneId"
    from household
    where county_code = ${countyCode} and ended_at is null and geometry && ${threatened} and st_intersects(geometry, ${threatened})
    order by id`);
  if (found.length === 0) return [];
  const ids = [...found].map(({ id }) => id);
  const people = await peopleOf(tx, countyCode, found);
  const members = await membersOf(tx, countyCode, ids);
  const leads = await leadsOf(tx, countyCode, [...new Set([...found].flatMap(({ laneId }) => laneId ?? []))]);
  return [...found].map((household) => ({
    ...household,
    ...(people.get(household.id) ?? { persons: 0, keyPersons: 0, needHelp: 0 }),
    laneLeadId: leads.get(household.laneId ?? 0) ?? null,
    memberId: members.get(household.id) ?? null,
  }));
}

type People = Pick<LeavingHousehold, 'persons' | 'keyPersons' | 'needHelp'>;

async function peopleOf(tx: Tx, countyCode: string, households: readonly Found[]): Promise<Map<number, People>> {
  const villages = [...new Set(households.map(({ villageCode }) => villageCode))];
  const ids = households.map(({ id }) => id);
  const rows = await tx.execute<People & { id: number }>(sql`
    with cared as materialized (
      select person_id, bool_or(needs_help_to_move) as needs_help from key_person
      where county_code = ${countyCode} and village_code in ${villages} and to_on is null
      group by person_id
    )
    select person.household_id::float8 as id, count(*)::integer as persons, count(cared.person_id)::integer as "keyPersons",
      (count(*) filter (where cared.needs_help))::integer as "needHelp"
    from person
    left join cared on cared.person_id = person.id
    where person.county_code = ${countyCode} and ${anyId(sql`person.household_id`, ids)} and person.ended_at is null
    group by person.household_id`);
  return new Map([...rows].map(({ id, ...people }) => [id, people]));
}

async function membersOf(tx: Tx, countyCode: string, ids: readonly number[]): Promise<Map<number, number>> {
  const rows = await tx.execute<{ id: number; memberId: number }>(sql`
    select household_id::float8 as id, member_id::float8 as "memberId" from household_link
    where county_code = ${countyCode} and ${anyId(sql`household_id`, ids)} and to_on is null`);
  return new Map([...rows].map(({ id, memberId }) => [id, memberId]));
}

async function leadsOf(tx: Tx, countyCode: string, zones: readonly number[]): Promise<Map<number, number>> {
  const rows = await tx.execute<{ id: number; personId: number }>(sql`
    select zone_id::float8 as id, person_id::float8 as "personId" from zone_lead
    where county_code = ${countyCode} and ${anyId(sql`zone_id`, zones)} and to_on is null`);
  return new Map([...rows].map(({ id, personId }) => [id, personId]));
}

export type OpenShelter = {
  id: number;
  name: string;
  position: Position;
  /** Places that are left: what other emergencies under way fill is gone. */
  room: number;
};

/** Only so many of the nearest are walked to, as each costs a search through all streets. */
const mostShelters = 20;

/**
 * The nearest shelters with room left for the households that leave now, those of other villages too. One within the
 * threatened area, or within that of another emergency, takes nobody in.
 */
export async function openShelters(
  tx: Tx,
  countyCode: string,
  region: Region,
  households: readonly { id: number }[],
): Promise<OpenShelter[]> {
  const rows = await tx.execute<OpenShelter>(sql`
    select id::float8 as id, name, ${position(sql`geometry`)} as position, capacity - taken as room
    from shelters_of(${countyCode}, 0, ${idArray(households.map(({ id }) => id))})
    where capacity > taken and not endangered and not st_intersects(geometry, ${regionSql(region)})`);
  const [west, south, east, north] = boundsOf(region);
  const middle: Position = [(west + east) / 2, (south + north) / 2];
  const metric = metricAt(middle[1]);
  const metresOf = ({ position: place }: OpenShelter) => metresApart(metric, place, middle);
  return [...rows].sort((a, b) => metresOf(a) - metresOf(b) || a.id - b.id).slice(0, mostShelters);
}

/** Until the end of the transaction nobody else of the county gives away room in shelters. */
export async function lockShelters(tx: Tx, countyCode: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('shelters'), ${Number(countyCode)}::integer)`);
}
