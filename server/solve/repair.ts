import { piecesOf } from '../../shared/contiguity.ts';
import type { Move } from '../../shared/move.ts';
import { type NeighbourGraph, neighbourGraph } from '../../shared/neighbours.ts';
import type { RepairResult, SuggestedMove } from '../../shared/suggest.ts';
import { highs } from './highs.ts';
import { type NestedProblem, type NestedSolution, solveNested } from './nested.ts';
import { beyondBounds, loadsOf, reasonsOf, shortfallsOf } from './reasons.ts';
import { scatter } from './scatter.ts';
import { bringTogether } from './together.ts';
import { crossesLock, type Nodes, nodesOf, rowsByLeaf, unknownWay, type Village, waysToLeaves } from './village.ts';

export type RepairTask = Village & {
  /** Weighs moves against the pieces of lanes: one piece less is worth `movesPerPiece` more moves. */
  keepTogether: boolean;
};

/** Seconds at most for bringing lanes together, which seldom takes half of one, and more only on a machine with no time. */
const polish = 10;

/**
 * The fewest moves of households, and among these the shortest ways, that give every household a lane and bring every
 * zone at every level within its limits. Locked zones gain and lose nothing. A way is counted in whole decimetres to the
 * nearest door of the lane as it is now. Households in no lane whose position is unknown are left alone. Homes and shops
 * count alike. The limits are kept exactly or, when that cannot be, missed by as few households as can be; that holds
 * where lanes are kept together, too, at the price of some more moves.
 */
export async function repair(task: RepairTask, seconds: number): Promise<RepairResult> {
  const until = performance.now() + seconds * 1000;
  const nodes = nodesOf(task);
  const ways = waysToLeaves(task, nodes);
  const items = itemsOf(task, nodes);
  const graph = task.keepTogether ? neighbourGraph(task.households.lng, task.households.lat) : null;
  const problem = problemOf(nodes, ways, items, graph);
  const solution = items.length === 0 ? nothing() : solveNested(await highs(), problem, seconds);
  const left = leftAlone(task, nodes, items);
  if (!solution) return { status: 'stopped', moves: [], shortfalls: [], metres: 0, left, together: null };
  const after = nodes.own.slice();
  for (const [item, row] of items.entries()) after[row] = solution.leaf[item] ?? -1;
  if (graph) bringTogether(nodes, problem.allowed, graph, after, Math.min(polish, (until - performance.now()) / 1000));
  const moves = movesOf(task, nodes, ways, after, graph);
  const shortfalls = shortfallsOf(nodes, beyondBounds(nodes, after), loadsOf({ parent: nodes.parent, own: after }));
  return {
    status: shortfalls.length === 0 ? 'optimal' : 'infeasible',
    moves,
    shortfalls,
    metres: moves.reduce((sum, { metres }) => sum + (metres ?? 0), 0),
    left,
    together: graph && {
      fewest: solution.least,
      apartBefore: apartIn(graph, nodes, nodes.own),
      apart: apartIn(graph, nodes, after),
    },
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

function problemOf(nodes: Nodes, ways: Float64Array, items: Int32Array, graph: NeighbourGraph | null): NestedProblem {
  const { leaves, own } = nodes;
  const fine = new Float64Array(items.length * leaves);
  const apart = graph && new Float64Array(items.length * leaves);
  const costOf = graph ? scatter(graph, nodes) : () => 0;
  for (const [item, row] of items.entries()) {
    for (let leaf = 0; leaf < leaves; leaf++) {
      if (leaf === own[row]) continue;
      const way = ways[row * leaves + leaf] ?? Number.NaN;
      fine[item * leaves + leaf] = Number.isNaN(way) ? unknownWay : way;
      if (apart) apart[item * leaves + leaf] = costOf(row, leaf);
    }
  }
  // The households of a lane are alike until it comes to their ways, and so are those of none.
  const group = Int32Array.from(items, (row) => (own[row] ?? -1) + 1);
  const allowed = Uint8Array.from({ length: (leaves + 1) * leaves }, (_, arc) => {
    const [home, leaf] = [Math.floor(arc / leaves) - 1, arc % leaves];
    return home === leaf || !crossesLock(nodes, home, leaf) ? 1 : 0;
  });
  const coarse = Float64Array.from(allowed, (_, arc) => (Math.floor(arc / leaves) - 1 === arc % leaves ? 0 : 1));
  return { ...nodes, group, allowed, coarse, fine, apart };
}

/** What is done when nobody can be moved. */
function nothing(): NestedSolution {
  return { leaf: new Int32Array(0), least: 0 };
}

function movesOf(
  { households }: RepairTask,
  nodes: Nodes,
  ways: Float64Array,
  after: Int32Array,
  graph: NeighbourGraph | null,
): SuggestedMove[] {
  const { own, leaves } = nodes;
  const moved = [...own.keys()].filter((row) => own[row] !== after[row]);
  const reasons = reasonsOf(nodes, loadsOf(nodes), new Set(moved.map((row) => own[row] ?? -1)));
  const apart = new Set(graph ? rowsApart(graph, rowsByLeaf({ leaves, own })) : []);
  return moved.map((row) => {
    const [from, to] = [own[row] ?? -1, after[row] ?? 0];
    const way = ways[row * leaves + to] ?? Number.NaN;
    const reason = reasons(from, to);
    const holderId = nodes.zones[from]?.id ?? 0;
    const move: Move = {
      slot: 'lane',
      id: households.id[row] ?? 0,
      from: households.lane[row] || null,
      to: nodes.zones[to]?.id ?? 0,
    };
    return {
      move,
      reason: reason.kind === 'passOn' && apart.has(row) ? { kind: 'apart', holderId } : reason,
      metres: Number.isNaN(way) ? null : way / 10,
    };
  });
}

function apartIn(graph: NeighbourGraph, { leaves }: Nodes, own: Int32Array): number {
  return rowsByLeaf({ leaves, own }).reduce((sum, rows) => sum + Math.max(0, piecesOf(graph, rows).length - 1), 0);
}

function rowsApart(graph: NeighbourGraph, rows: readonly number[][]): number[] {
  return rows.flatMap((list) => piecesOf(graph, list).slice(1).flat());
}
