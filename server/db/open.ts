import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Refusal } from '../refusal.ts';
import type { Settings } from '../settings.ts';
import { connect, type Database } from './connect.ts';
import { type Embedded, removeSocketOf, reserveSocket, startEmbedded } from './embedded.ts';
import { liveChannel } from './liveChannel.ts';
import { type Holder, LockedError, lockHolder, takeLock } from './lock.ts';
import { checkServer, connectionRefusal } from './requirements.ts';

/** The major version of PostgreSQL inside PGlite. */
const embeddedVersion = '18';

export type OpenDatabase = {
  database: Database;
  kind: 'embedded' | 'postgres';
  /** True for an embedded database that was made just now. */
  created: boolean;
  /** Call once the database is migrated: until then an interrupted first start begins anew. */
  finished(): void;
  /**
   * Hears what committed transactions of any client tell on the live channel; `missed` says that some may not have been heard.
   * The returned function ends it.
   */
  listen(heard: (payload: string) => void, missed: () => void): Promise<() => Promise<void>>;
  close(): Promise<void>;
};

type OpenOptions = {
  /** Use the database of a running server when it holds the directory, instead of refusing. */
  share?: boolean;
  /** A dump to begin a new embedded database with. */
  seed?: string | null;
  /** The embedded database broke: it is being started again, or, when `recovers` is false, it is gone. */
  onBroken?: (recovers: boolean) => void;
};

/**
 * Opens the PostgreSQL of the settings, or the embedded database in their data directory, which it locks.
 * The schema may still be missing or old: `migrate` is the caller's next step. Throws Refusal.
 */
export async function openDatabase(
  settings: Pick<Settings, 'databaseUrl' | 'dataDirectory'>,
  options: OpenOptions = {},
): Promise<OpenDatabase> {
  return settings.databaseUrl ? openPostgres(settings.databaseUrl) : openEmbedded(settings.dataDirectory, options);
}

async function openPostgres(url: string): Promise<OpenDatabase> {
  const database = connect(url);
  try {
    await checkServer(database.$client);
  } catch (error) {
    await database.$client.end({ timeout: 1 });
    throw error instanceof Refusal ? error : connectionRefusal(error);
  }
  const close = () => database.$client.end({ timeout: 3 });
  const listen = listenPostgres(database);
  return { database, kind: 'postgres', created: false, finished: () => {}, listen, close };
}

/** The driver keeps a connection for it, and listens again whenever that was lost. */
export function listenPostgres({ $client: client }: Database): OpenDatabase['listen'] {
  return async (heard, missed) => {
    const { unlisten } = await client.listen(liveChannel, heard, missed);
    return unlisten;
  };
}

export function listenEmbedded(embedded: Embedded): OpenDatabase['listen'] {
  return async (heard, missed) => {
    const stop = embedded.listen(heard, missed);
    return async () => stop();
  };
}

async function openEmbedded(dataDirectory: string, options: OpenOptions): Promise<OpenDatabase> {
  const lock = join(prepare(dataDirectory), 'database.lock');
  const holder = lockHolder(lock);
  if (holder && options.share) return joinHolder(holder, lock);
  const socket = reserveSocket();
  let release: () => void;
  try {
    release = takeLock(lock, socket.url, (stale) => removeSocketOf(stale.url));
  } catch (error) {
    socket.remove();
    throw error instanceof LockedError ? heldRefusal(dataDirectory, error.holder) : error;
  }
  const directory = join(dataDirectory, 'database');
  const unfinished = join(dataDirectory, 'database.unfinished');
  try {
    if (existsSync(unfinished)) rmSync(directory, { recursive: true, force: true });
    const created = !existsSync(directory);
    checkVersion(directory);
    if (created) writeFileSync(unfinished, '');
    const seed = created ? (options.seed ?? null) : null;
    const embedded = await startEmbedded({ directory, seed, socket, onBroken: options.onBroken });
    const finished = () => rmSync(unfinished, { force: true });
    return { ...connectEmbedded(embedded, release), created, finished };
  } catch (error) {
    socket.remove();
    release();
    throw error;
  }
}

/** PGlite itself would fail on another version without saying why. */
function checkVersion(directory: string): void {
  const file = join(directory, 'PG_VERSION');
  const version = existsSync(file) ? readFileSync(file, 'utf8').trim() : embeddedVersion;
  if (version === embeddedVersion) return;
  throw new Refusal(
    `数据目录由另一版本的内嵌数据库建立（PostgreSQL ${version}，本程序为 ${embeddedVersion}）。请更新程序（git pull），或用 CUNTU_DATA 另指定目录。`,
    `The data directory was made by another version of the embedded database (PostgreSQL ${version}, this program has ${embeddedVersion}). Update the program (git pull) or name another directory with CUNTU_DATA.`,
  );
}

/** One connection, because the embedded database has one session: more would only queue behind each other inside it. */
function connectEmbedded(embedded: Embedded, release: () => void) {
  const database = connect(embedded.url, { max: 1, max_lifetime: null });
  const close = async () => {
    await database.$client.end({ timeout: 3 });
    await embedded.close();
    release();
  };
  return { database, kind: 'embedded' as const, listen: listenEmbedded(embedded), close };
}

function prepare(dataDirectory: string): string {
  try {
    mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
    const probe = join(dataDirectory, `.write-test-${process.pid}`);
    writeFileSync(probe, '');
    rmSync(probe);
    return dataDirectory;
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    throw new Refusal(
      `无法写入数据目录 ${dataDirectory}（${reason}）。请检查权限和磁盘空间，或用 CUNTU_DATA 另指定目录。`,
      `The data directory ${dataDirectory} cannot be written (${reason}). Check its owner and the disk, or name another with CUNTU_DATA.`,
      { cause },
    );
  }
}

function heldRefusal(dataDirectory: string, holder: Holder): Refusal {
  return new Refusal(
    `数据目录 ${dataDirectory} 正被进程 ${holder.pid}（${holder.machine}）使用。请先停止它，或用 CUNTU_DATA 另指定目录。`,
    `The data directory ${dataDirectory} is in use by process ${holder.pid} on ${holder.machine}. Stop it first, or name another with CUNTU_DATA.`,
  );
}

/** Connects to the embedded database of a running server, which may still be starting. */
async function joinHolder(holder: Holder, lock: string): Promise<OpenDatabase> {
  const database = connect(holder.url, { max: 1, max_lifetime: null });
  for (let attempt = 0; ; attempt += 1) {
    try {
      await database.$client`select 1`;
      const close = () => database.$client.end({ timeout: 3 });
      // The holder hears what is written here; whoever joins it does not.
      const listen = async () => async () => {};
      return { database, kind: 'embedded', created: false, finished: () => {}, listen, close };
    } catch (cause) {
      if (attempt < 60 && lockHolder(lock)) {
        await wait(500);
        continue;
      }
      await database.$client.end({ timeout: 1 });
      throw new Refusal(
        `占用数据目录的进程 ${holder.pid} 没有应答。请停止它后重试。`,
        `Process ${holder.pid}, which holds the data directory, does not answer. Stop it and try again.`,
        { cause },
      );
    }
  }
}
