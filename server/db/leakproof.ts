import { sql } from 'drizzle-orm';
import type { Database } from './connect.ts';

/** Functions behind the operators that the app narrows rows by. They say nothing about rows that they are not shown. */
const routines = ['geometry_overlaps(geometry, geometry)', 'textlike(text, text)'];

/** What a superuser has still to run so that policies and indexes work together; empty when nothing. */
export async function leakproofStatements(database: Database): Promise<string[]> {
  const rows = await database.execute<{ routine: string }>(sql`
    select routine
    from json_array_elements_text(${JSON.stringify(routines)}::json) routine
    where not (select proleakproof from pg_proc where oid = to_regprocedure(routine))`);
  return [...rows].map(({ routine }) => `alter function ${routine} leakproof;`);
}
