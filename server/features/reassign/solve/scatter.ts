import { piecesOf } from '../../../../shared/contiguity.ts';
import { neighbourGraph } from '../../../../shared/neighbours.ts';
import { type Nodes, type RepairHouseholds, rowsByLeaf } from './village.ts';

/** Decimetres that a household out of reach of its new lane, or a lane left in more pieces, is worth. */
const scatterWay = 2_000;

/**
 * How much a move scatters, in decimetres: once when nobody of the new lane is a neighbour, once when the old lane is
 * left in more pieces. Each is judged by the lanes as they are now, so that it adds up move by move.
 */
export function scatter(
  households: RepairHouseholds,
  { leaves, own }: Pick<Nodes, 'leaves' | 'own'>,
): (row: number, leaf: number) => number {
  const graph = neighbourGraph(households.lng, households.lat);
  const rows = rowsByLeaf({ leaves, own });
  const pieces = rows.map((list) => piecesOf(graph, list).length);
  const lanesAtSite = Array.from(graph.rowOfSite, () => new Set<number>());
  for (const [row, leaf] of own.entries()) lanesAtSite[graph.site[row] ?? -1]?.add(leaf);
  const ofLeaving = own.map((leaf, row) => {
    const others = rows[leaf]?.filter((other) => other !== row) ?? [];
    return leaf >= 0 && piecesOf(graph, others).length > (pieces[leaf] ?? 0) ? scatterWay : 0;
  });
  const hasNeighbour = (row: number, leaf: number) => {
    const site = graph.site[row] ?? -1;
    if (site < 0 || lanesAtSite[site]?.has(leaf)) return true;
    const targets = graph.targets.subarray(graph.offsets[site], graph.offsets[site + 1]);
    return targets.some((target) => lanesAtSite[target]?.has(leaf));
  };
  return (row, leaf) => (ofLeaving[row] ?? 0) + (hasNeighbour(row, leaf) ? 0 : scatterWay);
}
