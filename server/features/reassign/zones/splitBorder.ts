import { type SQL, sql } from 'drizzle-orm';
import type { Position } from '../../../../shared/geo.ts';
import { sidesOfLine } from '../../../../shared/splitLine.ts';
import type { Tx } from '../../../db/connect.ts';
import { position } from '../../../db/geometry.ts';
import { idArray } from '../../../db/ids.ts';
import type { ZoneRow } from './zoneRow.ts';

/** Degrees that a drawn line goes on straight beyond its ends, more than any village is wide. */
const beyond = 0.5;

/**
 * Parts the border of a split zone among its parts, whose households and zones have moved already: along the line, or
 * halfway between households of different parts. Together the parts cover what the zone covered. A part without any
 * position gets no border.
 */
export async function splitBorder(
  tx: Tx,
  zone: ZoneRow,
  parts: readonly number[],
  line: readonly Position[] | null,
): Promise<void> {
  if (line) await alongLine(tx, zone, parts, line);
  else await betweenHouseholds(tx, zone, parts);
}

async function alongLine(tx: Tx, zone: ZoneRow, [left = 0, right = 0]: readonly number[], line: readonly Position[]) {
  const blade = sql`st_setsrid(st_geomfromgeojson(${JSON.stringify({ type: 'LineString', coordinates: extended(line) })}), 4490)`;
  const pieces = await tx.execute<{ shape: string; at: Position }>(sql`
    select piece.geom::text as shape, ${position(sql`st_pointonsurface(piece.geom)`)} as at
    from zone
    cross join lateral st_dump(geometry) polygon
    cross join lateral st_dump(st_split(polygon.geom, ${blade})) piece
    where county_code = ${zone.countyCode} and id = ${zone.id} and geometrytype(piece.geom) = 'POLYGON'`);
  const sides = sidesOfLine(
    line,
    [...pieces].map(({ at }) => at[0]),
    [...pieces].map(({ at }) => at[1]),
  );
  const side = (wanted: 1 | -1) => [...pieces].filter((_, row) => (sides[row] === -1 ? -1 : 1) === wanted);
  await setBorder(tx, zone, left, unionOf(side(1)));
  await setBorder(tx, zone, right, unionOf(side(-1)));
}

function unionOf(pieces: readonly { shape: string }[]): SQL {
  if (pieces.length === 0) return sql`null`;
  const shapes = pieces.map(({ shape }) => sql`${shape}::geometry`);
  return sql`st_multi(st_union(array[${sql.join(shapes, sql`, `)}]))`;
}

async function setBorder(tx: Tx, zone: ZoneRow, id: number, border: SQL): Promise<void> {
  await tx.execute(sql`update zone set geometry = ${border} where county_code = ${zone.countyCode} and id = ${id}`);
}

/** The line with both ends drawn out. */
function extended(line: readonly Position[]): Position[] {
  const points = line.filter(([lng, lat], at) => lng !== line[at - 1]?.[0] || lat !== line[at - 1]?.[1]);
  const [first, second] = points;
  const [before, last] = points.slice(-2);
  if (!first || !second || !before || !last) return [...points];
  return [drawnOut(second, first), ...points, drawnOut(before, last)];
}

function drawnOut([fromLng, fromLat]: Position, [lng, lat]: Position): Position {
  const length = Math.hypot(lng - fromLng, lat - fromLat);
  return [lng + ((lng - fromLng) / length) * beyond, lat + ((lat - fromLat) / length) * beyond];
}

async function betweenHouseholds(tx: Tx, zone: ZoneRow, parts: readonly number[]): Promise<void> {
  await tx.execute(sql`
    with recursive below as (
      select id as part, id from zone where county_code = ${zone.countyCode} and id = any(${idArray(parts)})
      union all
      select below.part, inner_zone.id
      from below
      join zone inner_zone on inner_zone.county_code = ${zone.countyCode} and inner_zone.parent_id = below.id
        and inner_zone.ended_at is null
    ),
    whole as materialized (select geometry from zone where county_code = ${zone.countyCode} and id = ${zone.id}),
    doors as materialized (
      select min(below.part) as part, household.geometry as door
      from below
      join household on household.county_code = ${zone.countyCode} and household.lane_id = below.id
        and household.ended_at is null and household.geometry is not null
      group by household.geometry
    ),
    cells as materialized (
      select cell.geom
      from (
        select st_voronoipolygons(st_collect(door), 0, (select st_envelope(geometry) from whole)) as cells from doors
      ) drawn
      cross join lateral st_dump(drawn.cells) cell
    ),
    borders as materialized (
      select doors.part, st_union(cells.geom) as land
      from doors
      join cells on st_intersects(cells.geom, doors.door)
      group by doors.part
    )
    update zone
    set geometry = (
      select st_multi(st_collectionextract(st_intersection(borders.land, whole.geometry), 3))
      from borders, whole
      where borders.part = zone.id and st_area(st_intersection(borders.land, whole.geometry)) > 0
    )
    where zone.county_code = ${zone.countyCode} and zone.id = any(${idArray(parts)})
      and (select count(*) from borders) > 1`);
}
