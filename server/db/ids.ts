import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';

/** Ids as one bound array, however many; as text, because a driver may take an array for a list of values. */
export function idArray(ids: Iterable<number | null>): SQL {
  return sql`${`{${[...ids].map((id) => id ?? 'null').join(',')}}`}::bigint[]`;
}

/** Whether a column is one of some ids. */
export function anyId(column: SQLWrapper, ids: Iterable<number | null>): SQL {
  return sql`${column} = any(${idArray(ids)})`;
}
