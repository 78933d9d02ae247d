import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../server/db/open.ts';
import { embeddedSeed } from '../support/database.ts';
import { freePort, type Program, startProgram } from '../support/program.ts';

let dataDirectory: string;
const programs: Program[] = [];
beforeEach(() => {
  dataDirectory = mkdtempSync(join(tmpdir(), 'cuntu-test-'));
});
afterEach(async () => {
  for (const program of programs.splice(0)) {
    program.process.kill('SIGKILL');
    await program.ended;
  }
  rmSync(dataDirectory, { recursive: true, force: true });
});

function start(parameters: string[], environment: Record<string, string> = {}): Program {
  const program = startProgram(parameters, environment);
  programs.push(program);
  return program;
}

async function startWriter(): Promise<Program> {
  return start(['--import', 'tsx', 'tests/support/writer.ts', dataDirectory, await embeddedSeed('empty')]);
}

const keptBy = (program: Program) => [...program.output().matchAll(/^kept (\d+)$/gm)].map((match) => Number(match[1]));
const settings = () => ({ databaseUrl: null, dataDirectory });

async function serve(environment: Record<string, string> = {}): Promise<{ server: Program; port: string }> {
  const port = String(await freePort());
  const server = start(['server/start.mjs'], { PORT: port, CUNTU_DATA: dataDirectory, ...environment });
  await server.printed('Cuntu is running on');
  return { server, port };
}

test('the first start loads the demo, a second server is told who holds the directory, Ctrl-C and SIGTERM close, a later start goes straight on', async () => {
  const { server, port } = await serve();
  expect(server.output()).toContain('loading the demo');
  await server.printed('cuntu-demo-2026');
  expect(await (await fetch(`http://localhost:${port}/health`)).json()).toEqual({ status: 'ok' });

  const second = start(['server/start.mjs'], { PORT: String(await freePort()), CUNTU_DATA: dataDirectory });
  expect(await second.ended).toBe(1);
  expect(second.output()).toContain(`in use by process ${server.process.pid}`);

  server.process.kill('SIGINT');
  expect(await server.ended).toBe(0);
  expect(existsSync(join(dataDirectory, 'database.lock'))).toBe(false);

  const { server: later, port: laterPort } = await serve();
  expect(later.output()).not.toContain('loading the demo');
  // A window that stays connected must not hold up the end.
  await fetch(`http://localhost:${laterPort}/health`, { headers: { connection: 'keep-alive' } });
  later.process.kill('SIGTERM');
  expect(await later.ended).toBe(0);
});

test('a server killed while it writes loses nothing it acknowledged, and the next one starts', async () => {
  const seen: number[] = [];
  for (const until of [40, 80]) {
    const writer = await startWriter();
    await writer.printed(`kept ${until}`);
    writer.process.kill('SIGKILL');
    await writer.ended;
    seen.push(...keptBy(writer));
    expect(existsSync(join(dataDirectory, 'database.lock'))).toBe(true);
  }
  const opened = await openDatabase(settings());
  const rows = await opened.database.$client<{ id: number }[]>`
    select id from written where filling = repeat('y', 600) order by id`;
  await opened.close();
  const ids = new Set(rows.map((row) => row.id));
  expect(seen.length).toBeGreaterThanOrEqual(80);
  expect(seen.filter((id) => !ids.has(id))).toEqual([]);
});

test('a command-line tool shares the database of a running server, and never closes it', async () => {
  const writer = await startWriter();
  await writer.printed('kept 5');
  await expect(openDatabase(settings())).rejects.toThrow(`in use by process ${writer.process.pid}`);
  const shared = await openDatabase(settings(), { share: true });
  const [row] = await shared.database.$client<{ count: number }[]>`select count(*)::int as count from written`;
  expect(row?.count).toBeGreaterThanOrEqual(5);
  await shared.database.$client`create table shared (id int)`;
  await shared.close();
  const before = keptBy(writer).length;
  await writer.printed(`kept ${before + 5}`);
});

test('without a running server the tool opens the directory itself', async () => {
  const opened = await openDatabase(settings(), { share: true, seed: await embeddedSeed('empty') });
  expect(opened).toMatchObject({ kind: 'embedded', created: true });
  expect(await opened.database.$client`select 1 as one`).toEqual([{ one: 1 }]);
  await opened.close();
});

test('a first start that was cut short begins anew', async () => {
  mkdirSync(join(dataDirectory, 'database'));
  writeFileSync(join(dataDirectory, 'database/PG_VERSION'), '18\n');
  writeFileSync(join(dataDirectory, 'database.unfinished'), '');
  const opened = await openDatabase(settings(), { seed: await embeddedSeed('empty') });
  expect(opened.created).toBe(true);
  opened.finished();
  expect(existsSync(join(dataDirectory, 'database.unfinished'))).toBe(false);
  await opened.close();
});

test('a directory of another version of the embedded database is refused', async () => {
  mkdirSync(join(dataDirectory, 'database'));
  writeFileSync(join(dataDirectory, 'database/PG_VERSION'), '19\n');
  await expect(openDatabase(settings())).rejects.toThrow(/PostgreSQL 19/);
});
