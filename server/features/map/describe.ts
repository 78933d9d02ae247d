import { sql } from 'drizzle-orm';
import type { AreaSummary } from '../../../shared/area.ts';
import type { Bounds } from '../../../shared/geo.ts';
import type { Basemap, MapDescription } from '../../../shared/map.ts';
import type { ZoneLevel } from '../../../shared/zone.ts';
import type { Scope } from '../../auth/scope.ts';
import { today } from '../../db/calendar.ts';
import type { Tx } from '../../db/connect.ts';
import { bounds } from '../../db/geometry.ts';
import { tileSetVersion, versionOf } from '../../tiles/version.ts';

/** What a browser needs before it draws the first map. */
export async function describeMap(tx: Tx, scope: Scope, basemap: Basemap | null): Promise<MapDescription> {
  const [about] = await tx.execute<About>(sql`
    select
      json_build_object(
        'base', ${tileSetVersion('base')}, 'boundary', ${tileSetVersion('boundary')},
        'facility', ${tileSetVersion('facility')}, 'relief', ${versionOf(['relief'])}
      ) as versions,
      (select ${bounds(sql`extent`)} from (select st_extent(geometry) as extent from relief) relief) as "reliefBounds",
      (
        select coalesce(json_agg(attribution order by attribution), '[]')
        from (select distinct attribution from import_run where attribution <> '') source
      ) as attributions`);
  if (!about) throw new Error('the description has no row');
  const { base, boundary, facility, relief } = about.versions;
  const of = (version: number) => `${scope.tileKey}.${version}`;
  return {
    ...about,
    versions: { base: of(base), boundary: of(boundary), facility: of(facility), relief: String(relief) },
    areas: await areas(tx),
    zoneLevels: await zoneLevels(tx),
    basemap,
    today: today(),
  };
}

type About = Pick<MapDescription, 'reliefBounds' | 'attributions'> & {
  versions: Record<keyof MapDescription['versions'], number>;
};

async function zoneLevels(tx: Tx): Promise<ZoneLevel[]> {
  const rows = await tx.execute<ZoneLevel>(sql`
    select county_code as "countyCode", level, ordinal, name_zh as "nameZh", name_en as "nameEn",
      lead_title_zh as "leadTitleZh", lead_title_en as "leadTitleEn",
      min_households as "minHouseholds", max_households as "maxHouseholds"
    from zone_level
    order by county_code, ordinal`);
  return [...rows];
}

/** Counted once per village and added up along the codes; bounds are looked for among the contents only where no border is drawn. */
async function areas(tx: Tx): Promise<AreaSummary[]> {
  const rows = await tx.execute<AreaSummary & { bounds: Bounds | null }>(sql`
    with counted as (
      select village_code, sum(households) as households, sum(persons) as persons
      from (
        select village_code, count(*) as households, 0 as persons from household where ended_at is null group by 1
        union all
        select village_code, 0, count(*) from person where ended_at is null group by 1
      ) counts
      group by village_code
    )
    select area.code, area.level, area.name, area.parent_code as "parentCode",
      coalesce(within.households, 0)::integer as households, coalesce(within.persons, 0)::integer as persons,
      ${bounds(sql`extent.shape`)} as bounds
    from area
    cross join lateral (
      select sum(counted.households) as households, sum(counted.persons) as persons
      from counted
      where counted.village_code >= area.code and counted.village_code < area.code || ':'
    ) within
    cross join lateral (
      select coalesce(box3d(area.geometry), ${extentOfParts}, ${extentOfHouses}, ${extentOfRoads}) as shape
    ) extent
    order by area.code`);
  return [...rows];
}

const extentOfParts = sql`(
  select box3d(st_extent(part.geometry))
  from area part
  where part.county_code = area.county_code and part.code > area.code and part.code < area.code || ':'
)`;

/** A county also holds what lies in none of its villages. */
const inThisArea = sql`county_code = area.county_code
  and (area.level = 'county' or (village_code >= area.code and village_code < area.code || ':'))`;

/** Houses before roads and places: a river or a railway of an imported file runs far beyond where people live. */
const extentOfHouses = sql`(
  select box3d(st_extent(content.geometry))
  from (
    select geometry from building where ${inThisArea}
    union all select geometry from household where ${inThisArea}
  ) content
)`;

const extentOfRoads = sql`(
  select box3d(st_extent(content.geometry))
  from (
    select geometry from street where ${inThisArea}
    union all select geometry from place where ${inThisArea}
  ) content
)`;
