import { type SQL, sql } from 'drizzle-orm';
import { type TileSet, tileSets } from '../../shared/tiles.ts';

/**
 * The version of what is drawn from some tables: it grows with every write to any of them in any county.
 * An expression of type float8, 0 before the first write.
 */
export function versionOf(tables: readonly string[]): SQL<number> {
  return sql<number>`(select coalesce(sum(seq), 0)::float8 from layer_version where layer in ${[...tables]})`;
}

export function tileSetVersion(set: TileSet): SQL<number> {
  return versionOf(tileSets[set]);
}
