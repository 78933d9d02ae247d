import { sql } from 'drizzle-orm';
import { AppError } from '../../../../shared/errors.ts';
import type { ZoneBordersInput, ZonesChanged } from '../../../../shared/zoneChange.ts';
import type { Scope } from '../../../auth/scope.ts';
import { countyOf } from '../../../db/area.ts';
import type { Tx } from '../../../db/connect.ts';
import { idArray } from '../../../db/ids.ts';
import { holdVillage } from '../present.ts';
import { withBorderLog } from './borderLog.ts';
import { checkBorders } from './checkBorders.ts';
import { zonesChanged } from './zoneRow.ts';

/**
 * Moves the borders of all zones that a dragged vertex touches, in one write. A border is land: who belongs where stays as
 * it is. Throws notAllowed, notFound, zonesDiffer and bordersDoNotMatch, and then changes nothing.
 */
export async function moveBorders(
  tx: Tx,
  scope: Scope,
  { villageCode, borders }: ZoneBordersInput,
): Promise<ZonesChanged> {
  const countyCode = countyOf(villageCode);
  if (!scope.mayAt('zone.change', { areaCode: villageCode })) {
    throw new AppError({ code: 'notAllowed', detail: { action: 'zone.change' } });
  }
  await holdVillage(tx, villageCode);
  const ids = [...new Set(borders.map(({ id }) => id))];
  const zones = await tx.execute<{ id: number; level: string }>(sql`
    select id::float8 as id, level
    from zone
    where county_code = ${countyCode} and village_code = ${villageCode} and id = any(${idArray(ids)}) and ended_at is null
    order by id
    for no key update`);
  const [level, ...otherLevels] = new Set([...zones].map((zone) => zone.level));
  if (zones.length < borders.length || level === undefined) throw new AppError({ code: 'notFound' });
  if (otherLevels.length > 0) throw new AppError({ code: 'zonesDiffer' });
  const [before] = await tx.execute<{ land: string | null }>(sql`
    select st_union(geometry)::text as land from zone where county_code = ${countyCode} and id = any(${idArray(ids)})`);
  await withBorderLog(tx, scope, { countyCode, villageCode, ids }, async () => {
    await tx.execute(sql`
      with drawn as (
        select (border ->> 'id')::bigint as id, st_setsrid(st_geomfromgeojson(border ->> 'geometry'), 4490) as geometry
        from jsonb_array_elements(${JSON.stringify(borders)}::jsonb) border
      )
      update zone
      set geometry = drawn.geometry
      from drawn
      where zone.county_code = ${countyCode} and zone.id = drawn.id`);
  });
  const land = before?.land ?? null;
  await checkBorders(tx, { countyCode, villageCode, level }, ids, land === null ? null : sql`${land}::geometry`);
  return zonesChanged(tx, countyCode, ids);
}
