import type { Move } from '../../../../shared/move.ts';
import type { RepairResult, SuggestedMove } from '../../../../shared/suggest.ts';
import { highs } from './highs.ts';
import { type NestedProblem, type NestedSolution, solveNested } from './nested.ts';
import { loadsOf, reasonsOf, shortfallsOf } from './reasons.ts';
import { scatter } from './scatter.ts';
import { crossesLock, type Nodes, nodesOf, unknownWay, type Village, waysToLeaves } from './village.ts';

export type RepairTask = Village & {
  /** Counts a household that leaves its lane in pieces, or has no neighbour where it goes, as some metres more. */
  keepTogether: boolean;
};

/**
 * The fewest moves of households, and among these the shortest ways, that give every household a lane and bring every
 * zone at every level within its limits. Locked zones gain and lose nothing. A way is counted in whole decimetres to the
 * nearest door of the lane as it is now. Households in no lane whose position is unknown are left alone. Homes and shops
 * count alike. The limits are kept exactly or, when that cannot be, missed by as few households as can be.
 */
export async function repair(task: RepairTask, seconds: number): Promise<RepairResult> {
  const nodes = nodesOf(task);
  const ways = waysToLeaves(task, nodes);
  const items = itemsOf(task, nodes);
  const problem = problemOf(task, nodes, ways, items);
  const solution = items.length === 0 ? nothing(nodes) : solveNested(await highs(), problem, seconds);
  const left = leftAlone(task, nodes, items);
  if (!solution) return { status: 'stopped', moves: [], shortfalls: [], metres: 0, left };
  const moves = movesOf(task, nodes, ways, items, solution);
  const shortfalls = shortfallsOf(nodes, solution.beyond);
  return {
    status: shortfalls.length === 0 ? 'optimal' : 'infeasible',
    moves,
    shortfalls,
    metres: moves.reduce((sum, { metres }) => sum + (metres ?? 0), 0),
    left,
  };
}

/** Rows of the households that are placed: all but those nobody can place, and those no open lane takes. */
function itemsOf({ households }: RepairTask, nodes: Nodes): Int32Array {
  const someOpen = Array.from({ length: nodes.leaves }, (_, leaf) => leaf).some(
    (leaf) => !crossesLock(nodes, -1, leaf),
  );
  return Int32Array.from(households.id.keys()).filter(
    (row) => (nodes.own[row] ?? -1) >= 0 || (someOpen && !Number.isNaN(households.lng[row] ?? Number.NaN)),
  );
}

function leftAlone({ households }: RepairTask, nodes: Nodes, items: Int32Array): number[] {
  const taken = new Set(items);
  return Array.from(households.id).filter((_, row) => (nodes.own[row] ?? -1) < 0 && !taken.has(row));
}

function problemOf(task: RepairTask, nodes: Nodes, ways: Float64Array, items: Int32Array): NestedProblem {
  const { leaves, own } = nodes;
  const scattered = task.keepTogether ? scatter(task.households, nodes) : () => 0;
  const fine = new Float64Array(items.length * leaves);
  for (const [item, row] of items.entries()) {
    for (let leaf = 0; leaf < leaves; leaf++) {
      if (leaf === own[row]) continue;
      const way = ways[row * leaves + leaf] ?? Number.NaN;
      fine[item * leaves + leaf] = (Number.isNaN(way) ? unknownWay : way) + scattered(row, leaf);
    }
  }
  // The households of a lane are alike until it comes to their ways, and so are those of none.
  const group = Int32Array.from(items, (row) => (own[row] ?? -1) + 1);
  const allowed = Uint8Array.from({ length: (leaves + 1) * leaves }, (_, arc) => {
    const [home, leaf] = [Math.floor(arc / leaves) - 1, arc % leaves];
    return home === leaf || !crossesLock(nodes, home, leaf) ? 1 : 0;
  });
  const coarse = Float64Array.from(allowed, (_, arc) => (Math.floor(arc / leaves) - 1 === arc % leaves ? 0 : 1));
  return { ...nodes, group, allowed, coarse, fine };
}

/** What is done when nobody can be moved. */
function nothing({ parent, lower }: Nodes): NestedSolution {
  return { leaf: new Int32Array(0), beyond: Int32Array.from(parent, (_, node) => -(lower[node] ?? 0)) };
}

function movesOf(
  { households }: RepairTask,
  nodes: Nodes,
  ways: Float64Array,
  items: Int32Array,
  { leaf }: NestedSolution,
): SuggestedMove[] {
  const moved = [...items.keys()].filter((item) => leaf[item] !== nodes.own[items[item] ?? 0]);
  const reasons = reasonsOf(nodes, loadsOf(nodes), new Set(moved.map((item) => nodes.own[items[item] ?? 0] ?? -1)));
  return moved.map((item) => {
    const row = items[item] ?? 0;
    const [from, to] = [nodes.own[row] ?? -1, leaf[item] ?? 0];
    const way = ways[row * nodes.leaves + to] ?? Number.NaN;
    const move: Move = {
      slot: 'lane',
      id: households.id[row] ?? 0,
      from: households.lane[row] || null,
      to: nodes.zones[to]?.id ?? 0,
    };
    return { move, reason: reasons(from, to), metres: Number.isNaN(way) ? null : way / 10 };
  });
}
