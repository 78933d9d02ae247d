import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importFile } from '../../geodata/import/run.ts';
import { openTestDatabase } from '../support/database.ts';

export type ImportBench = {
  rows: number;
  /** Rows a second of the whole import: checks, both geometries, four indexes, triggers, log. */
  importPerSecond: number;
  /** Rows a second of the same import of the same file again, which changes nothing. */
  againPerSecond: number;
  /** Rows a second of `ogr2ogr` into a table with one geometry, its index and the file's columns; null where it is not installed. */
  ogrPerSecond: number | null;
  importSeconds: number;
  ogrSeconds: number | null;
  /** Largest resident memory of this process, in megabytes. */
  peakMegabytes: number;
};

/**
 * Loads one generated GeoJSON of buildings through the import and through `ogr2ogr` into the same PostgreSQL.
 * Needs TEST_DATABASE_URL; the database it makes is dropped at the end.
 */
export async function benchImport(rows = 200_000): Promise<ImportBench> {
  const folder = await mkdtemp(join(tmpdir(), 'cuntu-bench-'));
  const test = await openTestDatabase({ kind: 'native' });
  try {
    const path = join(folder, 'buildings.geojson');
    await generate(path, rows);
    const ogrSeconds = await runOgr(path, test.url);
    const first = await importFile(test.database, { path, kind: 'building' });
    const again = await importFile(test.database, { path, kind: 'building' });
    if (first.tables.building?.new !== rows || again.tables.building?.unchanged !== rows)
      throw new Error('rows are missing');
    return {
      rows,
      importPerSecond: Math.round(rows / first.seconds),
      againPerSecond: Math.round(rows / again.seconds),
      ogrPerSecond: ogrSeconds === null ? null : Math.round(rows / ogrSeconds),
      importSeconds: first.seconds,
      ogrSeconds,
      peakMegabytes: again.peakMegabytes,
    };
  } finally {
    await test.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Houses strewn over half a degree, the same every time. */
async function generate(path: string, rows: number): Promise<void> {
  const file = createWriteStream(path);
  let state = 1;
  const random = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  file.write('{"type":"FeatureCollection","features":[\n');
  for (let row = 0; row < rows; row += 1) {
    const [x, y, size] = [122 + random() / 2, 37 + random() / 2, 0.0001];
    const ring = [
      [x, y],
      [x + size, y],
      [x + size, y + size],
      [x + size / 2, y + size * 1.2],
      [x, y + size],
      [x, y],
    ];
    const coordinates = [ring.map((position) => position.map((degrees) => Math.round(degrees * 1e7) / 1e7))];
    const properties = { name: `房屋${row}`, type: 'house', levels: 1 + (row % 6), address: `幸福街${row % 999}号` };
    const feature = JSON.stringify({ type: 'Feature', properties, geometry: { type: 'Polygon', coordinates } });
    if (!file.write(row === 0 ? feature : `,\n${feature}`)) await once(file, 'drain');
  }
  file.end(']}\n');
  await once(file, 'finish');
}

/** Seconds `ogr2ogr` takes, or null where it is not installed. */
async function runOgr(path: string, url: string): Promise<number | null> {
  const { hostname, port, username, password, pathname } = new URL(url);
  const parts = { host: decodeURIComponent(hostname), port, user: username, password, dbname: pathname.slice(1) };
  const words = Object.entries(parts)
    .filter(([, value]) => value !== '')
    .map(([key, value]) => `${key}='${value}'`);
  const began = performance.now();
  const command = spawn('ogr2ogr', ['-f', 'PostgreSQL', `PG:${words.join(' ')}`, path, '-nln', 'ogr_building'], {
    stdio: 'ignore',
  });
  const code = await new Promise<number | null>((resolve) => {
    command.on('error', () => resolve(null));
    command.on('close', resolve);
  });
  if (code !== null && code !== 0) throw new Error(`ogr2ogr ended with ${code}`);
  return code === null ? null : (performance.now() - began) / 1000;
}
