import { sql } from 'drizzle-orm';
import type { Scope } from '../../../auth/scope.ts';
import type { Tx } from '../../../db/connect.ts';
import { idArray } from '../../../db/ids.ts';

type Zones = { countyCode: string; villageCode: string; ids: readonly number[] };

/** Runs a change of borders, and leaves a line in the log for every zone that has another one afterwards. */
export async function withBorderLog(tx: Tx, scope: Scope, zones: Zones, change: () => Promise<void>): Promise<void> {
  const { countyCode, villageCode, ids } = zones;
  const before = await tx.execute<{ id: number; border: string | null }>(sql`
    select id::float8 as id, st_asgeojson(geometry, 8, 0) as border
    from zone
    where county_code = ${countyCode} and id = any(${idArray(ids)})`);
  await change();
  await tx.execute(sql`
    with held as (
      select (row ->> 'id')::bigint as id, (row ->> 'border')::jsonb as border
      from jsonb_array_elements(${JSON.stringify([...before])}::jsonb) row
    )
    insert into change (county_code, village_code, actor, action, subject, subject_id, before, after)
    select ${countyCode}, ${villageCode}, ${scope.actor}, 'border', 'zone', held.id,
      jsonb_build_object('geometry', held.border), jsonb_build_object('geometry', now_drawn.border)
    from held
    join zone on zone.county_code = ${countyCode} and zone.id = held.id
    cross join lateral (select st_asgeojson(zone.geometry, 8, 0)::jsonb as border) now_drawn
    where now_drawn.border is distinct from held.border`);
}
