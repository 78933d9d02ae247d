import { sql } from 'drizzle-orm';
import { AppError } from '../../../shared/errors.ts';
import type { StartEmergency } from '../../../shared/evacuation.ts';
import type { Position } from '../../../shared/geo.ts';
import { boundsOf, type Region } from '../../../shared/shape.ts';
import type { Scope } from '../../auth/scope.ts';
import { countyOf, villageOf } from '../../db/area.ts';
import type { Tx } from '../../db/connect.ts';
import { position } from '../../db/geometry.ts';
import { idArray } from '../../db/ids.ts';
import { recordChange } from '../../db/recordChange.ts';
import { shapeSql } from '../../db/shape.ts';
import { solveInWorker } from '../../solve/solveInWorker.ts';
import { footwayTexts } from '../../triage/footways.ts';
import { type LeavingHousehold, leavingHouseholds, lockShelters, type OpenShelter, openShelters } from './leaving.ts';
import { tellLeads } from './tell.ts';
import { threatenedRegion } from './threat.ts';

/** How many households one helper can fetch. */
const fetchedAtMost = 4;
/** What finding shelters and helpers may take. */
const seconds = 60;

/**
 * Starts an emergency: finds the area, who must leave it, where each household goes and who fetches those who cannot
 * leave alone, and tells the leads. Throws notAllowed, notFound, noTerrain, invalidGeometry, tooMany, and unavailable when
 * the worker that finds them ends; then nothing has begun.
 */
export async function startEmergency(
  tx: Tx,
  scope: Scope,
  input: StartEmergency,
): Promise<{ id: number; households: number }> {
  const countyCode = countyOf(input.areaCode);
  if (!scope.mayAt('emergency.lead', { areaCode: input.areaCode })) {
    throw new AppError({ code: 'notAllowed', detail: { action: 'emergency.lead' } });
  }
  const region = await threatenedRegion(tx, countyCode, input.threat);
  const households = (await leavingHouseholds(tx, countyCode, region)).filter(({ villageCode }) =>
    villageCode.startsWith(input.areaCode),
  );
  await lockShelters(tx, countyCode);
  const { placed, fetchers } = await planEvacuation(tx, countyCode, region, households);
  const id = await insertEmergency(tx, scope, input, region);
  await insertEvacuations(tx, countyCode, id, households, placed, fetchers);
  const { name, kind, areaCode } = input;
  await recordChange(tx, {
    countyCode,
    villageCode: villageOf(areaCode),
    actor: scope.actor,
    action: 'start',
    subject: 'emergency',
    subjectId: id,
    after: { name, kind, areaCode, households: households.length },
  });
  await tellLeads(tx, scope, { countyCode, emergencyId: id, name: input.name });
  return { id, households: households.length };
}

async function insertEmergency(tx: Tx, scope: Scope, input: StartEmergency, region: Region): Promise<number> {
  const [row] = await tx.execute<{ id: number }>(sql`
    insert into emergency (county_code, area_code, kind, name, threat, geometry, started_by)
    values (
      ${countyOf(input.areaCode)}, ${input.areaCode}, ${input.kind}, ${input.name}, ${JSON.stringify(input.threat)}::jsonb,
      st_multi(${shapeSql(region)}), ${scope.actor}
    )
    returning id::float8 as id`);
  if (!row) throw new AppError({ code: 'internal' });
  return row.id;
}

type Placed = { shelterId: number | null; walkMetres: number | null };
type Fetchers = Map<number, { personId: number; accountId: string | null }>;

/** 去哪里 and 谁去接, found in a worker, so that the server answers everybody else meanwhile. */
async function planEvacuation(
  tx: Tx,
  countyCode: string,
  region: Region,
  households: LeavingHousehold[],
): Promise<{ placed: Placed[]; fetchers: Fetchers }> {
  if (households.length === 0) return { placed: [], fetchers: new Map() };
  const shelters = await openShelters(tx, countyCode, region, households);
  const helpers = await helpersOf(tx, countyCode, households);
  const task = {
    households: {
      id: Float64Array.from(households, ({ id }) => id),
      lng: Float64Array.from(households, (household) => household.position[0]),
      lat: Float64Array.from(households, (household) => household.position[1]),
      persons: Int32Array.from(households, ({ persons }) => persons),
      needHelp: Int32Array.from(households, ({ needHelp }) => needHelp),
    },
    shelters: shelters.map(({ position: place, room }) => ({ position: place, room })),
    streets: shelters.length === 0 ? [] : await streetsBetween(tx, countyCode, households, shelters),
    helpers: helpers.map(({ id, position: home, households: own }) => ({
      id,
      position: home,
      households: own,
      atMost: fetchedAtMost,
    })),
  };
  const { shelter, metres, fetchedBy } = await solveInWorker('evacuation', task, { seconds, urgent: true });
  const accounts = new Map(helpers.map(({ id, accountId }) => [id, accountId]));
  return {
    placed: households.map((_, row) => {
      const found = shelters[shelter[row] ?? -1];
      return found ? { shelterId: found.id, walkMetres: metres[row] ?? null } : { shelterId: null, walkMetres: null };
    }),
    fetchers: new Map(
      fetchedBy.map(({ household, helper }) => [
        household,
        { personId: helper, accountId: accounts.get(helper) ?? null },
      ]),
    ),
  };
}

/** Degrees around homes and shelters within which streets may lead from one to the other. */
const around = 0.005;

async function streetsBetween(
  tx: Tx,
  countyCode: string,
  households: LeavingHousehold[],
  shelters: OpenShelter[],
): Promise<string[]> {
  const coordinates = [...households, ...shelters].map(({ position: [lng, lat] }): [number, number] => [lng, lat]);
  const [west, south, east, north] = boundsOf({ type: 'MultiPoint', coordinates });
  return footwayTexts(tx, countyCode, [west - around, south - around, east + around, north + around]);
}

type HelperRow = { id: number; accountId: string | null; position: Position; householdId: number | null };

/** Members and leads who answer for any of the households, and do not have to leave themselves; with whom of those who need help they answer for. */
async function helpersOf(
  tx: Tx,
  countyCode: string,
  households: LeavingHousehold[],
): Promise<(HelperRow & { households: number[] })[]> {
  const helpless = households.filter(({ needHelp }) => needHelp > 0);
  const ids = [...new Set(households.flatMap(({ laneLeadId, memberId }) => [laneLeadId, memberId]))].filter(
    (id) => id !== null,
  );
  if (helpless.length === 0 || ids.length === 0) return [];
  const rows = await tx.execute<HelperRow>(sql`
    select person.id::float8 as id, person.household_id::float8 as "householdId", account.account_id as "accountId",
      ${position(sql`person.home`)} as position
    from duty_people(${countyCode}, ${idArray(ids)}) person
    left join lateral accounts_of(${countyCode}, array[person.id], '{}') account on true
    where person.home is not null
    order by person.id`);
  const threatened = new Set(households.map(({ id }) => id));
  const people = [...rows];
  const safe = people.filter(({ householdId }) => householdId === null || !threatened.has(householdId));
  // Where everybody who could help lives in danger too, they help as they leave.
  return (safe.length > 0 ? safe : people).map((person) => {
    const own = helpless.filter(({ laneLeadId, memberId }) => laneLeadId === person.id || memberId === person.id);
    return { ...person, households: own.map(({ id }) => id) };
  });
}

/** One statement however many households. */
async function insertEvacuations(
  tx: Tx,
  countyCode: string,
  emergencyId: number,
  households: LeavingHousehold[],
  placed: Placed[],
  fetchers: Fetchers,
): Promise<void> {
  if (households.length === 0) return;
  const rows = households.map((household, row) => ({
    village_code: household.villageCode,
    household_id: household.id,
    persons: household.persons,
    key_persons: household.keyPersons,
    need_help: household.needHelp,
    address: household.address,
    number: household.number,
    lng: household.position[0],
    lat: household.position[1],
    shelter_id: placed[row]?.shelterId ?? null,
    walk_metres: placed[row]?.walkMetres ?? null,
    lane_id: household.laneId,
    lane_lead_id: household.laneLeadId,
    member_id: household.memberId,
    fetched_by_id: fetchers.get(household.id)?.personId ?? null,
    fetched_by_account_id: fetchers.get(household.id)?.accountId ?? null,
  }));
  await tx.execute(sql`
    insert into evacuation (
      county_code, emergency_id, village_code, household_id, persons, key_persons, need_help, address, number, geometry,
      shelter_id, walk_metres, lane_id, lane_lead_id, member_id, fetched_by_id, fetched_by_account_id
    )
    select ${countyCode}, ${emergencyId}, village_code, household_id, persons, key_persons, need_help, address, number,
      st_setsrid(st_makepoint(lng, lat), 4490), shelter_id, walk_metres, lane_id, lane_lead_id, member_id, fetched_by_id,
      fetched_by_account_id
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as given (
      village_code text, household_id bigint, persons integer, key_persons integer, need_help integer, address text, number text,
      lng float8, lat float8, shelter_id bigint, walk_metres real, lane_id bigint, lane_lead_id bigint, member_id bigint,
      fetched_by_id bigint, fetched_by_account_id text
    )`);
}
