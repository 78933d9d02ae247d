import { sql } from 'drizzle-orm';
import { AppError } from '../../../../shared/errors.ts';
import type { RowRef } from '../../../../shared/household.ts';
import type { ZoneCreateInput, ZonesChanged } from '../../../../shared/zoneChange.ts';
import type { Scope } from '../../../auth/scope.ts';
import { countyOf } from '../../../db/area.ts';
import type { Tx } from '../../../db/connect.ts';
import { reading } from '../../../db/pinyin.ts';
import { holdVillage } from '../present.ts';
import { checkBorders } from './checkBorders.ts';
import { holdZone, logZone, zonesChanged } from './zoneRow.ts';

type NewZone = Omit<ZoneCreateInput, 'geometry'>;

/** An empty zone without a lead. Throws notAllowed, invalidInput for its level or the zone around it, nameTaken, bordersDoNotMatch. */
export async function createZone(tx: Tx, scope: Scope, input: ZoneCreateInput): Promise<ZonesChanged> {
  const { villageCode, geometry, parentId, level } = input;
  const countyCode = countyOf(villageCode);
  if (!scope.mayAt('zone.change', { areaCode: villageCode })) {
    throw new AppError({ code: 'notAllowed', detail: { action: 'zone.change' } });
  }
  await holdVillage(tx, villageCode);
  await checkPlace(tx, countyCode, input);
  await demandFreeNames(tx, villageCode, [input.name]);
  const id = await insertZone(tx, input);
  await logZone(tx, scope, { countyCode, villageCode, id }, 'create', null, { level, parentId, name: input.name });
  if (geometry) {
    await tx.execute(sql`
      update zone
      set geometry = st_setsrid(st_geomfromgeojson(${JSON.stringify(geometry)}), 4490)
      where county_code = ${countyCode} and id = ${id}`);
    await checkBorders(tx, { countyCode, villageCode, level }, [id], null);
  }
  return zonesChanged(tx, countyCode, [id]);
}

/** Names of the zones that the village has. */
export async function namesInUse(tx: Tx, villageCode: string): Promise<Set<string>> {
  const rows = await tx.execute<{ name: string }>(sql`
    select name
    from zone
    where county_code = ${countyOf(villageCode)} and village_code = ${villageCode} and ended_at is null`);
  return new Set([...rows].map(({ name }) => name));
}

/** Throws nameTaken when a zone of the village has one of these names, or two of them are the same. */
export async function demandFreeNames(tx: Tx, villageCode: string, names: readonly string[]): Promise<void> {
  const taken = await namesInUse(tx, villageCode);
  for (const name of names) {
    if (taken.has(name)) throw new AppError({ code: 'nameTaken', detail: { name } });
    taken.add(name);
  }
}

/** The id of a zone with the next number of its level. */
export async function insertZone(tx: Tx, { villageCode, level, parentId, name }: NewZone): Promise<number> {
  const countyCode = countyOf(villageCode);
  const { pinyin, initials } = reading(name);
  const [zone] = await tx.execute<{ id: number }>(sql`
    insert into zone (county_code, village_code, level, parent_id, name, pinyin, initials, number)
    select ${countyCode}, ${villageCode}, ${level}, ${parentId}, ${name}, ${pinyin}, ${initials}, coalesce(max(number), 0) + 1
    from zone
    where county_code = ${countyCode} and village_code = ${villageCode} and level = ${level}
    returning id::float8 as id`);
  if (!zone) throw new Error('the zone has no row');
  return zone.id;
}

/** The level exists, and the zone around is one of the level just above it in the same village. */
async function checkPlace(tx: Tx, countyCode: string, { level, parentId, villageCode }: NewZone): Promise<void> {
  const [own] = await tx.execute<{ ordinal: number }>(
    sql`select ordinal from zone_level where county_code = ${countyCode} and level = ${level}`,
  );
  if (!own) throw new AppError({ code: 'invalidInput', detail: { field: 'level' } });
  if (parentId === null) return;
  const [parent] = await tx.execute<{ ordinal: number }>(sql`
    select zone_level.ordinal
    from zone
    join zone_level on zone_level.county_code = zone.county_code and zone_level.level = zone.level
    where zone.county_code = ${countyCode} and zone.id = ${parentId} and zone.village_code = ${villageCode} and zone.ended_at is null`);
  if (parent?.ordinal !== own.ordinal - 1) throw new AppError({ code: 'invalidInput', detail: { field: 'parentId' } });
}

/** Gives a zone another name. Throws nameTaken. */
export async function renameZone(tx: Tx, scope: Scope, input: RowRef & { name: string }): Promise<ZonesChanged> {
  const zone = await holdZone(tx, scope, 'zone.change', input);
  if (input.name !== zone.name) await demandFreeNames(tx, zone.villageCode, [input.name]);
  const { pinyin, initials } = reading(input.name);
  await tx.execute(sql`
    update zone
    set name = ${input.name}, pinyin = ${pinyin}, initials = ${initials}
    where county_code = ${zone.countyCode} and id = ${zone.id}`);
  await logZone(tx, scope, zone, 'rename', { name: zone.name }, { name: input.name });
  return zonesChanged(tx, zone.countyCode, [zone.id]);
}
