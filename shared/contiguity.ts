import type { NeighbourGraph } from './neighbours.ts';

/** A part of a zone whose households reach each other from door to door; rows in the order they were given. */
export type Piece = number[];

/** How many more moves one piece less is worth, where lanes are to be kept together. */
export const movesPerPiece = 2;

/**
 * The pieces of some households by the neighbour graph, the largest first. No piece is the main one: which of them is
 * out of place is for people to say. Households without a position are in no piece.
 */
export function piecesOf(graph: NeighbourGraph, rows: readonly number[]): Piece[] {
  const atSite = new Map<number, number[]>();
  for (const row of rows) {
    const site = graph.site[row] ?? -1;
    if (site < 0) continue;
    const there = atSite.get(site);
    if (there) there.push(row);
    else atSite.set(site, [row]);
  }
  const order = new Map(rows.map((row, at) => [row, at]));
  const seen = new Set<number>();
  const pieces: Piece[] = [];
  for (const site of atSite.keys()) {
    if (seen.has(site)) continue;
    const piece = sitesFrom(graph, site, atSite, seen).flatMap((reached) => atSite.get(reached) ?? []);
    pieces.push(piece.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0)));
  }
  return pieces.sort((a, b) => b.length - a.length || (order.get(a[0] ?? 0) ?? 0) - (order.get(b[0] ?? 0) ?? 0));
}

function sitesFrom(
  { offsets, targets }: NeighbourGraph,
  start: number,
  within: ReadonlyMap<number, unknown>,
  seen: Set<number>,
): number[] {
  const reached = [start];
  seen.add(start);
  for (const site of reached) {
    for (let at = offsets[site] ?? 0; at < (offsets[site + 1] ?? 0); at++) {
      const target = targets[at] ?? 0;
      if (!within.has(target) || seen.has(target)) continue;
      seen.add(target);
      reached.push(target);
    }
  }
  return reached;
}
