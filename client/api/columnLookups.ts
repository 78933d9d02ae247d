import KDBush from 'kdbush';

type WithId = { id: Int32Array };
type Located = { lng: Float64Array; lat: Float64Array };

const rowByIdCache = new WeakMap<Int32Array, Map<number, number>>();
const rowsByValueCache = new WeakMap<Int32Array, Map<number, number[]>>();
const pointIndexCache = new WeakMap<Float64Array, PointIndex>();

/** Row of each id; built once for given columns. */
export function rowById(columns: WithId): ReadonlyMap<number, number> {
  const known = rowByIdCache.get(columns.id);
  if (known) return known;
  const rows = new Map<number, number>();
  columns.id.forEach((id, row) => {
    rows.set(id, row);
  });
  rowByIdCache.set(columns.id, rows);
  return rows;
}

/**
 * Rows that hold each value of a column: `rowsByValue(keyPersons.household)` gives a household's key people,
 * `rowsByValue(households.lane)` a lane's households. Built once for a given column.
 */
export function rowsByValue(column: Int32Array): ReadonlyMap<number, readonly number[]> {
  const known = rowsByValueCache.get(column);
  if (known) return known;
  const rows = new Map<number, number[]>();
  column.forEach((value, row) => {
    const list = rows.get(value);
    if (list) list.push(row);
    else rows.set(value, [row]);
  });
  rowsByValueCache.set(column, rows);
  return rows;
}

/** A spatial index over the rows that have a position. */
export type PointIndex = { tree: KDBush; rows: Int32Array };

/** Index of the positions of columns, in degrees; built once for given columns, on first use. */
export function pointIndex(columns: Located): PointIndex {
  const known = pointIndexCache.get(columns.lng);
  if (known) return known;
  const located: number[] = [];
  columns.lng.forEach((lng, row) => {
    if (!Number.isNaN(lng)) located.push(row);
  });
  const tree = new KDBush(located.length);
  for (const row of located) tree.add(columns.lng[row] ?? 0, columns.lat[row] ?? 0);
  tree.finish();
  const index = { tree, rows: Int32Array.from(located) };
  pointIndexCache.set(columns.lng, index);
  return index;
}

/** Rows inside a rectangle, in no order; degrees. */
export function rowsInside(columns: Located, west: number, south: number, east: number, north: number): number[] {
  const { tree, rows } = pointIndex(columns);
  return tree.range(west, south, east, north).map((position) => rows[position] ?? 0);
}
