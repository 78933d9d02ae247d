import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator';
import type { Sql } from 'postgres';

const folder = fileURLToPath(new URL('./migrations', import.meta.url));

/** Extensions come before the first migration, which already uses their types. */
const extensions = ['postgis', 'btree_gist', 'pg_trgm'];

/** The database has migrations this program does not know. */
export class NewerDatabaseError extends Error {}

/**
 * Brings a database to the schema of this program; does nothing when it is there already.
 * Throws NewerDatabaseError when a newer program has been there first.
 */
export async function migrate(client: Sql): Promise<void> {
  const applied = await lastApplied(client);
  if (applied > lastKnown()) throw new NewerDatabaseError();
  if (applied === lastKnown()) return;
  for (const extension of extensions) await client`create extension if not exists ${client(extension)}`;
  await runMigrations(drizzle(client), { migrationsFolder: folder });
}

function lastKnown(): number {
  const journal: { entries: { when: number }[] } = JSON.parse(readFileSync(`${folder}/meta/_journal.json`, 'utf8'));
  return Math.max(...journal.entries.map((entry) => entry.when));
}

async function lastApplied(client: Sql): Promise<number> {
  const [table] = await client`select to_regclass('drizzle.__drizzle_migrations') as name`;
  if (!table?.name) return 0;
  const [row] = await client`select coalesce(max(created_at), 0)::float8 as last from drizzle.__drizzle_migrations`;
  return row?.last ?? 0;
}
