import { sql } from 'drizzle-orm';
import type { Tx } from '../../server/db/connect.ts';
import { copyRows } from '../../server/db/copy.ts';
import { columnNames, type StagedTable, specOf, stagedTables, stagingName } from './tables.ts';

export type StagedValue = string | number | boolean | Buffer | null;

/** A row on its way into the database; `feature` is its number in the file, `geometry` extended WKB in hexadecimal. */
export type StagedRow = {
  feature: number;
  /** What the report calls it, such as `way/123`; null for its number. */
  label: string | null;
  sourceKey: string;
  geometry: string | null;
  /** Name or code of the village, where the file says it. */
  village: string | null;
  values: Record<string, StagedValue>;
};

const bytesPerFlush = { copy: 4 << 20, insert: 1 << 20 };
const own = ['feature', 'label', 'source_key', 'geometry', 'village'];

/** Rows put aside in temporary tables of the transaction, by COPY where the database has it; several tables at a time. */
export class Stage {
  readonly #tx: Tx;
  readonly #copy: boolean;
  readonly #waiting = new Map<StagedTable, { rows: string[]; bytes: number }>();
  /** The batch on its way while the next is being read. */
  #sending: Promise<void> = Promise.resolve();

  constructor(tx: Tx, copy: boolean) {
    this.#tx = tx;
    this.#copy = copy;
  }

  /** `source` is a plain word; it is written into every row. */
  async open(tables: StagedTable[], source: 'osm' | 'file'): Promise<void> {
    for (const table of stagedTables.filter((known) => tables.includes(known))) {
      const { columns, helpers } = specOf(table);
      const given = Object.entries({ ...columns, ...helpers }).map(([name, type]) => `, ${name} ${type}`);
      // The village stands in two columns: as the file names it, and as the code found for it.
      await this.#tx.execute(
        sql.raw(`create temporary table ${stagingName(table)} (
          feature integer not null, label text, source_key text not null, geometry geometry(Geometry,4490), village text,
          source text not null default '${source}', county_code varchar(6) collate "C", village_code varchar(12) collate "C", target_id bigint${given.join('')}
        ) on commit drop`),
      );
    }
  }

  add(table: StagedTable, row: StagedRow): void {
    const spec = specOf(table);
    const values = [row.feature, row.label, plain(row.sourceKey), row.geometry, plain(row.village)];
    for (const column of columnNames(table)) values.push(plain(row.values[column] ?? null));
    const text = this.#copy ? copyLine(values) : JSON.stringify(values);
    const waiting = this.#waiting.get(table) ?? { rows: [], bytes: 0 };
    waiting.rows.push(text);
    waiting.bytes += text.length;
    this.#waiting.set(table, waiting);
    if (spec.shape === null && row.geometry !== null) throw new Error(`${table} has no geometry`);
  }

  /** Sends what is worth sending; to be called between batches, so that reading never runs far ahead of the database. */
  async drain(): Promise<void> {
    const limit = this.#copy ? bytesPerFlush.copy : bytesPerFlush.insert;
    for (const [table, waiting] of this.#waiting) if (waiting.bytes >= limit) await this.#send(table);
  }

  /** Sends the rest and waits for it. */
  async finish(): Promise<void> {
    for (const table of this.#waiting.keys()) await this.#send(table);
    await this.#sending;
  }

  async #send(table: StagedTable): Promise<void> {
    const rows = this.#waiting.get(table)?.rows ?? [];
    this.#waiting.delete(table);
    await this.#sending;
    if (rows.length === 0) return;
    this.#sending = this.#copy ? this.#copyRows(table, rows) : this.#insertRows(table, rows);
    // The failure is thrown by whoever awaits it next.
    this.#sending.catch(() => {});
  }

  #copyRows(table: StagedTable, rows: string[]): Promise<void> {
    return copyRows(this.#tx, stagingName(table), [...own, ...columnNames(table)], rows);
  }

  async #insertRows(table: StagedTable, rows: string[]): Promise<void> {
    const { columns, helpers } = specOf(table);
    const types: Record<string, string> = {
      feature: 'integer',
      label: 'text',
      source_key: 'text',
      geometry: 'geometry',
      village: 'text',
      ...columns,
      ...helpers,
    };
    const names = Object.keys(types);
    const picked = names.map((name, index) => `(r->>${index})::${types[name]}`);
    await this.#tx.execute(
      sql`insert into ${sql.raw(stagingName(table))} (${sql.raw(names.join(', '))})
        select ${sql.raw(picked.join(', '))}
        from json_array_elements(${`[${rows.join(',')}]`}::json) r`,
    );
  }
}

/** PostgreSQL texts cannot hold a zero byte. */
function plain(value: StagedValue): string | number | null {
  if (typeof value === 'boolean') return value ? 't' : 'f';
  if (Buffer.isBuffer(value)) return `\\x${value.toString('hex')}`;
  return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '') : value;
}

function copyLine(values: (string | number | null)[]): string {
  return `${values.map(copyValue).join('\t')}\n`;
}

const special = /[\\\t\n\r]/g;
const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function copyValue(value: string | number | null): string {
  if (value === null) return '\\N';
  if (typeof value === 'number') return String(value);
  return value.replace(special, (character) => escapes[character] ?? character);
}
