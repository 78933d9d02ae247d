import { type SQL, sql } from 'drizzle-orm';
import { type ColumnSet, type ColumnType, columnSets, columnTables } from '../../shared/columns.ts';
import { countyOf } from '../db/area.ts';
import type { SetRows } from './sets.ts';

/** Stands between the texts of a column; no register holds this control character. */
export const textSeparator = '\u001f';

const packed: Record<ColumnType, (column: SQL) => SQL> = {
  float64: (column) => sql`coalesce(string_agg(float8send(${column}), ''), '')`,
  int32: (column) => sql`coalesce(string_agg(int4send(${column}), ''), '')`,
  int16: (column) => sql`coalesce(string_agg(int2send(${column}), ''), '')`,
  utf8: (column) => sql`coalesce(string_agg(${column}, ${textSeparator}), '')`,
};
const sqlType: Record<ColumnType, SQL> = {
  float64: sql`float8`,
  int32: sql`integer`,
  int16: sql`smallint`,
  utf8: sql`text`,
};

/** Name and type of each column of a set, in the order they are sent. */
export function columnsOf(set: ColumnSet): [name: string, type: ColumnType][] {
  return Object.entries(columnSets[set]);
}

/**
 * One row with every column of the set as one value: numbers as big-endian bytes one after the other, texts joined by
 * the separator. The database packs them, so that no row ever becomes an object here.
 */
export function columnsStatement<Set extends ColumnSet>(set: Set, rows: SetRows<Set>): SQL {
  const expressions: Record<string, SQL> = rows.columns;
  const columns = columnsOf(set).map(([name, type]) => {
    const expression = expressions[name] ?? sql`null`;
    return {
      typed: sql`(${expression})::${sqlType[type]} as ${sql.identifier(name)}`,
      packed: sql`${packed[type](sql`packing.${sql.identifier(name)}`)} as ${sql.identifier(name)}`,
    };
  });
  const typed = columns.map((column) => column.typed);
  const values = columns.map((column) => column.packed);
  // The order is made once below the aggregates, which keep it: an `order by` in each would sort once per column.
  return sql`
    select ${sql.join(values, sql`, `)}
    from (
      select ${sql.join(typed, sql`, `)}
      from ${rows.from}
      where ${rows.where}
      order by 1
    ) packing`;
}

/** The county's sequence number, and that of the last write to any table of the set. */
export function versionStatement(set: ColumnSet, areaCode: string): SQL {
  const county = countyOf(areaCode);
  return sql`
    select
      coalesce((select seq from county_sequence where county_code = ${county}), 0)::float8 as seq,
      coalesce((select max(seq) from layer_version where county_code = ${county} and layer in ${[...columnTables[set]]}), 0)::float8 as version`;
}
