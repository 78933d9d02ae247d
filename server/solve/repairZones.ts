import type { Highs, Model } from 'highs';
import type { RepairResult, SuggestedMove } from '../../shared/suggest.ts';
import { planeOf } from '../../shared/walking.ts';
import { highs } from './highs.ts';
import { minimiseInTurn } from './inTurn.ts';
import { loadsOf, reasonsOf, shortfallsOf } from './reasons.ts';
import { chainOf, crossesLock, type Nodes, nodesOf, unknownWay, type Village } from './village.ts';

export type RepairZonesTask = Village & {
  /** The level whose zones are moved, with all that is in them. */
  level: string;
};

/** A zone that may go to a node around it, with the households it takes along. */
type Arc = { node: number; to: number; moved: number; way: number };

/**
 * The fewest zones of a level to be moved, and among these the shortest ways, that bring the zones around them within
 * their limits; every zone of the level ends in one of the level around it. Since zones are moved whole, with all their
 * households, this is an integer programme. A way leads to the nearest door of the other zone, in whole decimetres.
 */
export async function repairZones(task: RepairZonesTask, seconds: number): Promise<RepairResult> {
  const nodes = nodesOf(task);
  const ordinal = task.levels.find(({ level }) => level === task.level)?.ordinal ?? 0;
  const moving = [...nodes.zones.keys()].filter((node) => nodes.ordinal[node] === ordinal);
  const around = [...nodes.zones.keys()].filter((node) => nodes.ordinal[node] === ordinal - 1);
  const load = loadsOf(nodes);
  const arcs = arcsOf(task, nodes, moving, around);
  const chosen = arcs.length === 0 ? [] : choose(await highs(), nodes, load, arcs, ordinal, seconds);
  if (!chosen) return { status: 'stopped', moves: [], shortfalls: [], metres: 0, left: [], together: null };
  const moves = movesOf(nodes, load, chosen);
  const held = loadAround(nodes, load, chosen);
  const isBottom = (node: number) => nodes.ordinal[node] === ordinal - 1;
  const shortfalls = shortfallsOf(nodes, beyondAround(nodes, held, ordinal), held, isBottom);
  const status = shortfalls.length === 0 ? 'optimal' : 'infeasible';
  const metres = moves.reduce((sum, move) => sum + (move.metres ?? 0), 0);
  return { status, moves, shortfalls, metres, left: [], together: null };
}

function arcsOf(task: RepairZonesTask, nodes: Nodes, moving: number[], around: number[]): Arc[] {
  const ways = waysBetween(task, nodes, moving, around);
  return moving.flatMap((node, at) => {
    const home = nodes.parent[node] ?? -1;
    const held = nodes.zones[node]?.locked === true;
    return around.flatMap((to, column): Arc[] => {
      if (to === home) return [{ node, to, moved: 0, way: 0 }];
      if (held || crossesLock(nodes, home, to)) return [];
      return [{ node, to, moved: 1, way: ways[at * around.length + column] ?? unknownWay }];
    });
  });
}

/** Decimetres between the nearest two doors of each moving zone and each zone around, by `moving * around + around`. */
function waysBetween({ households }: Village, nodes: Nodes, moving: number[], around: number[]): Float64Array {
  const { x, y } = planeOf(households.lng, households.lat);
  const within = (list: number[]) =>
    Int32Array.from(nodes.own, (leaf) => list.findIndex((node) => chainOf(nodes.parent, leaf).includes(node)));
  const [inner, outer] = [within(moving), within(around)];
  const ways = new Float64Array(moving.length * around.length).fill(Number.POSITIVE_INFINITY);
  for (let one = 0; one < x.length; one++) {
    for (let other = 0; other < x.length; other++) {
      const [from, to] = [inner[one] ?? -1, outer[other] ?? -1];
      if (from < 0 || to < 0 || inner[other] === from) continue;
      const at = from * around.length + to;
      const squared = ((x[one] ?? 0) - (x[other] ?? 0)) ** 2 + ((y[one] ?? 0) - (y[other] ?? 0)) ** 2;
      if (squared < (ways[at] ?? 0)) ways[at] = squared;
    }
  }
  return ways.map((squared) =>
    squared === Number.POSITIVE_INFINITY ? unknownWay : Math.round(Math.sqrt(squared) * 10),
  );
}

/** The arcs of the best plan, one for every zone that has any; null when the time was up. */
function choose(
  solver: Highs,
  nodes: Nodes,
  load: Int32Array,
  arcs: Arc[],
  ordinal: number,
  seconds: number,
): Arc[] | null {
  const model = solver.createModel();
  try {
    model.options.set({ output_flag: false, time_limit: seconds, mip_rel_gap: 0, mip_abs_gap: 0.5 });
    const slacks = buildModel(solver, model, nodes, load, arcs, ordinal);
    const columns = arcs.length + slacks;
    const objectives = [
      Float64Array.from({ length: columns }, (_, at) => (at < arcs.length ? 0 : 1)),
      Float64Array.from({ length: columns }, (_, at) => arcs[at]?.moved ?? 0),
      Float64Array.from({ length: columns }, (_, at) => arcs[at]?.way ?? 0),
    ];
    let best: Float64Array | null = null;
    for (const costs of objectives) {
      best = minimiseInTurn(solver, model, costs);
      if (!best) return null;
    }
    return arcs.filter((_, at) => (best?.[at] ?? 0) > 0.5);
  } finally {
    model.dispose();
  }
}

/** Rows: each zone goes to one place, each node around holds what it may. Returns the number of slack columns. */
function buildModel(
  { infinity, constants }: Highs,
  model: Model,
  nodes: Nodes,
  load: Int32Array,
  arcs: readonly Arc[],
  ordinal: number,
): number {
  const { binary, real } = { binary: constants.variableType.integer, real: constants.variableType.continuous };
  for (const _ of arcs) model.addVar(0, 1);
  const outer = [...nodes.zones.keys()].filter((node) => (nodes.ordinal[node] ?? 0) < ordinal);
  for (const _ of outer) for (let side = 0; side < 2; side++) model.addVar(0, infinity);
  for (const node of new Set(arcs.map((arc) => arc.node))) {
    const indices = [...arcs.keys()].filter((at) => arcs[at]?.node === node);
    model.addRow(1, 1, { indices, values: indices.map(() => 1) });
  }
  for (const [at, node] of outer.entries()) {
    const inside = [...arcs.keys()].filter((column) => chainOf(nodes.parent, arcs[column]?.to ?? -1).includes(node));
    const indices = [...inside, arcs.length + 2 * at, arcs.length + 2 * at + 1];
    const values = [...inside.map((column) => load[arcs[column]?.node ?? 0] ?? 0), 1, -1];
    const used = [...values.keys()].filter((entry) => values[entry] !== 0);
    model.addRow(nodes.lower[node] ?? 0, nodes.upper[node] ?? 0, {
      indices: used.map((entry) => indices[entry] ?? 0),
      values: used.map((entry) => values[entry] ?? 0),
    });
  }
  const types = [...arcs.map(() => binary), ...outer.flatMap(() => [real, real])];
  model.changeColsIntegrality({ kind: 'range', from: 0, to: types.length - 1 }, types);
  return 2 * outer.length;
}

function movesOf(nodes: Nodes, load: Int32Array, chosen: Arc[]): SuggestedMove[] {
  const moved = chosen.filter((arc) => arc.moved === 1);
  const reasons = reasonsOf(nodes, load, new Set(moved.map(({ node }) => nodes.parent[node] ?? -1)));
  return moved.map(({ node, to, way }) => ({
    move: {
      slot: 'grid',
      id: nodes.zones[node]?.id ?? 0,
      from: nodes.zones[node]?.parentId ?? null,
      to: nodes.zones[to]?.id ?? 0,
    },
    reason: reasons(nodes.parent[node] ?? -1, to),
    metres: way === unknownWay ? null : way / 10,
  }));
}

/** What the nodes around hold once the zones are where they were put. */
function loadAround(nodes: Nodes, load: Int32Array, chosen: Arc[]): Int32Array {
  const count = new Int32Array(nodes.zones.length);
  for (const { node, to } of chosen) {
    for (const outer of chainOf(nodes.parent, to)) count[outer] = (count[outer] ?? 0) + (load[node] ?? 0);
  }
  return count;
}

function beyondAround(nodes: Nodes, count: Int32Array, ordinal: number): Int32Array {
  return count.map((households, node) => {
    if ((nodes.ordinal[node] ?? 0) >= ordinal) return 0;
    const [least, most] = [nodes.lower[node] ?? 0, nodes.upper[node] ?? 0];
    return households < least ? households - least : households > most ? households - most : 0;
  });
}
