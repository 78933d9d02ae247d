import { piecesOf } from '../../../../shared/contiguity.ts';
import type { NeighbourGraph } from '../../../../shared/neighbours.ts';
import { rowsByValue } from '../../../api/columnLookups.ts';
import { type Register, zoneWithInner } from '../../../map/visible.ts';
import { metresApart } from '../select/targets.ts';

type Located = Pick<Register, 'household' | 'zones'>;

/** Rows of the households that a zone has today, those of the zones in it included. */
export function rowsToday({ household, zones }: Located, zoneId: number): number[] {
  const byLane = rowsByValue(household.lane);
  return [...zoneWithInner(zoneId, zones)].flatMap((id) => byLane.get(id) ?? []);
}

/** Metres between the doors of some households and of others that are nearest to each other; null when none has a position. */
export function doorsApart({ lng, lat }: Register['household'], some: readonly number[], others: readonly number[]) {
  let least = Number.POSITIVE_INFINITY;
  for (const one of some) {
    for (const other of others) {
      const metres = metresApart([lng[one] ?? 0, lat[one] ?? 0], [lng[other] ?? 0, lat[other] ?? 0]);
      if (metres < least) least = metres;
    }
  }
  return Number.isFinite(least) ? least : null;
}

/**
 * Into how many pieces that do not reach each other a merge would bring households of zones that are apart; null when
 * none of the zones is further from the others than its own pieces are.
 */
export function piecesOfMerge(graph: NeighbourGraph, parts: readonly (readonly number[])[]): number | null {
  const own = parts.map((rows) => piecesOf(graph, rows).length);
  const together = piecesOf(graph, parts.flat()).length;
  return together > Math.max(1, ...own) ? together : null;
}
