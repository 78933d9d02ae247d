import type { Scope } from '../auth/scope.ts';
import { capabilities } from '../db/capabilities.ts';
import type { Database, Tx } from '../db/connect.ts';
import { read } from '../db/transaction.ts';
import type { TileAddress } from './address.ts';
import { encodeTile, type TileFeature } from './encode.ts';
import { encodedTile, tileFeatures } from './statement.ts';

/** A tile and the version of its set that it shows; no bytes when there is nothing in it. */
export type MadeTile = { version: number; bytes: Uint8Array };

/** Makes a tile in one statement, by the database where it can encode and by this process where it cannot. */
export async function makeTile(database: Database, scope: Scope, address: TileAddress): Promise<MadeTile> {
  const { mvt } = await capabilities(database);
  return read(database, scope, (tx) => (mvt ? tileByDatabase(tx, address) : tileByEncoder(tx, address)));
}

export async function tileByDatabase(tx: Tx, address: TileAddress): Promise<MadeTile> {
  const [row] = await tx.execute<{ version: number; tile: Buffer }>(encodedTile(address.set, address));
  return { version: row?.version ?? 0, bytes: row?.tile ?? new Uint8Array() };
}

type FeatureRow = { version: number } & { [Field in keyof TileFeature]: TileFeature[Field] | null };

export async function tileByEncoder(tx: Tx, address: TileAddress): Promise<MadeTile> {
  const rows = await tx.execute<FeatureRow>(tileFeatures(address.set, address));
  const features = [...rows].flatMap(({ layer, id, properties, geometry }) =>
    layer !== null && id !== null && properties !== null ? [{ layer, id, properties, geometry }] : [],
  );
  return { version: rows[0]?.version ?? 0, bytes: features.length > 0 ? encodeTile(features) : new Uint8Array() };
}
