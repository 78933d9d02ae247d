import { sql } from 'drizzle-orm';
import { AppError } from '../../../shared/errors.ts';
import type { Position } from '../../../shared/geo.ts';
import type { HouseholdItem, PlaceHousehold } from '../../../shared/household.ts';
import type { Scope } from '../../auth/scope.ts';
import type { Tx } from '../../db/connect.ts';
import { position } from '../../db/geometry.ts';
import { householdItems } from '../../db/householdItems.ts';
import { recordChange } from '../../db/recordChange.ts';

type Locked = { villageCode: string; ended: boolean; before: Placed };
/** What the log keeps of where a household is. */
type Placed = { buildingId: number | null; position: Position | null };

/**
 * Puts a household on the map, at its building or at the position, and logs it. Throws notFound, notAllowed, householdEnded,
 * invalidInput for a building of another village and outsideVillage for a position beyond the village's border.
 */
export async function placeHousehold(
  tx: Tx,
  scope: Scope,
  input: PlaceHousehold,
): Promise<{ household: HouseholdItem; seq: number }> {
  const household = await lockHousehold(tx, input);
  const where = { areaCode: household.villageCode, householdId: input.id };
  if (!scope.mayAt('household.place', where))
    throw new AppError({ code: 'notAllowed', detail: { action: 'household.place' } });
  const place = input.buildingId === null ? input.position : await placeOfBuilding(tx, input, household.villageCode);
  await checkInside(tx, input.countyCode, household.villageCode, place);
  const [lng, lat] = place;
  await tx.execute(sql`
    update household
    set geometry = st_setsrid(st_makepoint(${lng}::float8, ${lat}::float8), 4490), building_id = ${input.buildingId}::bigint
    where county_code = ${input.countyCode} and id = ${input.id}`);
  const after: Placed = { buildingId: input.buildingId, position: place };
  await recordChange(tx, {
    countyCode: input.countyCode,
    villageCode: household.villageCode,
    actor: scope.actor,
    action: 'place',
    subject: 'household',
    subjectId: input.id,
    before: household.before,
    after,
  });
  return result(tx, scope, input);
}

async function lockHousehold(tx: Tx, input: PlaceHousehold): Promise<Locked> {
  const [household] = await tx.execute<Locked>(sql`
    select village_code as "villageCode", ended_at is not null as ended,
      json_build_object('buildingId', building_id, 'position', ${position(sql`geometry`)}) as before
    from household
    where county_code = ${input.countyCode} and id = ${input.id}
    for update`);
  if (!household) throw new AppError({ code: 'notFound' });
  if (household.ended) throw new AppError({ code: 'householdEnded', detail: { id: input.id } });
  return household;
}

/** A point within the building, which lies in the household's village or in none. */
async function placeOfBuilding(tx: Tx, input: PlaceHousehold, villageCode: string): Promise<Position> {
  const [building] = await tx.execute<{ villageCode: string | null; place: Position }>(sql`
    select village_code as "villageCode", ${position(sql`st_pointonsurface(geometry)`)} as place
    from building
    where county_code = ${input.countyCode} and id = ${input.buildingId}`);
  if (!building) throw new AppError({ code: 'notFound', detail: { field: 'buildingId' } });
  if (building.villageCode !== null && building.villageCode !== villageCode) {
    throw new AppError({ code: 'invalidInput', detail: { field: 'buildingId' } });
  }
  return building.place;
}

async function checkInside(tx: Tx, countyCode: string, villageCode: string, [lng, lat]: Position): Promise<void> {
  const [village] = await tx.execute<{ name: string; outside: boolean }>(sql`
    select name, not st_covers(geometry, st_setsrid(st_makepoint(${lng}::float8, ${lat}::float8), 4490)) as outside
    from area
    where county_code = ${countyCode} and code = ${villageCode} and geometry is not null`);
  if (village?.outside) throw new AppError({ code: 'outsideVillage', detail: { village: village.name } });
}

async function result(tx: Tx, scope: Scope, input: PlaceHousehold): Promise<{ household: HouseholdItem; seq: number }> {
  const one = sql`household.county_code = ${input.countyCode} and household.id = ${input.id}`;
  const [household] = await householdItems(tx, scope, one, { offset: 0, limit: 1 });
  const [row] = await tx.execute<{ seq: number }>(sql`select seq::float8 as seq from household where ${one}`);
  if (!household || !row) throw new AppError({ code: 'notFound' });
  return { household, seq: row.seq };
}
