import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import type { ImportReport, TableReport } from '../../geodata/import/report.ts';
import type { Database } from '../../server/db/connect.ts';

/** Directory of real map files that are not part of the project; tests on them are skipped where it is not set. */
export const geodata = process.env.CUNTU_GEODATA ?? '';

export function fixture(name: string): string {
  return fileURLToPath(new URL(`../fixtures/import/${name}`, import.meta.url));
}

/** A directory for files made by a test; `remove` deletes it. */
export function scratch(): {
  file(name: string, content: string | Uint8Array): string;
  path(name: string): string;
  remove(): void;
} {
  const directory = mkdtempSync(join(tmpdir(), 'cuntu-test-'));
  const path = (name: string) => join(directory, name);
  const file = (name: string, content: string | Uint8Array) => {
    writeFileSync(path(name), content);
    return path(name);
  };
  return { file, path, remove: () => rmSync(directory, { recursive: true, force: true }) };
}

const tables = [
  'area',
  'zone_level',
  'zone',
  'street',
  'building',
  'landform',
  'place',
  'household',
  'person',
  'hazard',
  'change',
  'import_run',
  'county_sequence',
  'layer_version',
];

/** A fingerprint of every row of every table an import writes to. */
export async function fingerprintOf(database: Database): Promise<Record<string, string>> {
  const result: Record<string, string> = {};
  for (const table of tables) {
    const [row] = await database.execute<{ print: string }>(
      sql.raw(
        `select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as print from ${table} t`,
      ),
    );
    result[table] = row?.print ?? '';
  }
  return result;
}

/** What the report says of a table, without zeros: counts, and how many for each reason. */
export function outcome(report: ImportReport, table: string): Record<string, unknown> {
  const counts: TableReport | undefined = report.tables[table];
  if (!counts) return {};
  const tally = (entries: TableReport['rejected']) =>
    Object.fromEntries(Object.entries(entries).map(([reason, { count }]) => [reason, count]));
  const { read, new: added, updated, unchanged } = counts;
  const numbers = Object.fromEntries(
    Object.entries({ read, new: added, updated, unchanged }).filter(([, count]) => count > 0),
  );
  const repaired = tally(counts.repaired);
  const rejected = tally(counts.rejected);
  return {
    ...numbers,
    ...(Object.keys(repaired).length > 0 ? { repaired } : {}),
    ...(Object.keys(rejected).length > 0 ? { rejected } : {}),
  };
}

export async function rowsOf(database: Database, statement: string): Promise<Record<string, unknown>[]> {
  return [...(await database.execute<Record<string, unknown>>(sql.raw(statement)))];
}
