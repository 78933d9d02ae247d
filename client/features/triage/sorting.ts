import type { ColumnsOf } from '../../../shared/columns.ts';
import type { HazardSort } from '../../../shared/hazardFilter.ts';

type Hazards = Pick<ColumnsOf<'hazard'>, 'id' | 'severity' | 'reportedOn' | 'dueOn' | 'lastStepOn' | 'number'>;

const last = Number.POSITIVE_INFINITY;

/**
 * Rows in the order of a list: as the server put their ids, which is that of the exports; what it has not told of yet as
 * well as the rows themselves tell, without a value last and equal ones by id, as the server does.
 */
export function sortedRows(
  hazards: Hazards,
  rows: readonly number[],
  sort: HazardSort,
  descending: boolean,
  order: ReadonlyMap<number, number>,
): number[] {
  const idOf = (row: number) => hazards.id[row] ?? 0;
  const places = new Map(rows.map((row) => [row, order.get(idOf(row)) ?? last]));
  const keys = new Map(rows.map((row) => [row, keyOf(hazards, sort, row)]));
  return [...rows].sort((one, other) => {
    const [here, there] = [places.get(one) ?? last, places.get(other) ?? last];
    if (here !== there) return here - there;
    const [a, b] = [keys.get(one) ?? null, keys.get(other) ?? null];
    if (a === b) return idOf(one) - idOf(other);
    if (a === null || b === null) return a === null ? 1 : -1;
    return a < b === descending ? 1 : -1;
  });
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
