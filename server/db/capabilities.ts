import { sql } from 'drizzle-orm';
import type { Database } from './connect.ts';

/** What this PostgreSQL can do that another may not. */
export type Capabilities = {
  /** Encodes vector tiles itself (ST_AsMVT). */
  mvt: boolean;
  /** Takes rows by COPY; the embedded database's socket does not. */
  copy: boolean;
};

const known = new WeakMap<Database, Promise<Capabilities>>();

/** Asks the database once what it can do. */
export function capabilities(database: Database): Promise<Capabilities> {
  const asked = known.get(database) ?? probe(database);
  known.set(database, asked);
  asked.catch(() => known.delete(database));
  return asked;
}

async function probe(database: Database): Promise<Capabilities> {
  // Without protobuf the function is there, and fails when it is called.
  const mvt = await database
    .execute(sql`select length(st_asmvt(row)) from (select 1 as id, null::geometry as shape where false) row`)
    .then(
      () => true,
      () => false,
    );
  const [version] = await database.execute<{ version: string }>(sql`select version()`);
  return { mvt, copy: !/emscripten|wasm/i.test(version?.version ?? '') };
}
