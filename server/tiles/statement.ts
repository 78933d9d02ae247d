import { type SQL, sql } from 'drizzle-orm';
import { type TileLayer, type TileSet, tileBuffer, tileExtent, tileSets } from '../../shared/tiles.ts';
import type { Tile } from './address.ts';
import { type LayerRows, rowsOf, toleranceOf } from './layers.ts';
import { tileSetVersion } from './version.ts';

function envelope(tile: Tile): SQL {
  return sql`st_tileenvelope(${tile.z}::integer, ${tile.x}::integer, ${tile.y}::integer)`;
}

function bufferedEnvelope(tile: Tile): SQL {
  return sql`st_tileenvelope(${tile.z}::integer, ${tile.x}::integer, ${tile.y}::integer, margin => ${tileBuffer / tileExtent}::float8)`;
}

/** Cut before it is straightened, so that a coastline of a county costs no more than the piece of it in the tile. */
function drawn(column: SQL, tile: Tile): SQL {
  const cut = sql`st_clipbybox2d(${column}, ${bufferedEnvelope(tile)}::box2d)`;
  const tolerance = toleranceOf(tile.z);
  return tolerance > 0 ? sql`st_simplify(${cut}, ${tolerance}::float8)` : cut;
}

type Layer = { name: TileLayer; rows: LayerRows; geometry: SQL };

function layersOf(set: TileSet, tile: Tile): Layer[] {
  return tileSets[set].flatMap((name) => {
    const rows = rowsOf(name, tile.z);
    return rows ? [{ name, rows, geometry: sql`${sql.identifier(name)}.geometry_3857` }] : [];
  });
}

function within(layer: Layer, tile: Tile): SQL {
  return sql`${layer.geometry} && ${bufferedEnvelope(tile)} and ${layer.rows.where}`;
}

/**
 * One statement for a whole tile where the database can encode it: a row of the set's `version` and the `tile`,
 * the layers' encodings one after the other (which is how Mapbox vector tiles join), empty when there is nothing.
 */
export function encodedTile(set: TileSet, tile: Tile): SQL {
  const layers = layersOf(set, tile).map((layer) => {
    const properties = Object.entries(layer.rows.properties).map(
      ([name, value]) => sql`${value} as ${sql.identifier(name)}`,
    );
    return sql`coalesce((
      select st_asmvt(feature, ${sql.raw(`'${layer.name}'`)}, ${tileExtent}::integer, 'shape', 'feature_id')
      from (
        select ${layer.rows.id} as feature_id,
          st_asmvtgeom(${drawn(layer.geometry, tile)}, ${envelope(tile)}::box2d, ${tileExtent}::integer, ${tileBuffer}::integer, true) as shape,
          ${sql.join(properties, sql`, `)}
        from ${layer.rows.from}
        where ${within(layer, tile)}
      ) feature
      where shape is not null
    ), '')`;
  });
  return sql`select ${tileSetVersion(set)} as version, ${layers.length > 0 ? sql.join(layers, sql` || `) : sql`''::bytea`} as tile`;
}

/** Whole units of the tile with y down. Rounding can make an area cross itself, which is mended as the database's own encoder does. */
function inTileUnits(column: SQL, tile: Tile): SQL {
  const box = envelope(tile);
  const rounded = sql`st_snaptogrid(st_transscale(
    ${drawn(column, tile)}, -st_xmin(${box}), -st_ymax(${box}),
    ${tileExtent}::float8 / (st_xmax(${box}) - st_xmin(${box})), -${tileExtent}::float8 / (st_ymax(${box}) - st_ymin(${box}))
  ), 1)`;
  return sql`case st_dimension(${column})
    when 2 then st_collectionextract(st_makevalid(${rounded}), 3)
    else st_collectionextract(${rounded}, st_dimension(${column}) + 1)
  end`;
}

/**
 * The same features for a database that cannot encode them: rows of `version`, `layer`, `id`, `properties` and
 * `geometry`, GeoJSON in whole tile units with y down. A tile of no features still has one row, of the version only.
 */
export function tileFeatures(set: TileSet, tile: Tile): SQL {
  const layers = layersOf(set, tile).map((layer) => {
    const properties = Object.entries(layer.rows.properties).map(
      ([name, value]) => sql`${sql.raw(`'${name}'`)}, ${value}`,
    );
    return sql`
      select ${sql.raw(`'${layer.name}'`)} as layer, (${layer.rows.id})::float8 as id,
        json_strip_nulls(json_build_object(${sql.join(properties, sql`, `)})) as properties,
        st_asgeojson(${inTileUnits(layer.geometry, tile)}, 0, 0)::json as geometry
      from ${layer.rows.from}
      where ${within(layer, tile)}`;
  });
  return sql`
    select version.version, feature.layer, feature.id, feature.properties, feature.geometry
    from (select ${tileSetVersion(set)} as version) version
    left join (${layers.length > 0 ? sql.join(layers, sql` union all `) : sql`select null as layer, 0::float8 as id, null::json as properties, null::json as geometry where false`}) feature on true`;
}
