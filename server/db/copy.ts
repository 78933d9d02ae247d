import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { Tx } from './connect.ts';

/** The part of the driver's client that Drizzle does not offer. */
type CopyingClient = { unsafe(statement: string): { writable(): Promise<Writable> } };

/**
 * Sends rows into a table by COPY inside the transaction; each row is a line in PostgreSQL's text format with its newline.
 * Table and column names go into the statement as they are. Only where `capabilities().copy` says so.
 */
export async function copyRows(tx: Tx, table: string, columns: string[], lines: string[]): Promise<void> {
  const target = await clientOf(tx)
    .unsafe(`copy ${table} (${columns.join(', ')}) from stdin`)
    .writable();
  const done = finished(target);
  target.end(lines.join(''));
  await done;
}

/** Drizzle keeps the transaction's client in its session without saying so in its types. */
function clientOf(tx: Tx): CopyingClient {
  const session: unknown = Reflect.get(tx, 'session');
  const client: unknown = typeof session === 'object' && session !== null ? Reflect.get(session, 'client') : null;
  if (isCopying(client)) return client;
  throw new Error('the transaction carries no client to copy through');
}

function isCopying(client: unknown): client is CopyingClient {
  return typeof client === 'function' && typeof Reflect.get(client, 'unsafe') === 'function';
}
