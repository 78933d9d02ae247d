import { contours } from 'd3-contour';
import { sql } from 'drizzle-orm';
import { AppError } from '../../../shared/errors.ts';
import type { Threat } from '../../../shared/evacuation.ts';
import type { Position } from '../../../shared/geo.ts';
import { boundsOf, contains, type Region, regionSchema } from '../../../shared/shape.ts';
import { cellAt, flooded, slideReach, type Terrain } from '../../../shared/terrain.ts';
import type { Tx } from '../../db/connect.ts';
import { latitudeOf, regionSql } from '../../db/shape.ts';
import { zonesWithin } from '../../db/zone.ts';
import { readGrids } from '../../relief/grids.ts';

/** The area that a threat reaches: drawn, around a hazard, or worked out from the ground. Throws notFound, noTerrain and invalidGeometry. */
export async function threatenedRegion(tx: Tx, countyCode: string, threat: Threat): Promise<Region> {
  switch (threat.kind) {
    case 'drawn':
      return mended(tx, threat.region);
    case 'area':
      return ofArea(tx, countyCode, threat);
    case 'hazard':
      return aroundHazard(tx, countyCode, threat);
    case 'flood': {
      const terrain = await terrainAt(tx, threat.position);
      const start = cellAt(terrain, ...threat.position);
      if (start === null) throw new AppError({ code: 'noTerrain' });
      return mended(tx, outline(terrain, flooded(terrain, start, threat.depth)));
    }
    case 'landslide': {
      const [west, south, east, north] = boundsOf(threat.region);
      const terrain = await terrainAt(tx, [(west + east) / 2, (south + north) / 2]);
      const sources = cellsIn(terrain, threat.region);
      if (sources.length === 0) throw new AppError({ code: 'noTerrain' });
      return mended(tx, outline(terrain, slideReach(terrain, highest(terrain, sources), threat.angle)));
    }
  }
}

/** From the highest cells of a slope the reach is the farthest; those below add nothing but time. */
function highest(terrain: Terrain, sources: number[]): number[] {
  return sources.sort((a, b) => (terrain.heights[b] ?? 0) - (terrain.heights[a] ?? 0)).slice(0, 60);
}

/** Degrees round homes where a zone has no border: a house is about so large. */
const houseSize = 0.0002;

/** By its border; a zone without one by where its households stand. Throws notFound where nothing has a position. */
async function ofArea(
  tx: Tx,
  countyCode: string,
  { areaCode, zoneId }: Extract<Threat, { kind: 'area' }>,
): Promise<Region> {
  const geometry =
    zoneId === null
      ? sql`select geometry from area where county_code = ${countyCode} and code = ${areaCode}`
      : sql`
        select coalesce(zone.geometry, (
          select st_buffer(st_convexhull(st_collect(household.geometry)), ${houseSize}::float8) from household
          where household.county_code = ${countyCode} and household.ended_at is null
            and household.lane_id in ${zonesWithin(countyCode, zoneId)}
        )) as geometry
        from zone where county_code = ${countyCode} and id = ${zoneId} and ended_at is null`;
  const [row] = await tx.execute<{ region: unknown }>(
    sql`select st_asgeojson(st_multi(geometry), 8, 0)::json as region from (${geometry}) chosen`,
  );
  if (!row?.region) throw new AppError({ code: 'notFound', detail: { field: 'area' } });
  return mended(tx, regionSchema.parse(row.region));
}

async function aroundHazard(
  tx: Tx,
  countyCode: string,
  { hazardId, metres }: Extract<Threat, { kind: 'hazard' }>,
): Promise<Region> {
  const latitude = latitudeOf(sql`geometry`);
  const [row] = await tx.execute<{ region: unknown }>(sql`
    select st_asgeojson(st_multi(st_collectionextract(st_makevalid(
      st_scale(
        st_buffer(st_scale(geometry, metric_x(${latitude}), metric_y(${latitude})), greatest(${metres}::float8, 0.5)),
        1 / metric_x(${latitude}), 1 / metric_y(${latitude})
      )
    ), 3)), 8, 0)::json as region
    from hazard where county_code = ${countyCode} and id = ${hazardId}`);
  if (!row) throw new AppError({ code: 'notFound', detail: { field: 'hazardId' } });
  return regionSchema.parse(row.region);
}

async function terrainAt(tx: Tx, [lng, lat]: Position): Promise<Terrain> {
  const grids = await readGrids(tx);
  const grid = grids.find(({ west, south, east, north }) => lng >= west && lng <= east && lat >= south && lat <= north);
  if (!grid || grid.columns < 2 || grid.rows < 2) throw new AppError({ code: 'noTerrain' });
  return { ...grid, heights: Float32Array.from(grid.heights, (decimetres) => decimetres / 10) };
}

function cellsIn({ west, south, east, north, columns, rows }: Terrain, region: Region): number[] {
  const cells: number[] = [];
  for (let cell = 0; cell < columns * rows; cell++) {
    const lng = west + ((cell % columns) / (columns - 1)) * (east - west);
    const lat = north - (Math.floor(cell / columns) / (rows - 1)) * (north - south);
    if (contains(region, [lng, lat])) cells.push(cell);
  }
  return cells;
}

/** The outline of the marked cells in degrees. */
function outline({ west, south, east, north, columns, rows }: Terrain, marked: Uint8Array): Region {
  const [drawn] = contours().size([columns, rows]).smooth(false).thresholds([0.5])(Array.from(marked));
  // The contour runs around the cells, whose heights stand in their middles.
  const place = ([x = 0, y = 0]: number[]): [number, number] => [
    west + ((x - 0.5) / (columns - 1)) * (east - west),
    north - ((y - 0.5) / (rows - 1)) * (north - south),
  ];
  return {
    type: 'MultiPolygon',
    coordinates: (drawn?.coordinates ?? []).map((polygon) => polygon.map((ring) => ring.map(place))),
  };
}

/** As PostGIS holds it to be an area. Throws invalidGeometry when nothing is left. */
async function mended(tx: Tx, region: Region): Promise<Region> {
  const [row] = await tx.execute<{ region: unknown }>(
    sql`select st_asgeojson(${regionSql(region)}, 8, 0)::json as region`,
  );
  const read = regionSchema.safeParse(row?.region);
  if (!read.success) throw new AppError({ code: 'invalidGeometry' });
  return read.data;
}
