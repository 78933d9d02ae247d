import type { Highs } from 'highs';
import { bestFlow, type Flow, type Programme } from './programme.ts';
import { chainOf } from './village.ts';

/** Items that go to leaves one by one; leaves nest in nodes, which hold between `lower` and `upper` items. */
export type NestedProblem = {
  leaves: number;
  /** By node, the leaves first; -1 for an outermost one. */
  parent: Int32Array;
  lower: Float64Array;
  upper: Float64Array;
  /** Group by item. Those of a group may go the same ways and differ in the fine cost alone. */
  group: Int32Array;
  /** 1 for the leaves each group may go to, by `group * leaves + leaf`; it needs one. */
  allowed: Uint8Array;
  /** By group and leaf, in whole numbers. */
  coarse: Float64Array;
  /** By item and leaf, in whole numbers. */
  fine: Float64Array;
  /** By item and leaf, in whole numbers: counts instead of the coarse cost, or null. */
  apart: Float64Array | null;
};

export type NestedSolution = {
  /** Leaf by item. */
  leaf: Int32Array;
  /** The least coarse cost there can be. */
  least: number;
};

/** Leaves near an item that are looked at before any other. */
const nearest = 4;

/**
 * The best way to place items: the fewest beyond bounds, then by the coarse cost, then by the fine one; null when the
 * time was up. Items of a group are alike until the fine cost, so that the first two are settled between groups, which
 * is a small programme; the third then chooses among all that is best by these. With `apart` no two items are alike.
 */
export function solveNested(highs: Highs, problem: NestedProblem, seconds: number): NestedSolution | null {
  const began = performance.now();
  const groups = bestOfGroups(highs, problem, seconds);
  if (!groups) return null;
  const rest = seconds - (performance.now() - began) / 1000;
  const { items, leaf, programme, costs, first } = problem.apart
    ? wholeProgramme(problem, problem.apart, groups)
    : fineProgramme(problem, groups);
  if (items.length > 0) {
    const flow = bestFlow(highs, programme, costs, first, rest);
    if (!flow) return null;
    for (const arc of flow.arcs.keys()) {
      leaf[items[Math.floor(arc / problem.leaves)] ?? 0] = arc % problem.leaves;
    }
  }
  let least = 0;
  for (const [arc, count] of groups.arcs) least += count * (problem.coarse[arc] ?? 0);
  return { leaf, least };
}

function bestOfGroups(highs: Highs, problem: NestedProblem, seconds: number): Flow | null {
  const { leaves, parent, lower, upper, group, allowed, coarse } = problem;
  const supply = new Float64Array(allowed.length / leaves);
  for (const of of group) supply[of] = (supply[of] ?? 0) + 1;
  const slack = new Float64Array(2 * parent.length).fill(highs.infinity);
  const first = Array.from(allowed.keys()).filter((arc) => allowed[arc] === 1);
  return bestFlow(
    highs,
    { supply, leaves, parent, lower, upper, slack, open: allowed },
    [null, coarse],
    first,
    seconds,
  );
}

/** What is left to choose item by item, once it is known which ways the groups may go. */
function fineProgramme(problem: NestedProblem, { arcs, best }: Flow) {
  const { leaves, parent, group } = problem;
  const ways = waysOfGroups(best);
  const leaf = Int32Array.from(group, (of) => (ways[of]?.length === 1 ? (ways[of][0] ?? -1) : -1));
  const items = Int32Array.from(leaf.keys()).filter((item) => leaf[item] === -1);
  const [lower, upper] = [best.lower.slice(), best.upper.slice()];
  for (const settled of leaf) {
    for (const node of chainOf(parent, settled)) {
      lower[node] = (lower[node] ?? 0) - 1;
      upper[node] = (upper[node] ?? 0) - 1;
    }
  }
  const open = new Uint8Array(items.length * leaves);
  const cost = new Float64Array(items.length * leaves);
  const first: number[] = [];
  for (const [at, item] of items.entries()) {
    const to = ways[group[item] ?? 0] ?? [];
    for (const way of to) {
      open[at * leaves + way] = 1;
      cost[at * leaves + way] = problem.fine[item * leaves + way] ?? 0;
    }
    const near = to.map((way) => at * leaves + way).sort((a, b) => (cost[a] ?? 0) - (cost[b] ?? 0));
    first.push(...near.slice(0, nearest));
  }
  first.push(...someFlow(problem, arcs, ways, items, cost));
  const supply = new Float64Array(items.length).fill(1);
  const programme: Programme = { supply, leaves, parent, lower, upper, slack: best.slack, open };
  return { items, leaf, programme, costs: [cost], first };
}

/** All items one by one, from the flow of their groups, which holds as few beyond bounds as can be. */
function wholeProgramme(problem: NestedProblem, apart: Float64Array, { arcs, best }: Flow) {
  const { leaves, parent, lower, upper, group, allowed, fine } = problem;
  const items = Int32Array.from(group.keys());
  const ways = Array.from({ length: allowed.length / leaves }, (_, of) =>
    Array.from({ length: leaves }, (__, leaf) => leaf).filter((leaf) => allowed[of * leaves + leaf] === 1),
  );
  const open = new Uint8Array(items.length * leaves);
  for (const [item, of] of group.entries()) open.set(allowed.subarray(of * leaves, (of + 1) * leaves), item * leaves);
  const first = Array.from(items).flatMap((item) => {
    const near = (ways[group[item] ?? 0] ?? []).map((leaf) => item * leaves + leaf);
    near.sort((a, b) => (apart[a] ?? 0) - (apart[b] ?? 0) || (fine[a] ?? 0) - (fine[b] ?? 0));
    return near.slice(0, nearest);
  });
  first.push(...someFlow(problem, arcs, ways, items, fine));
  const supply = new Float64Array(items.length).fill(1);
  const programme: Programme = { supply, leaves, parent, lower, upper, slack: best.slack, open };
  return { items, leaf: new Int32Array(items.length).fill(-1), programme, costs: [null, apart, fine], first };
}

function waysOfGroups({ open, leaves, supply }: Programme): number[][] {
  return Array.from(supply, (_, group) =>
    Array.from({ length: leaves }, (__, leaf) => leaf).filter((leaf) => open[group * leaves + leaf] === 1),
  );
}

/** Arcs of the items that make up the flow of their groups, shorter ones first, so that there is one to begin with. */
function someFlow(
  { group, leaves }: NestedProblem,
  arcs: ReadonlyMap<number, number>,
  ways: readonly number[][],
  items: Int32Array,
  cost: Float64Array,
): number[] {
  const left = new Map(arcs);
  const candidates: { item: number; of: number; arc: number }[] = [];
  for (const [at, item] of items.entries()) {
    const own = group[item] ?? 0;
    for (const leaf of ways[own] ?? []) {
      const of = own * leaves + leaf;
      if (left.has(of)) candidates.push({ item, of, arc: at * leaves + leaf });
    }
  }
  candidates.sort((a, b) => (cost[a.arc] ?? 0) - (cost[b.arc] ?? 0));
  const taken = new Set<number>();
  const flow: number[] = [];
  for (const { item, of, arc } of candidates) {
    const rest = left.get(of) ?? 0;
    if (rest === 0 || taken.has(item)) continue;
    taken.add(item);
    left.set(of, rest - 1);
    flow.push(arc);
  }
  return flow;
}
