import { readFile, rm } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { postgis } from '@electric-sql/pglite-postgis';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { z } from 'zod';
import { exceptions } from './embeddedExceptions.ts';
import { GuardedPGlite } from './embeddedGuard.ts';
import { liveChannel } from './liveChannel.ts';

/** What the worker is started with. */
export const embeddedWorkerSchema = z.object({
  /** Directory of the database; null keeps it in memory. */
  directory: z.string().nullable(),
  /** A dump to begin a new database with. */
  seed: z.string().nullable(),
  /** Path of the Unix socket or the Windows pipe to listen on. */
  socket: z.string(),
});
export type EmbeddedWorkerData = z.infer<typeof embeddedWorkerSchema>;
export type EmbeddedWorkerRequest = 'dump' | 'stop';
export type EmbeddedWorkerReply =
  | { kind: 'listening' }
  | { kind: 'dumped'; content: ArrayBuffer }
  /** A transaction that was committed told this by NOTIFY. */
  | { kind: 'notified'; payload: string }
  | { kind: 'stopped' };

const { directory, seed, socket } = embeddedWorkerSchema.parse(workerData);

const database = new GuardedPGlite({
  ...(directory ? { dataDir: directory } : {}),
  ...(seed ? { loadDataDir: new Blob([await readFile(seed)]) } : {}),
  extensions: { postgis, btree_gist, pg_trgm, exceptions },
});
// The client's error is still on its way out of the socket when this instance is found broken.
database.onBroken = () => setTimeout(() => process.exit(1), 100);
await database.waitReady;
// One session serves every client, so that this hears what any of them tells.
database.onNotified = (channel, payload) => channel === liveChannel && reply({ kind: 'notified', payload });
await database.exec(`listen ${liveChannel}`);
// The server's default of one connection leaves every further client waiting for ever.
await rm(socket, { force: true });
const server = new PGLiteSocketServer({ db: database, path: socket, maxConnections: 200 });
await server.start();

parentPort?.on('message', async (request: EmbeddedWorkerRequest) => {
  switch (request) {
    case 'dump': {
      const content = await (await database.dumpDataDir('gzip')).arrayBuffer();
      return reply({ kind: 'dumped', content });
    }
    case 'stop':
      await server.stop();
      await database.close();
      reply({ kind: 'stopped' });
      return parentPort?.close();
  }
});
reply({ kind: 'listening' });

function reply(message: EmbeddedWorkerReply): void {
  parentPort?.postMessage(message);
}
