import { sql } from 'drizzle-orm';
import { AppError } from '../../../shared/errors.ts';
import { fetchPlan, type Helper, type StartEmergency, shelterPlan } from '../../../shared/evacuation.ts';
import type { Position } from '../../../shared/geo.ts';
import { metresApart, metricAt } from '../../../shared/metric.ts';
import { boundsOf, type Region } from '../../../shared/shape.ts';
import type { Scope } from '../../auth/scope.ts';
import { countyOf } from '../../db/area.ts';
import type { Tx } from '../../db/connect.ts';
import { position } from '../../db/geometry.ts';
import { shapeSql } from '../../db/shape.ts';
import { footways, walks } from '../../triage/footways.ts';
import { type LeavingHousehold, leavingHouseholds, lockShelters, openShelters } from './leaving.ts';
import { tellLeads } from './tell.ts';
import { threatenedRegion } from './threat.ts';

/** Nobody is sent further than this on foot, in metres. */
const furthestWalk = 8_000;
/** Where no street leads, the way is longer than straight ahead by this much. */
const detour = 1.4;
/** How many households one helper can fetch. */
const fetchedAtMost = 4;

/**
 * Starts an emergency: finds the area, who must leave it, where each household goes and who fetches those who cannot
 * leave alone, and tells the leads. Throws notAllowed, notFound, noTerrain, invalidGeometry and tooMany.
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
  const placed = await placeHouseholds(tx, countyCode, region, households);
  const fetchers = await fetchersOf(tx, countyCode, households);
  const id = await insertEmergency(tx, scope, input, region);
  await insertEvacuations(tx, countyCode, id, households, placed, fetchers);
  await tx.execute(sql`
    insert into change (county_code, village_code, actor, action, subject, subject_id, after)
    values (
      ${countyCode}, ${input.areaCode.length === 12 ? input.areaCode : null}, ${scope.actor}, 'start', 'emergency', ${id},
      ${JSON.stringify({ name: input.name, kind: input.kind, areaCode: input.areaCode, households: households.length })}::jsonb
    )`);
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

/** 去哪里: along the streets, and straight ahead with a detour where none leads. */
async function placeHouseholds(
  tx: Tx,
  countyCode: string,
  region: Region,
  households: LeavingHousehold[],
): Promise<Placed[]> {
  const shelters = await openShelters(tx, countyCode, region, households);
  if (households.length === 0 || shelters.length === 0) {
    return households.map(() => ({ shelterId: null, walkMetres: null }));
  }
  const points = [...households.map((household) => household.position), ...shelters.map((shelter) => shelter.position)];
  const graph = await footways(
    tx,
    countyCode,
    boundsOf({ type: 'MultiPoint', coordinates: points }).map((edge, side) => edge + (side < 2 ? -0.005 : 0.005)) as [
      number,
      number,
      number,
      number,
    ],
  );
  const along = walks(
    graph,
    shelters.map((shelter) => shelter.position),
    households.map((household) => household.position),
    furthestWalk,
  );
  const ways = shelters.map((shelter, at) => {
    const metric = metricAt(shelter.position[1]);
    return households.map(({ position: home }, row) => {
      const metres = along[at]?.[row] ?? Number.POSITIVE_INFINITY;
      return Number.isFinite(metres) ? metres : metresApart(metric, home, shelter.position) * detour;
    });
  });
  const leaving = households.map(({ id, persons, needHelp }, row) => ({
    id,
    persons,
    needHelp,
    metresTo: ways.map((way) => way[row] ?? Number.POSITIVE_INFINITY),
  }));
  return shelterPlan(
    leaving,
    shelters.map(({ room }) => room),
  ).map((shelter, row) => ({
    shelterId: shelter === null ? null : (shelters[shelter]?.id ?? null),
    walkMetres: shelter === null ? null : (ways[shelter]?.[row] ?? null),
  }));
}

type Fetchers = Map<number, { personId: number; accountId: string | null }>;

/** 谁去接: members and leads who answer for any of the households, and do not have to leave themselves. */
async function fetchersOf(tx: Tx, countyCode: string, households: LeavingHousehold[]): Promise<Fetchers> {
  const helpless = households.filter(({ needHelp }) => needHelp > 0);
  const ids = [...new Set(households.flatMap(({ laneLeadId, memberId }) => [laneLeadId, memberId]))].filter(
    (id) => id !== null,
  );
  if (helpless.length === 0 || ids.length === 0) return new Map();
  const rows = await tx.execute<{
    id: number;
    accountId: string | null;
    position: Position;
    householdId: number | null;
  }>(sql`
    select person.id::float8 as id, person.household_id::float8 as "householdId", account.account_id as "accountId",
      ${position(sql`person.home`)} as position
    from duty_people(${countyCode}, ${`{${ids.join(',')}}`}::bigint[]) person
    left join lateral accounts_of(${countyCode}, array[person.id], '{}') account on true
    where person.home is not null
    order by person.id`);
  const threatened = new Set(households.map(({ id }) => id));
  const people = [...rows];
  const safe = people.filter(({ householdId }) => householdId === null || !threatened.has(householdId));
  // Where everybody who could help lives in danger too, they help as they leave.
  const helpers = (safe.length > 0 ? safe : people).map(({ id, position: home }): Helper => {
    const own = helpless.filter(({ laneLeadId, memberId }) => laneLeadId === id || memberId === id);
    return { id, position: home, households: new Set(own.map((household) => household.id)), atMost: fetchedAtMost };
  });
  const accounts = new Map(people.map(({ id, accountId }) => [id, accountId]));
  const plan = fetchPlan(helpless, helpers);
  return new Map(
    plan.flatMap((personId, row) => {
      const household = helpless[row];
      return personId === null || !household
        ? []
        : [[household.id, { personId, accountId: accounts.get(personId) ?? null }]];
    }),
  );
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
