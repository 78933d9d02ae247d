import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { Region, Shape } from '../../shared/shape.ts';

/** A shape as a geometry of the register's datum; the same however it was drawn. */
export function shapeSql(shape: Shape): SQL {
  return sql`st_setsrid(st_geomfromgeojson(${JSON.stringify(shape)}::text), 4490)`;
}

/**
 * An area mended where its border crosses itself; empty when nothing of it is an area. Parts that overlap are one: mended
 * together, what lies in two of them would be taken for a hole.
 */
export function regionSql(region: Region): SQL {
  const mended = (geometry: SQL) => sql`st_collectionextract(st_makevalid(${geometry}), 3)`;
  if (region.type === 'Polygon' || region.coordinates.length === 1) return sql`st_multi(${mended(shapeSql(region))})`;
  return sql`(select st_multi(st_collectionextract(st_unaryunion(st_collect(${mended(sql`part.geom`)})), 3)) from st_dump(${shapeSql(region)}) part)`;
}

/** The same geometry in metres east and north, by the metric of a latitude: what `metresFrom` of shared/shape.ts measures in. */
export function flat(geometry: SQLWrapper, latitude: SQLWrapper): SQL {
  return sql`st_scale(${geometry}, metric_x(${latitude}), metric_y(${latitude}))`;
}

/** The latitude whose metric belongs to a geometry: the middle of its height. */
export function latitudeOf(geometry: SQLWrapper): SQL {
  return sql`((st_ymin(${geometry}) + st_ymax(${geometry})) / 2)`;
}

/** A box that holds everything within some metres of a geometry, to be asked of a spatial index. */
export function around(geometry: SQLWrapper, metres: SQLWrapper, latitude: SQLWrapper): SQL {
  return sql`st_expand(${geometry}, ${metres} / metric_x(${latitude}), ${metres} / metric_y(${latitude}))`;
}

/** Whether a geometry lies within some metres of another, whose metric is used. */
export function isWithin(geometry: SQLWrapper, other: SQLWrapper, metres: SQLWrapper): SQL {
  const latitude = latitudeOf(other);
  return sql`(${geometry} && ${around(other, metres, latitude)}
    and st_dwithin(${flat(geometry, latitude)}, ${flat(other, latitude)}, ${metres}))`;
}
