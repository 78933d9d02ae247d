import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { Geometry } from 'geojson';

/** A geometry column as GeoJSON in degrees of CGCS2000, longitude first, to seven decimals (a centimetre). */
export function geojson<Result extends Geometry = Geometry>(column: SQLWrapper): SQL<Result> {
  return sql<Result>`st_asgeojson(${column}, 7, 0)::json`;
}
