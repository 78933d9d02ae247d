import { migrate } from '../../drizzle/migrate.ts';
import { connect, type Database } from '../../server/db/connect.ts';
import { startEmbedded } from '../../server/db/embedded.ts';
import { listenEmbedded, listenPostgres, type OpenDatabase } from '../../server/db/open.ts';
import { giveTestKeys } from './keys.ts';
import { type Contents, cached, nameOf } from './seed.ts';

export type TestDatabase = {
  database: Database;
  /** Address for another pool, or for a server under test. */
  url: string;
  /** Hears what committed transactions tell, as a server does. */
  listen: OpenDatabase['listen'];
  close(): Promise<void>;
};
export type DatabaseKind = 'embedded' | 'native';

/** Which of the two databases the test project at hand runs on. */
export const databaseKind: DatabaseKind = process.env.CUNTU_TEST_DATABASE === 'embedded' ? 'embedded' : 'native';

/**
 * A fresh migrated database for one test file, empty or with the demo in it; close it in `afterAll`.
 * Without `kind` it is the one of the test project. The first of a kind is slow to make, the rest are copies.
 */
export async function openTestDatabase(options: { demo?: boolean; kind?: DatabaseKind } = {}): Promise<TestDatabase> {
  const contents = options.demo ? 'demo' : 'empty';
  giveTestKeys();
  return (options.kind ?? databaseKind) === 'embedded' ? openEmbedded(contents) : openNative(contents);
}

/** A database of the test project without any table, not even those of the first migration. */
export function openBlankDatabase(): Promise<TestDatabase> {
  giveTestKeys();
  return databaseKind === 'embedded' ? openEmbedded(null) : openNative(null);
}

async function openEmbedded(contents: Contents | null): Promise<TestDatabase> {
  const embedded = await startEmbedded({ directory: null, seed: contents && (await embeddedSeed(contents)) });
  const database = connect(embedded.url, { max: 1, max_lifetime: null });
  const close = async () => {
    await database.$client.end({ timeout: 3 });
    await embedded.close();
  };
  return { database, url: embedded.url, listen: listenEmbedded(embedded), close };
}

/** A dump of an embedded database with these contents. */
export function embeddedSeed(contents: Contents): Promise<string> {
  return cached(`seed-${contents}`, `${nameOf(contents)}.tar.gz`, async () => {
    const seed = contents === 'demo' ? await embeddedSeed('empty') : null;
    const embedded = await startEmbedded({ directory: null, seed });
    const database = connect(embedded.url, { max: 1 });
    try {
      await fill(database, contents);
      await database.$client.end();
      return await embedded.dump();
    } finally {
      await database.$client.end({ timeout: 1 });
      await embedded.close();
    }
  });
}

async function openNative(contents: Contents | null): Promise<TestDatabase> {
  const url = process.env.TEST_DATABASE_URL;
  if (!url) throw new Error('set TEST_DATABASE_URL to a PostgreSQL with PostGIS, or run the tests by npm test');
  const maintenance = connect(url, { max: 1 });
  const name = `cuntu_test_${process.pid}_${Math.random().toString(36).slice(2, 10)}`;
  const client = maintenance.$client;
  const template = contents ? await nativeTemplate(url, contents) : 'template0';
  await client`create database ${client(name)} template ${client(template)}`;
  const own = databaseAddress(url, name);
  const database = connect(own, { max: 5 });
  const close = async () => {
    await database.$client.end({ timeout: 3 });
    await client`drop database if exists ${client(name)} with (force)`;
    await client.end();
  };
  return { database, url: own, listen: listenPostgres(database), close };
}

/** Name of a database with these contents to copy from; nobody may connect to it, since that would forbid copying. */
async function nativeTemplate(url: string, contents: Contents): Promise<string> {
  const prefix = `cuntu_template_${contents}_`;
  const name = `${prefix}${nameOf(contents)}`;
  const { $client: client } = connect(url, { max: 1, max_lifetime: null });
  try {
    await client`select pg_advisory_lock(hashtext(${name}))`;
    const [found] = await client`select 1 from pg_database where datname = ${name}`;
    if (found) return name;
    const part = `${name}_part`;
    await client`drop database if exists ${client(part)} with (force)`;
    const base = contents === 'demo' ? await nativeTemplate(url, 'empty') : 'template0';
    await client`create database ${client(part)} template ${client(base)}`;
    const database = connect(databaseAddress(url, part), { max: 2 });
    try {
      await fill(database, contents);
    } finally {
      await database.$client.end({ timeout: 3 });
    }
    await client`alter database ${client(part)} rename to ${client(name)}`;
    return name;
  } finally {
    await client.end({ timeout: 1 });
  }
}

async function fill(database: Database, contents: Contents): Promise<void> {
  if (contents === 'empty') return migrate(database.$client);
  // The generator takes seconds to load, and most tests need none of it.
  const { loadDemo } = await import('../../geodata/demo/load.ts');
  await loadDemo(database);
  const { createDemoAccounts } = await import('../../server/auth/demoAccounts.ts');
  await createDemoAccounts(database);
}

function databaseAddress(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}
