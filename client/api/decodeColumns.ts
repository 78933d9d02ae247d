import { tableFromIPC } from '@uwdata/flechette';
import { type ColumnSet, type ColumnsOf, type ColumnType, columnSets, columnsSeqKey } from '../../shared/columns.ts';

/** A set's columns and the county's sequence number they are of. */
export type ColumnsAt<Set extends ColumnSet> = { seq: number; columns: ColumnsOf<Set> };

type AnyColumn = Float64Array | Int32Array | Int16Array | string[];

const emptyColumn: Record<ColumnType, () => AnyColumn> = {
  float64: () => new Float64Array(0),
  int32: () => new Int32Array(0),
  int16: () => new Int16Array(0),
  utf8: () => [],
};

/**
 * Columns of an Arrow stream as the server writes it.
 * @throws {Error} naming the column that is missing or of another type than the contract says
 */
export function decodeColumns<Set extends ColumnSet>(set: Set, bytes: Uint8Array): ColumnsAt<Set> {
  const table = tableFromIPC(bytes);
  const columns = mapColumns(set, (name, type) => {
    if (table.numRows === 0) return emptyColumn[type]();
    const values: unknown = table.getChild(name)?.toArray();
    if (!hasType(values, type)) throw new Error(`Column ${set}.${name} is not ${type}`);
    return values;
  });
  return { seq: Number(table.schema.metadata?.get(columnsSeqKey) ?? 0), columns };
}

/** A set without rows: what there is to see for a role that has no right to any. The same arrays every time. */
export function noColumns<Set extends ColumnSet>(set: Set): ColumnsOf<Set> {
  const known = empties.get(set);
  if (known) return known as ColumnsOf<Set>;
  const columns = mapColumns(set, (_name, type) => emptyColumn[type]());
  empties.set(set, columns);
  return columns;
}
const empties = new Map<ColumnSet, ColumnsOf<ColumnSet>>();

/**
 * The rows of `held` brought up to date by `changed`: rows of the same id are replaced, new ones added, ended ones dropped.
 * Neither argument is altered.
 */
export function mergeColumns<Set extends ColumnSet>(
  set: Set,
  held: ColumnsOf<Set>,
  changed: ColumnsOf<Set>,
): ColumnsOf<Set> {
  const replaced = new globalThis.Set<number>(changed.id);
  const heldRows = rowsWhere(held.id.length, (row) => !replaced.has(held.id[row] ?? 0));
  const heldColumns: Record<string, AnyColumn> = held;
  const changedColumns: Record<string, AnyColumn> = changed;
  const changedRows = rowsWhere(changed.id.length, (row) => changedColumns.ended?.[row] !== 1);
  return mapColumns(set, (name, type) =>
    joinColumn(type, heldColumns[name], heldRows, changedColumns[name], changedRows),
  );
}

function joinColumn(
  type: ColumnType,
  one: AnyColumn = [],
  oneRows: readonly number[],
  other: AnyColumn = [],
  otherRows: readonly number[],
): AnyColumn {
  if (type === 'utf8') {
    return [...oneRows.map((row) => String(one[row])), ...otherRows.map((row) => String(other[row]))];
  }
  const length = oneRows.length + otherRows.length;
  const joined =
    type === 'float64' ? new Float64Array(length) : type === 'int32' ? new Int32Array(length) : new Int16Array(length);
  oneRows.forEach((row, index) => {
    joined[index] = Number(one[row]);
  });
  otherRows.forEach((row, index) => {
    joined[oneRows.length + index] = Number(other[row]);
  });
  return joined;
}

/** Builds every column of a set; the checked boundary where arrays get the set's type. */
function mapColumns<Set extends ColumnSet>(
  set: Set,
  build: (name: string, type: ColumnType) => AnyColumn,
): ColumnsOf<Set> {
  const entries = Object.entries(columnSets[set]).map(([name, type]) => {
    const column = build(name, type);
    if (!hasType(column, type)) throw new Error(`Column ${set}.${name} is not ${type}`);
    return [name, column] as const;
  });
  return Object.fromEntries(entries) as ColumnsOf<Set>;
}

function hasType(values: unknown, type: ColumnType): values is AnyColumn {
  switch (type) {
    case 'float64':
      return values instanceof Float64Array;
    case 'int32':
      return values instanceof Int32Array;
    case 'int16':
      return values instanceof Int16Array;
    case 'utf8':
      return Array.isArray(values);
  }
}

function rowsWhere(length: number, test: (row: number) => boolean): number[] {
  const rows: number[] = [];
  for (let row = 0; row < length; row += 1) if (test(row)) rows.push(row);
  return rows;
}
