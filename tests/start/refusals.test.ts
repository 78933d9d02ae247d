import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { connect } from '../../server/db/connect.ts';
import { openSeal } from '../../server/seal/openSeal.ts';
import { newKey } from '../../server/seal/source.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { freePort, startProgram } from '../support/program.ts';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'cuntu-test-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

/** Starts the server with these settings and expects it to give up with a sentence in each language and nothing else. */
async function refusal(environment: Record<string, string>, parameters: string[] = []): Promise<string> {
  const program = startProgram([...parameters, 'server/start.mjs'], {
    PORT: String(await freePort()),
    CUNTU_DATA: join(directory, 'data'),
    ...environment,
  });
  const code = await program.ended;
  const output = program.output();
  expect(code).toBe(1);
  expect(output).not.toMatch(/^\s+at /m);
  const refused = output.slice(output.indexOf('✗'));
  expect(refused.trim().split('\n')).toHaveLength(2);
  expect(refused).toMatch(/^✗ .*[\u4e00-\u9fff].*。\n[A-Z][^\u4e00-\u9fff]*\.\s*$/);
  return refused;
}

describe('settings that make no sense', () => {
  test.each([
    [{ PORT: 'eighty' }, 'PORT=eighty'],
    [{ DATABASE_URL: 'localhost/cuntu' }, 'DATABASE_URL is malformed'],
    [{ DATABASE_URL: 'postgres://user:pa/ss@localhost' }, 'DATABASE_URL is malformed'],
    [{ CUNTU_BASEMAP: 'https://tiles.example/map.png' }, 'CUNTU_BASEMAP is malformed'],
    [{ CUNTU_BASEMAP: 'pmtiles:/nowhere.pmtiles' }, '/nowhere.pmtiles'],
    [{ HOST: 'no.such.host.invalid' }, 'Cannot listen on no.such.host.invalid'],
  ])('%o are named', async (environment, named) => {
    expect(await refusal(environment)).toContain(named);
  });

  test('a password in a malformed address is not repeated', async () => {
    expect(await refusal({ DATABASE_URL: 'postgres//me:geheim@host/name' })).not.toContain('geheim');
  });
});

test('an older Node.js is refused before anything is installed or loaded', async () => {
  const older = "data:text/javascript,Object.defineProperty(process.versions,'node',{value:'18.20.4'})";
  expect(await refusal({}, ['--import', older])).toMatch(/Node\.js 18\.20\.4 is too old; version 20\.11 or newer/);
});

describe('a port in use', () => {
  let other: Server | undefined;
  afterEach(() => void other?.close());

  async function occupied(health: object, headers: Record<string, string>): Promise<string> {
    const port = await freePort();
    other = createServer((_, response) => response.writeHead(200, headers).end(JSON.stringify(health)));
    await new Promise<void>((resolve) => other?.listen(port, '127.0.0.1', resolve));
    return refusal({ PORT: String(port) });
  }

  test('by another program is said with how to choose another', async () => {
    expect(await occupied({}, {})).toMatch(/Port \d+ is in use by another program.*PORT=/);
  });

  test('by Cuntu itself is said with where to find it', async () => {
    const said = await occupied({ status: 'ok' }, { 'x-request-id': 'one' });
    expect(said).toMatch(/Cuntu is already running on http:\/\/localhost:\d+/);
  });
});

test('a data directory that cannot be made or written is named', async () => {
  const file = join(directory, 'file');
  writeFileSync(file, '');
  expect(await refusal({ CUNTU_DATA: join(file, 'data') })).toContain(`${file}/data cannot be written (ENOTDIR)`);
});

describe('a PostgreSQL', () => {
  test('that does not answer is said to be out of reach', async () => {
    const url = `postgres://postgres@127.0.0.1:${await freePort()}/cuntu`;
    expect(await refusal({ DATABASE_URL: url })).toContain('cannot be reached (ECONNREFUSED)');
  });

  describe.skipIf(!process.env.TEST_DATABASE_URL)('that answers', () => {
    let opened: TestDatabase;
    beforeAll(async () => {
      opened = await openTestDatabase({ kind: 'native' });
    });
    afterAll(() => opened.close());

    const address = (change: (url: URL) => void) => {
      const url = new URL(opened.url);
      change(url);
      return url.href;
    };

    test('without the database is told apart', async () => {
      const url = address((one) => {
        one.pathname = '/no_such_database';
      });
      expect(await refusal({ DATABASE_URL: url })).toContain('does not exist');
    });

    test('that does not know the user is told apart', async () => {
      const url = address((one) => {
        one.username = 'no_such_user';
      });
      expect(await refusal({ DATABASE_URL: url })).toContain('is not accepted');
    });

    test('whose user may not make tables is told apart', async () => {
      const client = opened.database.$client;
      await client`drop role if exists cuntu_test_guest`;
      await client`create role cuntu_test_guest login`;
      await client`create database cuntu_test_guest`;
      try {
        const url = address((one) => {
          one.username = 'cuntu_test_guest';
          one.pathname = '/cuntu_test_guest';
        });
        expect(await refusal({ DATABASE_URL: url })).toContain('lacks permission');
      } finally {
        await client`drop database cuntu_test_guest`;
        await client`drop role cuntu_test_guest`;
      }
    });

    test('whose numbers were encrypted by another key is not opened, and neither is one without its key', async () => {
      const key = newKey();
      await openSeal(opened.database, { dataDirectory: '', sealKeys: [key] });
      const [DATABASE_URL, other] = [opened.url, newKey()];
      const wrong = await refusal({ DATABASE_URL, CUNTU_KEY: other });
      expect(wrong).toContain('encrypted by another key than that in CUNTU_KEY');
      expect(wrong).not.toContain(other);
      expect(await refusal({ DATABASE_URL })).toContain('their key is missing');
      expect(await refusal({ DATABASE_URL, CUNTU_KEY: 'no key' })).toContain('key in CUNTU_KEY is malformed');
      await opened.database.$client`delete from seal_key`;
    });

    test('with the tables of a newer version is left alone', async () => {
      const client = connect(opened.url, { max: 1 }).$client;
      await client`insert into drizzle.__drizzle_migrations (hash, created_at) values ('of the future', 99999999999999)`;
      expect(await refusal({ DATABASE_URL: opened.url })).toContain('made by a newer version');
      await client.end();
    });
  });
});
