import { sql } from 'drizzle-orm';
import type { Tx } from '../../server/db/connect.ts';
import { type StagedTable, specOf, stagingName } from './tables.ts';

/** Gives every staged row the village whose border contains it, else the county; only within `county` when one is given. */
export async function locate(tx: Tx, tables: StagedTable[], county: string | null): Promise<void> {
  for (const table of tables) {
    if (table === 'area') continue;
    await locateByName(tx, table, county);
    if (specOf(table).shape !== null)
      for (const level of ['village', 'county'] as const) await locateByBorder(tx, table, level, county);
  }
}

/** How many staged rows have a position, how many of them lie in a known area, and in which county most of those lie. */
export async function countLocated(
  tx: Tx,
  tables: StagedTable[],
): Promise<{ positioned: number; located: number; county: string | null }> {
  const counts = { positioned: 0, located: 0, county: null as string | null };
  let most = 0;
  for (const table of tables) {
    const rows = await tx.execute<{ county: string | null; count: number }>(sql`
      select county_code as county, count(*)::integer as count
      from ${sql.raw(stagingName(table))}
      where geometry is not null or county_code is not null
      group by county_code`);
    for (const { county, count } of rows) {
      counts.positioned += count;
      if (county === null) continue;
      counts.located += count;
      if (count > most) Object.assign(counts, { county });
      most = Math.max(most, count);
    }
  }
  return counts;
}

/** A village named in the file itself, by its code or by a name that only one village has. */
async function locateByName(tx: Tx, table: StagedTable, county: string | null): Promise<void> {
  await tx.execute(sql`
    update ${sql.raw(stagingName(table))} s set county_code = left(found.code, 6), village_code = found.code
    from (
      select word, min(code) as code
      from (
        select code, code as word from area where level = 'village'
        union all select code, name from area where level = 'village'
      ) words
      where ${county}::text is null or left(code, 6) = ${county}
      group by word having count(*) = 1
    ) found
    where s.village is not null and s.county_code is null and found.word = s.village`);
}

async function locateByBorder(
  tx: Tx,
  table: StagedTable,
  level: 'village' | 'county',
  county: string | null,
): Promise<void> {
  const [borders] = await tx.execute<{ known: boolean }>(
    sql`select exists (select from area where level = ${level} and geometry is not null) as known`,
  );
  if (!borders?.known) return;
  await tx.execute(sql`
    update ${sql.raw(stagingName(table))} s
    set county_code = left(found.code, 6), village_code = case when length(found.code) = 12 then found.code end
    from (
      select point.feature, min(area.code collate "C") as code
      from (
        select feature, case geometrytype(geometry)
          when 'POINT' then geometry
          when 'MULTILINESTRING' then st_lineinterpolatepoint(st_geometryn(geometry, 1), 0.5)
          else st_pointonsurface(geometry)
        end as position
        from ${sql.raw(stagingName(table))}
        where geometry is not null and county_code is null and village is null
      ) point
      join area on area.level = ${level} and area.geometry && point.position and st_intersects(area.geometry, point.position)
      where ${county}::text is null or area.county_code = ${county}
      group by point.feature
    ) found
    where found.feature = s.feature`);
}

/** The county and village of rows that lie where most of a sample of the staged rows lie; null where the map is empty. */
export async function neighbours(
  tx: Tx,
  tables: StagedTable[],
): Promise<{ countyCode: string; villageCode: string | null } | null> {
  for (const table of tables) {
    const [found] = await tx.execute<{
      county: string | null;
      village: string | null;
      hits: number;
      sampled: number;
    }>(sql`
      with sample as (
        select around, st_transform(around, 3857) as around_3857
        from (
          select st_expand(geometry, 0.002) as around from ${sql.raw(stagingName(table))}
          where geometry is not null order by feature limit 200
        ) boxes
      ), near as (
        select (
          select row(county_code, village_code)::text from (
            (select county_code, village_code from building where geometry_3857 && around_3857 limit 1)
            union all (select county_code, village_code from street where geometry_3857 && around_3857 limit 1)
            union all (select county_code, village_code from landform where geometry_3857 && around_3857 limit 1)
            union all (select county_code, village_code from household where geometry && around limit 1)
            union all (select county_code, village_code from hazard where geometry && around limit 1)
          ) rows limit 1
        ) as owner
        from sample
      )
      select substr(owner, 2, 6) as county, nullif(rtrim(split_part(owner, ',', 2), ')'), '') as village,
        count(*)::integer as hits, sum(count(*)) over ()::integer as sampled
      from near group by owner
      order by (owner is null), count(*) desc limit 1`);
    if (found?.county && found.hits * 2 >= found.sampled)
      return { countyCode: found.county, villageCode: found.village };
  }
  return null;
}
