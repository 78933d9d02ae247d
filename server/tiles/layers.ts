import { type SQL, sql } from 'drizzle-orm';
import type { StreetKind } from '../../shared/base.ts';
import type { LandformKind } from '../../shared/landform.ts';
import { type TileLayer, tileExtent, tileMaxZoom, tileMinZoom } from '../../shared/tiles.ts';

/** What a layer takes from the database at one zoom: which rows, and one expression per property. */
export type LayerRows = { from: SQL; where: SQL; id: SQL; properties: Record<string, SQL> };

const worldWidth = 40_075_016.685_578_5;

/** Metres of Web Mercator in one tile unit. */
export function unitOf(zoom: number): number {
  return worldWidth / 2 ** zoom / tileExtent;
}

/** Metres of Web Mercator by which lines may be straightened: nothing at the deepest zoom, half a pixel when far out. */
export function toleranceOf(zoom: number): number {
  if (zoom >= tileMaxZoom) return 0;
  return unitOf(zoom) * (zoom >= 13 ? 1 : 4);
}

const landformFrom: Partial<Record<LandformKind, number>> = {
  peak: 12,
  stream: 12,
  contour: 13,
  ditch: 14,
  yard: 14,
  mooring: 14,
  tree: 15,
};
const streetFrom: Record<StreetKind, number> = {
  highway: 11,
  main: 11,
  rail: 11,
  street: 12,
  lane: 14,
  track: 14,
  path: 14,
};
const areaFrom = { county: 4, town: 8, village: 11 };

function seen(from: Record<string, number>, zoom: number): string[] {
  return Object.keys(from).filter((kind) => (from[kind] ?? 0) <= zoom);
}

/**
 * At least a pixel (8 units) wide or high, and of a pixel's area if it has one: what is smaller would flicker in and out
 * with its rounding. Points have no size to be too small in.
 */
function largeEnough(zoom: number): SQL {
  if (zoom >= 14) return sql`true`;
  const size = unitOf(zoom) * 8;
  return sql`case st_dimension(geometry_3857)
    when 0 then true
    when 1 then st_xmax(geometry_3857) - st_xmin(geometry_3857) >= ${size}::float8
      or st_ymax(geometry_3857) - st_ymin(geometry_3857) >= ${size}::float8
    else st_area(geometry_3857) >= ${size * size}::float8
  end`;
}

function landform(zoom: number): LayerRows {
  const hidden = Object.keys(landformFrom).filter((kind) => !seen(landformFrom, zoom).includes(kind));
  return {
    from: sql`landform`,
    where: sql`${hidden.length > 0 ? sql`kind not in ${hidden}` : sql`true`}
      and ${zoom < 14 ? sql`(kind <> 'contour' or mod(round(elevation)::integer, 50) = 0)` : sql`true`}
      and ${largeEnough(zoom)}`,
    id: sql`id`,
    properties: {
      kind: sql`kind`,
      name: sql`nullif(name, '')`,
      elevation: sql`round(elevation::numeric, 1)::float8`,
    },
  };
}

function building(zoom: number): LayerRows {
  return {
    from: sql`building`,
    // Wings and sheds are specks beside the houses they belong to.
    where: zoom < 14 ? sql`kind <> 'wing' and st_area(geometry_3857) >= 80` : sql`true`,
    id: sql`id`,
    properties: {
      kind: sql`kind`,
      storeys: sql`storeys`,
      height: sql`round(height::numeric, 1)::float8`,
      name: sql`nullif(name, '')`,
      address: sql`nullif(address, '')`,
    },
  };
}

function street(zoom: number): LayerRows {
  return {
    from: sql`street`,
    where: sql`kind in ${seen(streetFrom, zoom)} and ${largeEnough(zoom)}`,
    id: sql`id`,
    properties: { kind: sql`kind`, name: sql`nullif(name, '')` },
  };
}

function area(zoom: number): LayerRows {
  return {
    from: sql`area`,
    where: sql`level in ${seen(areaFrom, zoom)}`,
    id: sql`code::bigint`,
    properties: { code: sql`code`, level: sql`level`, name: sql`nullif(name, '')` },
  };
}

/** Up to five levels, so the outermost zone is at most four parents away. */
function zone(): LayerRows {
  return {
    from: sql`zone
      join zone_level on zone_level.county_code = zone.county_code and zone_level.level = zone.level
      left join zone first on first.county_code = zone.county_code and first.id = zone.parent_id
      left join zone second on second.county_code = zone.county_code and second.id = first.parent_id
      left join zone third on third.county_code = zone.county_code and third.id = second.parent_id
      left join zone fourth on fourth.county_code = zone.county_code and fourth.id = third.parent_id`,
    where: sql`zone.ended_at is null`,
    id: sql`zone.id`,
    properties: {
      county: sql`zone.county_code`,
      level: sql`zone.level`,
      ordinal: sql`zone_level.ordinal`,
      number: sql`zone.number`,
      name: sql`nullif(zone.name, '')`,
      parent: sql`zone.parent_id`,
      root: sql`coalesce(fourth.number, third.number, second.number, first.number, zone.number)`,
      rootId: sql`coalesce(fourth.id, third.id, second.id, first.id, zone.id)`,
    },
  };
}

function place(): LayerRows {
  return {
    from: sql`place`,
    where: sql`ended_at is null`,
    id: sql`id`,
    properties: {
      county: sql`county_code`,
      category: sql`category`,
      name: sql`nullif(name, '')`,
      capacity: sql`capacity`,
    },
  };
}

function asset(zoom: number): LayerRows {
  return {
    from: sql`asset`,
    where: sql`ended_at is null and ${largeEnough(zoom)}`,
    id: sql`id`,
    properties: {
      county: sql`county_code`,
      kind: sql`kind`,
      name: sql`nullif(name, '')`,
      contractTo: sql`contract_to - date '1970-01-01'`,
    },
  };
}

const layers: Record<TileLayer, (zoom: number) => LayerRows> = { landform, building, street, area, zone, place, asset };

/** The rows of a layer at a zoom, or null where the layer has none to show. */
export function rowsOf(layer: TileLayer, zoom: number): LayerRows | null {
  return zoom < tileMinZoom[layer] ? null : layers[layer](zoom);
}
