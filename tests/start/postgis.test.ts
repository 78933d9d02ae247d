import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../server/db/open.ts';
import { type Cluster, startCluster } from '../support/cluster.mjs';
import { findPostgres } from '../support/tools.mjs';

const installed = findPostgres();
const version = /postgresql\/(\d+)\/bin$/.exec(installed ?? '')?.[1];

let cluster: Cluster | undefined;
let copy: string | undefined;
afterEach(() => {
  cluster?.stop();
  if (copy) rmSync(copy, { recursive: true });
  cluster = undefined;
  copy = undefined;
});

/**
 * Starts a copy of the installed PostgreSQL whose share directory knows no PostGIS, or only the one of `control`.
 * PostgreSQL finds its files from where its program lies, so a copied program sees the copied directory.
 */
async function startWithout(control?: string): Promise<string> {
  copy = mkdtempSync('/tmp/cuntu-test-');
  // The cluster runs as another user when the tests run as root.
  chmodSync(copy, 0o755);
  const programs = join(copy, `lib/postgresql/${version}/bin`);
  const share = join(copy, `share/postgresql/${version}`);
  mkdirSync(programs, { recursive: true });
  for (const name of ['postgres', 'initdb', 'pg_ctl']) cpSync(join(installed ?? '', name), join(programs, name));
  symlinkSync(join(dirname(installed ?? ''), 'lib'), join(dirname(programs), 'lib'));
  cpSync(`/usr/share/postgresql/${version}`, share, { recursive: true, dereference: true });
  for (const name of readdirSync(join(share, 'extension'))) {
    if (name.startsWith('postgis')) rmSync(join(share, 'extension', name));
  }
  if (control) {
    writeFileSync(join(share, 'extension/postgis.control'), control);
    writeFileSync(join(share, 'extension/postgis--3.2.0.sql'), '');
  }
  cluster = await startCluster(programs);
  return cluster.url;
}

describe.skipIf(!version)('a PostgreSQL', () => {
  test('without PostGIS is told how to get it', async () => {
    const databaseUrl = await startWithout();
    await expect(openDatabase({ databaseUrl, dataDirectory: '' })).rejects.toThrow(/has no PostGIS\. Install it/);
  });

  test('with a PostGIS older than 3.3 is told to upgrade', async () => {
    const databaseUrl = await startWithout("default_version = '3.2.0'\nrelocatable = false\n");
    await expect(openDatabase({ databaseUrl, dataDirectory: '' })).rejects.toThrow(/PostGIS 3\.2\.0 is too old/);
  });

  test('with both opens', async () => {
    cluster = await startCluster(installed ?? '');
    const opened = await openDatabase({ databaseUrl: cluster.url, dataDirectory: '' });
    expect(opened.kind).toBe('postgres');
    await opened.close();
  });
});
