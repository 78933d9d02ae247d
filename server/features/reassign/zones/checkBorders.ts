import { type SQL, sql } from 'drizzle-orm';
import { AppError } from '../../../../shared/errors.ts';
import { type BorderFault, borderTolerance } from '../../../../shared/zoneChange.ts';
import type { Tx } from '../../../db/connect.ts';
import { position } from '../../../db/geometry.ts';
import { idArray } from '../../../db/ids.ts';

type Level = { countyCode: string; villageCode: string; level: string };

const mostFaults = 20;
const degree = 111_195;

/**
 * The new borders of some zones against all others of their level: no two overlap, and no land between them that one of
 * these zones had is nobody's now. `before` is what they covered together. What is let go outwards is no gap: it lies
 * open along more than a quarter of its edge. Widths are of the largest circle that fits, in metres, and up to the
 * tolerance nothing is a fault. Throws bordersDoNotMatch with the places.
 */
export async function checkBorders(tx: Tx, level: Level, ids: readonly number[], before: SQL | null): Promise<void> {
  // What crosses itself covers nothing that could be compared.
  const crossed = await crossings(tx, level, ids);
  const faults =
    crossed.length > 0
      ? crossed
      : [...(await overlaps(tx, level, ids)), ...(before ? await gaps(tx, level, ids, before) : [])];
  if (faults.length > 0) {
    throw new AppError({ code: 'bordersDoNotMatch', detail: { faults: faults.slice(0, mostFaults) } });
  }
}

async function crossings(tx: Tx, { countyCode }: Level, ids: readonly number[]): Promise<BorderFault[]> {
  const rows = await tx.execute<Omit<BorderFault, 'kind' | 'width'>>(sql`
    select json_build_array(id) as "zoneIds", ${position(sql`coalesce(
      (st_isvaliddetail(geometry)).location, st_startpoint(st_exteriorring(st_geometryn(geometry, 1)))
    )`)} as position
    from zone
    where county_code = ${countyCode} and id = any(${idArray(ids)}) and not st_isvalid(geometry)
    order by id
    limit ${mostFaults}`);
  return [...rows].map((row) => ({ kind: 'crossing', width: 0, ...row }));
}

/** Degrees as metres in a plane round the village, whose circles measure widths. */
function plane(level: Level): { east: SQL } {
  return {
    east: sql`(
      select ${degree} * cos(radians(st_y(st_centroid(st_extent(geometry)))))
      from zone
      where county_code = ${level.countyCode} and village_code = ${level.villageCode} and geometry is not null
    )`,
  };
}

const ofLevel = ({ countyCode, villageCode, level }: Level) =>
  sql`county_code = ${countyCode} and village_code = ${villageCode} and level = ${level} and ended_at is null and geometry is not null`;

/** Parts wider than the tolerance, each with the middle of its widest place. */
const wide = sql`
  select found.zone_ids, position.circle, 2 * (position.circle).radius as width
  from found
  cross join lateral st_dump(st_collectionextract(found.shape, 3)) part
  cross join lateral (select st_maximuminscribedcircle(part.geom) as circle) position
  where st_area(part.geom) > 0 and 2 * (position.circle).radius > ${borderTolerance}`;

async function overlaps(tx: Tx, level: Level, ids: readonly number[]): Promise<BorderFault[]> {
  const { east } = plane(level);
  const rows = await tx.execute<Omit<BorderFault, 'kind'>>(sql`
    with scale as materialized (select ${east} as east),
    others as materialized (
      select id, st_scale(geometry, east, ${degree}) as shape from zone, scale where ${ofLevel(level)}
    ),
    found as (
      select json_build_array(mine.id, other.id) as zone_ids, st_intersection(mine.shape, other.shape) as shape
      from others mine
      join others other on other.id <> mine.id and mine.shape && other.shape
        and (other.id > mine.id or other.id <> all(${idArray(ids)}))
      where mine.id = any(${idArray(ids)}) and st_intersects(mine.shape, other.shape)
    ),
    wide as (${wide})
    select zone_ids as "zoneIds", width, ${position(sql`st_scale((circle).center, 1 / east, 1 / ${degree}::float8)`)} as position
    from wide, scale
    order by width desc
    limit ${mostFaults}`);
  return [...rows].map((row) => ({ kind: 'overlap', ...row }));
}

async function gaps(tx: Tx, level: Level, ids: readonly number[], before: SQL): Promise<BorderFault[]> {
  const { east } = plane(level);
  const rows = await tx.execute<Omit<BorderFault, 'kind'>>(sql`
    with scale as materialized (select ${east} as east),
    others as materialized (
      select id, st_scale(geometry, east, ${degree}) as shape from zone, scale where ${ofLevel(level)}
    ),
    was as materialized (select st_scale(${before}, east, ${degree}) as shape from scale),
    around as materialized (
      select st_boundary(st_union(was.shape, coalesce(
        (select st_union(shape) from others where id <> all(${idArray(ids)})), st_geomfromtext('POLYGON EMPTY', 4490)
      ))) as line
      from was
    ),
    left_over as materialized (
      select (st_dump(st_collectionextract(st_difference(was.shape, (select st_union(shape) from others)), 3))).geom as shape
      from was
    ),
    found as materialized (
      select (select json_agg(id order by id) from others where st_dwithin(others.shape, left_over.shape, ${borderTolerance})) as zone_ids,
        left_over.shape
      from left_over, around
      where st_length(st_intersection(st_boundary(left_over.shape), st_buffer(around.line, ${borderTolerance})))
        < 0.25 * st_perimeter(left_over.shape)
    ),
    wide as (${wide})
    select zone_ids as "zoneIds", width, ${position(sql`st_scale((circle).center, 1 / east, 1 / ${degree}::float8)`)} as position
    from wide, scale
    where json_array_length(zone_ids) > 1
    order by width desc
    limit ${mostFaults}`);
  return [...rows].map((row) => ({ kind: 'gap', ...row }));
}
