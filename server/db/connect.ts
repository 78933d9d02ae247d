import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres, { type Sql } from 'postgres';

export type Database = PostgresJsDatabase & { $client: Sql };
/** What every reading and writing function takes: the transaction that carries the request's scope. */
export type Tx = Parameters<Parameters<Database['transaction']>[0]>[0];

/** Opens a pool on a PostgreSQL address. Nothing is sent before the first statement. */
export function connect(url: string, options: { max?: number } = {}): Database {
  return drizzle(postgres(url, { max: options.max ?? 10, onnotice: () => {} }));
}
