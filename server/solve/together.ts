import { movesPerPiece, piecesOf } from '../../shared/contiguity.ts';
import type { NeighbourGraph } from '../../shared/neighbours.ts';
import { chainOf, type Nodes } from './village.ts';

type Step = { row: number; to: number };

/**
 * Betters a division by one or two moves at a time, as long as pieces and moves together become fewer: a piece counts for
 * `movesPerPiece` moves, and each change is judged by the lanes as it leaves them. Nothing goes further beyond limits.
 * `allowed` says by `(home + 1) * leaves + leaf` who may go where. `leaf` is changed in place; a row in none stays there.
 */
export function bringTogether(
  nodes: Nodes,
  allowed: Uint8Array,
  graph: NeighbourGraph,
  leaf: Int32Array,
  seconds: number,
): void {
  const until = performance.now() + seconds * 1000;
  const state = new Division(nodes, allowed, graph, leaf);
  let hasMoved = true;
  while (hasMoved) {
    hasMoved = false;
    for (const row of state.rowsAmiss()) {
      if (performance.now() > until) return;
      if (betterOnce(state, row)) hasMoved = true;
    }
  }
}

/** Makes the first change that starts with this row and betters the division. */
function betterOnce(state: Division, row: number): boolean {
  const from = state.leafOf(row);
  for (const to of state.waysOf(row)) {
    const first = { row, to };
    if (state.tryOut([first])) return true;
    for (const other of state.membersOf(to)) {
      for (const onward of new Set([from, ...state.waysOf(other)])) {
        if (onward !== to && state.tryOut([first, { row: other, to: onward }])) return true;
      }
    }
    for (const other of state.around(from)) {
      if (state.leafOf(other) !== to && state.tryOut([first, { row: other, to: from }])) return true;
    }
  }
  return false;
}

/** Whether so many pieces less are worth so many moves more: at even worth the pieces count. */
function isWorth(saved: number, moved: number): boolean {
  return moved < movesPerPiece * saved || (moved === movesPerPiece * saved && saved > 0);
}

class Division {
  readonly #nodes: Nodes;
  readonly #allowed: Uint8Array;
  readonly #graph: NeighbourGraph;
  readonly #leaf: Int32Array;
  readonly #members: Set<number>[];
  /** By leaf: the pieces besides the largest. */
  readonly #apart: Int32Array;
  readonly #count: Int32Array;
  readonly #rowsOfSite: number[][];

  constructor(nodes: Nodes, allowed: Uint8Array, graph: NeighbourGraph, leaf: Int32Array) {
    this.#nodes = nodes;
    this.#allowed = allowed;
    this.#graph = graph;
    this.#leaf = leaf;
    this.#members = Array.from({ length: nodes.leaves }, () => new Set<number>());
    this.#rowsOfSite = Array.from(graph.rowOfSite, () => []);
    this.#count = new Int32Array(nodes.parent.length);
    for (const [row, at] of leaf.entries()) {
      this.#members[at]?.add(row);
      this.#rowsOfSite[graph.site[row] ?? -1]?.push(row);
      for (const node of chainOf(nodes.parent, at)) this.#count[node] = (this.#count[node] ?? 0) + 1;
    }
    this.#apart = Int32Array.from(this.#members.keys(), (at) => this.#piecesApart(at));
  }

  leafOf(row: number): number {
    return this.#leaf[row] ?? -1;
  }

  membersOf(leaf: number): number[] {
    return [...(this.#members[leaf] ?? [])];
  }

  /** Rows that were moved, or are not with most of their lane. */
  rowsAmiss(): number[] {
    const apart = this.#members.flatMap((rows) =>
      piecesOf(this.#graph, [...rows])
        .slice(1)
        .flat(),
    );
    const moved = [...this.#leaf.keys()].filter((row) => this.leafOf(row) !== this.#nodes.own[row]);
    return [...new Set([...apart, ...moved])];
  }

  /** Where a row could go: the lanes next door, and home. */
  waysOf(row: number): number[] {
    const from = this.leafOf(row);
    const home = this.#nodes.own[row] ?? -1;
    const near = this.#next(row).map((other) => this.leafOf(other));
    return [...new Set([home, ...near])].filter((to) => to >= 0 && to !== from);
  }

  /** Rows of other lanes next door to those of a lane. */
  around(leaf: number): number[] {
    const next = this.membersOf(leaf).flatMap((row) => this.#next(row));
    return [...new Set(next)].filter((row) => this.leafOf(row) !== leaf && this.waysOf(row).includes(leaf));
  }

  /** Makes the steps if they better the division; else nothing. */
  tryOut(steps: readonly Step[]): boolean {
    if (!steps.every((step) => this.#isAllowed(step))) return false;
    const before = steps.map(({ row }) => ({ row, to: this.leafOf(row) }));
    const moved = this.#movesOf(steps) - this.#movesOf(before);
    const touched = [...new Set([...steps, ...before].map(({ to }) => to))];
    const most = touched.reduce((sum, leaf) => sum + (this.#apart[leaf] ?? 0), 0);
    if (!isWorth(most, moved)) return false;
    const beyond = this.#beyond(touched);
    this.#make(steps);
    if (this.#beyond(touched) <= beyond) {
      const apart = touched.map((leaf) => this.#piecesApart(leaf));
      if (isWorth(most - apart.reduce((sum, pieces) => sum + pieces, 0), moved)) {
        for (const [at, leaf] of touched.entries()) this.#apart[leaf] = apart[at] ?? 0;
        return true;
      }
    }
    this.#make(before);
    return false;
  }

  #next(row: number): number[] {
    const site = this.#graph.site[row] ?? -1;
    const { offsets, targets } = this.#graph;
    return [site, ...targets.subarray(offsets[site] ?? 0, offsets[site + 1] ?? 0)].flatMap(
      (at) => this.#rowsOfSite[at] ?? [],
    );
  }

  #isAllowed({ row, to }: Step): boolean {
    return this.leafOf(row) >= 0 && this.#allowed[((this.#nodes.own[row] ?? -1) + 1) * this.#nodes.leaves + to] === 1;
  }

  #movesOf(steps: readonly Step[]): number {
    return steps.filter(({ row, to }) => to !== this.#nodes.own[row]).length;
  }

  #piecesApart(leaf: number): number {
    return Math.max(0, piecesOf(this.#graph, this.membersOf(leaf)).length - 1);
  }

  #beyond(leaves: readonly number[]): number {
    const { parent, lower, upper } = this.#nodes;
    const touched = new Set(leaves.flatMap((leaf) => chainOf(parent, leaf)));
    let beyond = 0;
    for (const node of touched) {
      const count = this.#count[node] ?? 0;
      beyond += Math.max(0, (lower[node] ?? 0) - count, count - (upper[node] ?? 0));
    }
    return beyond;
  }

  #make(steps: readonly Step[]): void {
    const { parent } = this.#nodes;
    for (const { row, to } of steps) {
      const from = this.leafOf(row);
      this.#members[from]?.delete(row);
      this.#members[to]?.add(row);
      for (const node of chainOf(parent, from)) this.#count[node] = (this.#count[node] ?? 0) - 1;
      for (const node of chainOf(parent, to)) this.#count[node] = (this.#count[node] ?? 0) + 1;
      this.#leaf[row] = to;
    }
  }
}
