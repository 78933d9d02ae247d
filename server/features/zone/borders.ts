import { sql } from 'drizzle-orm';
import type { ZoneBorder } from '../../../shared/zoneChange.ts';
import { heldWhole } from '../../db/area.ts';
import type { Tx } from '../../db/connect.ts';

/** Digits after the point: all there are, so that corners that neighbours share are the same number. */
const everyDigit = 15;

/** The borders of the zones of a village that are held whole, as they are stored, for whoever moves them. */
export async function listBorders(tx: Tx, villageCode: string): Promise<ZoneBorder[]> {
  const rows = await tx.execute<ZoneBorder>(sql`
    select id::float8 as id, level, st_asgeojson(geometry, ${everyDigit}::integer, 0)::json as geometry
    from zone
    where county_code = ${villageCode.slice(0, 6)} and village_code = ${villageCode} and ended_at is null
      and geometry is not null and ${heldWhole(sql`zone`)}
    order by id`);
  return [...rows];
}
