import { type SQL, sql } from 'drizzle-orm';
import { flat, latitudeOf } from '../../db/shape.ts';

/** A relation `danger` of one area and nothing beyond it. */
export function dangerGeometry(countyCode: string, geometry: SQL): SQL {
  return sql`
    select 0::bigint as id, ${countyCode}::varchar as county_code, shape, 0::float8 as reach, latitude,
      ${flat(sql`shape`, sql`latitude`)} as flat, metric_x(latitude) as metric_x, metric_y(latitude) as metric_y
    from (select shape, ${latitudeOf(sql`shape`)} as latitude from (select ${geometry} as shape) given) measured`;
}
