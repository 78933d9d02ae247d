import { type SQL, sql } from 'drizzle-orm';
import { AppError } from '../../shared/errors.ts';
import type { Position } from '../../shared/geo.ts';
import type { BufferedLayer, Whereabouts } from '../../shared/hazardFilter.ts';
import type { Tx } from '../db/connect.ts';
import { anyId } from '../db/ids.ts';
import { isWithin, regionSql, shapeSql } from '../db/shape.ts';
import { walkAround } from './footways.ts';

/** A condition on `hazard`: it lies, in part at least, where one part of a filter says. Throws notFound for a feature that is not there. */
export async function whereaboutsSql(tx: Tx, countyCode: string, where: Whereabouts): Promise<SQL> {
  switch (where.kind) {
    case 'region': {
      const region = await regionText(tx, regionSql(where.region));
      return sql`(hazard.geometry && ${region} and st_intersects(hazard.geometry, ${region}))`;
    }
    case 'circle':
      return isWithin(
        sql`hazard.geometry`,
        shapeSql({ type: 'Point', coordinates: where.position }),
        sql`${where.metres}::float8`,
      );
    case 'buffer': {
      const feature = await featureGeometry(tx, countyCode, where.feature);
      return isWithin(sql`hazard.geometry`, feature, sql`${where.metres}::float8`);
    }
    case 'view': {
      const [west, south, east, north] = where.bounds;
      return sql`hazard.geometry && st_makeenvelope(${west}, ${south}, ${east}, ${north}, 4490)`;
    }
    case 'onFoot': {
      const walk = await walkAround(tx, countyCode, where);
      const [west, south, east, north] = walk.bounds;
      const near = await tx.execute<{ id: number; position: Position }>(sql`
        select id::float8 as id, json_build_array(st_x(point), st_y(point)) as position
        from hazard cross join lateral (select st_pointonsurface(hazard.geometry) as point) middle
        where county_code = ${countyCode} and geometry && st_makeenvelope(${west}, ${south}, ${east}, ${north}, 4490)`);
      const reached = [...near].filter(({ position }) => walk.metresTo(position) <= walk.most);
      return anyId(
        sql`hazard.id`,
        reached.map(({ id }) => id),
      );
    }
  }
}

/** A geometry as one bound text, so that the database works it out once and not for each row. */
async function regionText(tx: Tx, region: SQL): Promise<SQL> {
  const [row] = await tx.execute<{ geometry: string; empty: boolean }>(
    sql`select geometry::text as geometry, st_isempty(geometry) as empty from (select ${region} as geometry) given`,
  );
  if (!row || row.empty) throw new AppError({ code: 'invalidGeometry' });
  return sql`${row.geometry}::geometry`;
}

async function featureGeometry(
  tx: Tx,
  countyCode: string,
  { layer, id }: { layer: BufferedLayer; id: number },
): Promise<SQL> {
  const [row] = await tx.execute<{ geometry: string }>(sql`
    select geometry::text as geometry from ${sql.identifier(layer)}
    where county_code = ${countyCode} and id = ${id} and geometry is not null`);
  if (!row) throw new AppError({ code: 'notFound', detail: { field: layer } });
  return sql`${row.geometry}::geometry`;
}
