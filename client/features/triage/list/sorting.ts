import type { ColumnsOf } from '../../../../shared/columns.ts';
import type { HazardSort } from '../../../../shared/hazardFilter.ts';

type Hazards = Pick<ColumnsOf<'hazard'>, 'id' | 'severity' | 'reportedOn' | 'dueOn' | 'lastStepOn' | 'number'>;

const last = Number.POSITIVE_INFINITY;

/**
 * All rows in the order of a list: as the server put their ids, which is that of the exports; what it has not told of yet
 * as well as the rows themselves tell, without a value last and equal ones by id, as the server does. Worked out once and
 * not for every filter.
 */
export function rowOrder(
  hazards: Hazards,
  sort: HazardSort,
  descending: boolean,
  order: ReadonlyMap<number, number>,
): Int32Array {
  const idOf = (row: number) => hazards.id[row] ?? 0;
  const places = Float64Array.from(hazards.id, (id) => order.get(id) ?? last);
  const keys = Array.from(hazards.id, (_, row) => keyOf(hazards, sort, row));
  return Int32Array.from(hazards.id, (_, row) => row).sort((one, other) => {
    const [here, there] = [places[one] ?? last, places[other] ?? last];
    if (here !== there) return here - there;
    const [a, b] = [keys[one] ?? null, keys[other] ?? null];
    if (a === b) return idOf(one) - idOf(other);
    if (a === null || b === null) return a === null ? 1 : -1;
    return a < b === descending ? 1 : -1;
  });
}

/** The rows that pass, in that order. */
export function rowsInOrder(order: Int32Array, passes: Uint8Array): number[] {
  const rows: number[] = [];
  for (const row of order) if (passes[row] === 1) rows.push(row);
  return rows;
}

function keyOf(hazards: Hazards, sort: HazardSort, row: number): number | string | null {
  switch (sort) {
    case 'urgency':
      return null;
    case 'due':
      return hazards.dueOn[row] || null;
    case 'reported':
      return hazards.reportedOn[row] ?? null;
    case 'severity':
      return hazards.severity[row] ?? null;
    case 'number':
      return hazards.number[row] ?? null;
    case 'updated':
      return hazards.lastStepOn[row] ?? null;
  }
}
