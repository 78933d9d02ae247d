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
  /** Hears what committed transactions tell on the live channel, until the returned function is called; `missed` as in OpenDatabase. */
  listen(heard: (payload: string) => void, missed: () => void): () => void;
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

type EmbeddedOptions = {
  /** Where the database lies; null keeps it in memory. */
  directory: string | null;
  /** The file of a dump that a new database begins with. */
  seed: string | null;
  socket?: EmbeddedSocket;
  /** The database broke: it is being started again, or, when `recovers` is false, it is gone. */
  onBroken?: (recovers: boolean) => void;
};

/** A database that breaks again this soon after a start would break for ever. */
const soundSeconds = 20;

/** Starts PGlite with PostGIS in a worker, listening on the socket. Takes about 900 MB of memory and 4 to 20 seconds. */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { directory, seed, socket = reserveSocket(), onBroken = () => {} } = options;
  const data: EmbeddedWorkerData = { directory, seed, socket: socket.path };
  let closing = false;
  let running = true;
  const listeners = new Set<{ heard: (payload: string) => void; missed: () => void }>();
  const tell = (payload: string) => {
    for (const { heard } of listeners) heard(payload);
  };
  let worker = await startWorker(data, socket, tell);
  const watch = (started: number) =>
    worker.once('exit', async () => {
      running = false;
      if (closing) return;
      const recovers = directory !== null && Date.now() - started > soundSeconds * 1000;
      onBroken(recovers);
      if (!recovers) return;
      worker = await startWorker({ ...data, seed: null }, socket, tell);
      running = true;
      for (const { missed } of listeners) missed();
      watch(Date.now());
    });
  watch(Date.now());
  return {
    url: socket.url,
    dump: async () => new Uint8Array((await ask(worker, 'dump', 'dumped')).content),
    listen: (heard, missed) => {
      const listener = { heard, missed };
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      if (closing) return;
      closing = true;
      if (running) await ask(worker, 'stop', 'stopped').catch(() => {});
      await worker.terminate();
      socket.remove();
    },
  };
}

async function startWorker(
  data: EmbeddedWorkerData,
  socket: EmbeddedSocket,
  tell: (payload: string) => void,
): Promise<Worker> {
  const worker = new Worker(new URL('./embeddedWorkerStart.mjs', import.meta.url), { workerData: data, execArgv: [] });
  worker.on('message', (reply: EmbeddedWorkerReply) => reply.kind === 'notified' && tell(reply.payload));
  try {
    await ask(worker, null, 'listening');
    return worker;
  } catch (error) {
    socket.remove();
    await worker.terminate();
    throw error;
  }
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
  const answered = new Promise<Extract<EmbeddedWorkerReply, { kind: Kind }>>((resolve) => {
    const take = (reply: EmbeddedWorkerReply) => {
      if (!isReply(reply, kind)) return;
      worker.off('message', take);
      resolve(reply);
    };
    worker.on('message', take);
  });
  return Promise.race([answered, exited]);
}

function isReply<Kind extends EmbeddedWorkerReply['kind']>(
  reply: EmbeddedWorkerReply,
  kind: Kind,
): reply is Extract<EmbeddedWorkerReply, { kind: Kind }> {
  return reply.kind === kind;
}
