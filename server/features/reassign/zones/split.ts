import { sql } from 'drizzle-orm';
import { AppError } from '../../../../shared/errors.ts';
import type { Position } from '../../../../shared/geo.ts';
import type { Move } from '../../../../shared/move.ts';
import { sidesOfLine } from '../../../../shared/splitLine.ts';
import { partNames, type ZoneSplitInput, type ZonesChanged } from '../../../../shared/zoneChange.ts';
import type { Scope } from '../../../auth/scope.ts';
import type { Tx } from '../../../db/connect.ts';
import { position } from '../../../db/geometry.ts';
import { idArray } from '../../../db/ids.ts';
import { applyMoves } from '../applyMoves.ts';
import { readPresent } from '../present.ts';
import { tellCharges } from '../tell.ts';
import { withBorderLog } from './borderLog.ts';
import { demandFreeNames, insertZone, namesInUse } from './create.ts';
import { splitBorder } from './splitBorder.ts';
import { contentOf, holdZone, logZone, type ZoneRow, zonesChanged } from './zoneRow.ts';

/**
 * Splits a zone along a line or into given parts. The first part keeps the zone, so that its lead, its number, what was
 * written about it and who has access stay as they are; every other part is a new zone that is vacant until somebody is
 * appointed. Households, or zones of an outer zone, move with a line in the log for each; visits are of households and go
 * with them; hazards go to the part they lie in; the border is split so that no land is lost. Throws nothingToSplit and
 * nameTaken.
 */
export async function splitZone(tx: Tx, scope: Scope, input: ZoneSplitInput): Promise<ZonesChanged> {
  const zone = await holdZone(tx, scope, 'zone.change', input);
  const content = await contentOf(tx, zone);
  const parts = input.by.kind === 'line' ? await partsByLine(tx, zone, content, input.by.line) : input.by.parts;
  const given = parts.slice(1).map((part) => part.filter((id) => content.includes(id)));
  const known = new Set(given.flat());
  const isEmpty = given.some((part) => part.length === 0) || known.size === content.length;
  if (given.length === 0 || isEmpty || known.size < given.flat().length) throw new AppError({ code: 'nothingToSplit' });
  const made = await makeZones(tx, scope, zone, await namesOfParts(tx, zone, given.length, input.names));
  const slot = zone.isInnermost ? 'lane' : 'grid';
  const moves = given.flatMap((ids, at) => ids.map((id): Move => ({ slot, id, from: zone.id, to: made[at] ?? null })));
  const present = await readPresent(tx, zone.villageCode, moves);
  const { countyCode, villageCode } = zone;
  await applyMoves(tx, { countyCode, villageCode, planId: null, actor: scope.actor }, moves);
  const all = [zone.id, ...made];
  if (zone.hasBorder) {
    // The zones in an outer one stay whole, and its border goes round them wherever the line was drawn through one.
    const line = zone.isInnermost && input.by.kind === 'line' ? input.by.line : null;
    await withBorderLog(tx, scope, { countyCode, villageCode, ids: [zone.id] }, () => splitBorder(tx, zone, all, line));
  }
  await moveHazards(tx, scope, zone, all);
  await logZone(tx, scope, zone, 'split', { name: zone.name }, { zones: all });
  await tellCharges(tx, present, moves);
  return zonesChanged(tx, countyCode, all);
}

/** The names that were given, and for parts without one a name that is free. */
async function namesOfParts(tx: Tx, zone: ZoneRow, count: number, given: readonly string[]): Promise<string[]> {
  const wished = given.slice(0, count);
  await demandFreeNames(tx, zone.villageCode, wished);
  const taken = new Set([...(await namesInUse(tx, zone.villageCode)), ...wished]);
  return [...wished, ...partNames(zone.name, count - wished.length, taken)];
}

async function makeZones(tx: Tx, scope: Scope, zone: ZoneRow, names: readonly string[]): Promise<number[]> {
  const { countyCode, villageCode, level, parentId } = zone;
  const made: number[] = [];
  for (const name of names) {
    const id = await insertZone(tx, { villageCode, level, parentId, name });
    await logZone(tx, scope, { countyCode, villageCode, id }, 'create', null, {
      level,
      parentId,
      name,
      splitFrom: zone.id,
    });
    made.push(id);
  }
  return made;
}

/** What lies left of the line or nowhere, and what lies right of it; an inner zone lies where its label stands. */
async function partsByLine(
  tx: Tx,
  zone: ZoneRow,
  content: readonly number[],
  line: readonly Position[],
): Promise<number[][]> {
  const label = sql`case when geometry is not null then ${position(sql`st_pointonsurface(geometry)`)} end`;
  const rows = zone.isInnermost
    ? await tx.execute<{ id: number; at: Position | null }>(sql`
        select id::float8 as id, ${position(sql`geometry`)} as at
        from household
        where county_code = ${zone.countyCode} and id = any(${idArray(content)})`)
    : await tx.execute<{ id: number; at: Position | null }>(sql`
        select zone.id::float8 as id, coalesce(${label}, (
          select json_build_array(avg(st_x(home.geometry)), avg(st_y(home.geometry)))
          from household home
          where home.county_code = zone.county_code and home.lane_id = zone.id and home.ended_at is null and home.geometry is not null
          having count(*) > 0
        )) as at
        from zone
        where county_code = ${zone.countyCode} and id = any(${idArray(content)})`);
  const sides = sidesOf(
    line,
    [...rows].map(({ at }) => at),
  );
  return [
    [...rows].filter((_, row) => sides[row] !== -1).map(({ id }) => id),
    [...rows].filter((_, row) => sides[row] === -1).map(({ id }) => id),
  ];
}

function sidesOf(line: readonly Position[], places: readonly (Position | null)[]): Int8Array {
  const isLine = line.some(([lng, lat]) => lng !== line[0]?.[0] || lat !== line[0]?.[1]);
  if (!isLine) throw new AppError({ code: 'invalidInput', detail: { field: 'line' } });
  return sidesOfLine(
    line,
    places.map((at) => at?.[0] ?? Number.NaN),
    places.map((at) => at?.[1] ?? Number.NaN),
  );
}

/** Hazards of a zone that lie in one of some others go to that one. */
export async function moveHazards(
  tx: Tx,
  scope: Scope,
  zone: Pick<ZoneRow, 'countyCode' | 'villageCode' | 'id'>,
  parts: readonly number[],
): Promise<void> {
  await tx.execute(sql`
    with moved as (
      update hazard
      set zone_id = part.id
      from zone part
      where hazard.county_code = ${zone.countyCode} and hazard.zone_id = ${zone.id} and part.county_code = hazard.county_code
        and part.id = any(${idArray(parts)}) and part.id <> ${zone.id}
        and st_intersects(st_pointonsurface(hazard.geometry), part.geometry)
      returning hazard.id, hazard.zone_id
    )
    insert into change (county_code, village_code, actor, action, subject, subject_id, before, after)
    select ${zone.countyCode}, ${zone.villageCode}, ${scope.actor}, 'assign', 'hazard', id,
      jsonb_build_object('zoneId', ${zone.id}::bigint), jsonb_build_object('zoneId', zone_id)
    from moved`);
}
