import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { EmbeddedWorkerData, EmbeddedWorkerReply, EmbeddedWorkerRequest } from './embeddedWorker.ts';

export type Embedded = {
  /** Address for postgres.js. */
  url: string;
  /** The whole database as a gzipped archive that can seed another; needs no client to be in a transaction. */
  dump(): Promise<Uint8Array>;
  close(): Promise<void>;
};

/** A private place for the socket of an embedded database, with the address it will have. */
export type EmbeddedSocket = { url: string; path: string; remove(): void };

/** Only this user may enter the directory, since whoever reaches the socket is superuser of the database. */
export function reserveSocket(): EmbeddedSocket {
  if (process.platform === 'win32') {
    const path = `\\\\.\\pipe\\cuntu-${crypto.randomUUID()}`;
    return { path, url: urlOf(path), remove: () => {} };
  }
  const directory = mkdtempSync(join(tmpdir().length > 70 ? '/tmp' : tmpdir(), 'cuntu-'));
  const remove = () => rmSync(directory, { recursive: true, force: true });
  return { path: join(directory, '.s.PGSQL.5432'), url: urlOf(directory), remove };
}

function urlOf(host: string): string {
  return `postgres://postgres@${encodeURIComponent(host)}/postgres`;
}

/** Removes the socket a killed holder left behind. */
export function removeSocketOf(url: string): void {
  const directory = decodeURIComponent(new URL(url).hostname);
  if (basename(directory).startsWith('cuntu-')) rmSync(directory, { recursive: true, force: true });
}

/**
 * Starts PGlite with PostGIS in a worker, listening on the socket.
 * `directory` null keeps the database in memory; `seed` is the file a new database begins with.
 * `onDeath` is told when the worker ends without having been closed. About 900 MB of memory.
 */
export async function startEmbedded(
  options: Omit<EmbeddedWorkerData, 'socket'> & { socket?: EmbeddedSocket; onDeath?: (error: unknown) => void },
): Promise<Embedded> {
  const socket = options.socket ?? reserveSocket();
  const data: EmbeddedWorkerData = { directory: options.directory, seed: options.seed, socket: socket.path };
  const worker = new Worker(new URL('./embeddedWorkerStart.mjs', import.meta.url), { workerData: data, execArgv: [] });
  let closing = false;
  worker.on('error', (error) => {
    if (!closing) options.onDeath?.(error);
  });
  try {
    await ask(worker, null, 'listening');
  } catch (error) {
    closing = true;
    socket.remove();
    await worker.terminate();
    throw error;
  }
  return {
    url: socket.url,
    dump: async () => new Uint8Array((await ask(worker, 'dump', 'dumped')).content),
    close: async () => {
      if (closing) return;
      closing = true;
      await ask(worker, 'stop', 'stopped').catch(() => {});
      await worker.terminate();
      socket.remove();
    },
  };
}

async function ask<Kind extends EmbeddedWorkerReply['kind']>(
  worker: Worker,
  request: EmbeddedWorkerRequest | null,
  kind: Kind,
): Promise<Extract<EmbeddedWorkerReply, { kind: Kind }>> {
  if (request) worker.postMessage(request);
  const exited = once(worker, 'exit').then(() => {
    throw new Error('the embedded database has stopped');
  });
  const reply: Extract<EmbeddedWorkerReply, { kind: Kind }> = (
    await Promise.race([once(worker, 'message'), exited])
  )[0];
  if (reply.kind !== kind) throw new Error(`the embedded database answered ${reply.kind}`);
  return reply;
}
