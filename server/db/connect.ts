import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres, { type Sql } from 'postgres';

export type Database = PostgresJsDatabase & { $client: Sql };
/** What every reading and writing function takes: the transaction that carries the request's scope. */
export type Tx = Parameters<Parameters<Database['transaction']>[0]>[0];

/**
 * Opens a pool on a PostgreSQL address. Nothing is sent before the first statement.
 * The host may be the percent-encoded directory of a Unix socket, `postgres://me@%2Ftmp%2Fmine/name`, as libpq writes it.
 */
export function connect(url: string, options: { max?: number; max_lifetime?: number | null } = {}): Database {
  const host = decodeURIComponent(new URL(url).hostname);
  const socket = host.startsWith('/') ? { host } : host.startsWith('\\\\') ? { path: host } : {};
  return drizzle(postgres(url, { max: 10, ...options, ...socket, onnotice: () => {} }));
}
