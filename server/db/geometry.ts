import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { Bounds, Position } from '../../shared/geo.ts';

/** A point as `[longitude, latitude]`, or null where there is none. */
export function position(point: SQLWrapper): SQL<Position | null> {
  return sql<Position | null>`case when ${point} is not null then json_build_array(st_x(${point}), st_y(${point})) end`;
}

/** The rectangle round a geometry or a box as `[west, south, east, north]`, or null where there is none. */
export function bounds(shape: SQLWrapper): SQL<Bounds | null> {
  return sql<Bounds | null>`case when ${shape} is not null then json_build_array(
    st_xmin(${shape}), st_ymin(${shape}), st_xmax(${shape}), st_ymax(${shape})
  ) end`;
}
