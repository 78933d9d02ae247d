import { Agent, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type SQL, sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import { connect, type Database } from '../../server/db/connect.ts';
import { openTestApp } from '../support/app.ts';
import { signInAs } from '../support/signIn.ts';

/** A server on a free port beside its database, and the two ways to ask: over HTTP, and the bare statement. */
export type Asked = {
  database: Database;
  /** Milliseconds and bytes of an answer over HTTP, to the last byte. */
  overHttp(path: string): Promise<{ milliseconds: number; bytes: number; status: number }>;
  /** Milliseconds of the statement with its result in this process, on a connection of its own. */
  bare(statement: SQL): Promise<number>;
  close(): Promise<void>;
};

export async function serveFor(databaseUrl: string): Promise<Asked> {
  const database = connect(databaseUrl, { max: 4 });
  const direct = connect(databaseUrl, { max: 1 });
  await direct.execute(sql`set jit = off`);
  const { app } = await openTestApp(database);
  const [place] = await database.execute<{ county: string }>(sql`select min(code) as county from area`);
  const cookie = await signInAs(database, 'villageOfficial', place?.county ?? '');
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true });
  const dialect = new PgDialect();
  return {
    database,
    overHttp: (path) =>
      new Promise((resolve, reject) => {
        const start = performance.now();
        get({ host: '127.0.0.1', port, path, agent, headers: { cookie } }, (response) => {
          let bytes = 0;
          response.on('data', (chunk: Buffer) => {
            bytes += chunk.length;
          });
          response.on('end', () =>
            resolve({ milliseconds: performance.now() - start, bytes, status: response.statusCode ?? 0 }),
          );
        }).on('error', reject);
      }),
    bare: async (statement) => {
      const { sql: text, params } = dialect.sqlToQuery(statement);
      const start = performance.now();
      await direct.$client.unsafe(text, params.map(String));
      return performance.now() - start;
    },
    close: async () => {
      agent.destroy();
      await app.close();
      await database.$client.end();
      await direct.$client.end();
    },
  };
}

export function median(numbers: number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
