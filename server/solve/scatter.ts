import { movesPerPiece, piecesOf } from '../../shared/contiguity.ts';
import type { NeighbourGraph } from '../../shared/neighbours.ts';
import { type Nodes, rowsByLeaf } from './village.ts';

/** A move counts for two, so that what is a little worse than a move can be counted too. */
const costOfMove = 2;
const costOfPiece = costOfMove * movesPerPiece;

/**
 * What a move costs with the pieces it makes or saves, judged by the lanes as they are now, so that it adds up move by move.
 * Leaving a piece apart is worth a share of it, leaving a lane in two costs one, and so does going where nobody of the lane
 * lives next door; half a move when those who live in between are of the old lane and may come along.
 */
export function scatter(
  graph: NeighbourGraph,
  nodes: Pick<Nodes, 'leaves' | 'own'>,
): (row: number, leaf: number) => number {
  const { leaves, own } = nodes;
  const rows = rowsByLeaf(nodes);
  const ofLeaving = costsOfLeaving(graph, rows, own);
  const ofJoining = costsOfJoining(graph, rows, own);
  return (row, leaf) => {
    const joining = (graph.site[row] ?? -1) < 0 ? 0 : (ofJoining.get(row * leaves + leaf) ?? costOfPiece);
    return costOfMove + (ofLeaving[row] ?? 0) + joining;
  };
}

function costsOfLeaving(graph: NeighbourGraph, rows: readonly number[][], own: Int32Array): Float64Array {
  const costs = new Float64Array(own.length);
  for (const list of rows) {
    const [main, ...apart] = piecesOf(graph, list);
    for (const piece of apart) {
      for (const row of piece) costs[row] = -Math.floor(costOfPiece / piece.length);
    }
    for (const row of main ?? []) {
      const others = main?.filter((other) => other !== row) ?? [];
      if (piecesOf(graph, others).length > 1) costs[row] = costOfPiece;
    }
  }
  return costs;
}

/** By `row * leaves + leaf`: nothing for neighbours of the leaf, little for those of a lane that reach it one through another. */
function costsOfJoining(graph: NeighbourGraph, rows: readonly number[][], own: Int32Array): Map<number, number> {
  const costs = new Map<number, number>();
  const leavesAt = Array.from(graph.rowOfSite, () => new Set<number>());
  for (const [row, leaf] of own.entries()) if (leaf >= 0) leavesAt[graph.site[row] ?? -1]?.add(leaf);
  for (const [home, list] of [...rows, [...own.keys()].filter((row) => (own[row] ?? -1) < 0)].entries()) {
    const reached = new Map<number, number[]>();
    for (const row of list) {
      for (const leaf of leavesAround(graph, leavesAt, row)) {
        if (leaf === home) continue;
        costs.set(row * rows.length + leaf, 0);
        reached.set(leaf, [...(reached.get(leaf) ?? []), row]);
      }
    }
    for (const [leaf, first] of reached) {
      for (const piece of piecesOf(graph, list)) {
        if (!piece.some((row) => first.includes(row))) continue;
        for (const row of piece) if (!costs.has(row * rows.length + leaf)) costs.set(row * rows.length + leaf, 1);
      }
    }
  }
  return costs;
}

function leavesAround(graph: NeighbourGraph, leavesAt: readonly ReadonlySet<number>[], row: number): Set<number> {
  const site = graph.site[row] ?? -1;
  const around = new Set(leavesAt[site]);
  for (let at = graph.offsets[site] ?? 0; at < (graph.offsets[site + 1] ?? 0); at++) {
    for (const leaf of leavesAt[graph.targets[at] ?? -1] ?? []) around.add(leaf);
  }
  return around;
}
