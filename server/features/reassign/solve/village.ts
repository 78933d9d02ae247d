import type { Limits } from '../../../../shared/balance.ts';
import { type Plane, planeOf } from '../../../../shared/walking.ts';

/** Households in columns, as in `shared/columns.ts`: 0 for no lane, NaN for no position, degrees. */
export type RepairHouseholds = {
  id: Int32Array;
  lng: Float64Array;
  lat: Float64Array;
  lane: Int32Array;
};

/** A zone that lives, with where its label stands, which serves while nobody lives in it. */
export type RepairZone = {
  id: number;
  level: string;
  parentId: number | null;
  locked: boolean;
  position: readonly [number, number] | null;
};

/** The households and zones of one village: nobody moves to another. */
export type Village = { households: RepairHouseholds; zones: RepairZone[]; levels: Limits[] };

/** Decimetres that count for a move of a household nobody knows the place of: last among moves, and alike to all zones. */
export const unknownWay = 10_000;

/** The zones of a village as nodes, the innermost first, and who is where. */
export type Nodes = {
  zones: RepairZone[];
  leaves: number;
  /** Node by node; -1 for none. */
  parent: Int32Array;
  lower: Float64Array;
  upper: Float64Array;
  ordinal: Int32Array;
  /** Leaf by household; -1 for none. */
  own: Int32Array;
  nodeOf: Map<number, number>;
};

/** Throws when a zone is of a level that is not in `levels`. */
export function nodesOf({ households, zones, levels }: Village): Nodes {
  const limits = new Map(levels.map((level) => [level.level, level]));
  const limitsOf = (zone: RepairZone): Limits => {
    const found = limits.get(zone.level);
    if (!found) throw new Error(`unknown: zone level ${zone.level}`);
    return found;
  };
  const innermost = Math.max(...levels.map(({ ordinal }) => ordinal));
  const sorted = zones.toSorted((a, b) => limitsOf(b).ordinal - limitsOf(a).ordinal || a.id - b.id);
  const nodeOf = new Map(sorted.map(({ id }, node) => [id, node]));
  const leaves = sorted.filter((zone) => limitsOf(zone).ordinal === innermost).length;
  return {
    zones: sorted,
    leaves,
    nodeOf,
    parent: Int32Array.from(sorted, ({ parentId }) => nodeOf.get(parentId ?? 0) ?? -1),
    lower: Float64Array.from(sorted, (zone) => limitsOf(zone).minHouseholds),
    upper: Float64Array.from(sorted, (zone) => limitsOf(zone).maxHouseholds),
    ordinal: Int32Array.from(sorted, (zone) => limitsOf(zone).ordinal),
    own: Int32Array.from(households.lane, (id) => {
      const node = nodeOf.get(id) ?? -1;
      return node < leaves ? node : -1;
    }),
  };
}

/** A node and those around it, innermost first. */
export function chainOf(parent: Int32Array, node: number): number[] {
  const chain: number[] = [];
  for (let at = node; at >= 0; at = parent[at] ?? -1) chain.push(at);
  return chain;
}

/** Whether going from one node to another crosses the border of a locked zone; -1 is nowhere. */
export function crossesLock({ zones, parent }: Pick<Nodes, 'zones' | 'parent'>, from: number, to: number): boolean {
  const [left, entered] = [chainOf(parent, from), chainOf(parent, to)];
  const isLocked = (node: number) => zones[node]?.locked === true;
  return (
    left.some((node) => isLocked(node) && !entered.includes(node)) ||
    entered.some((node) => isLocked(node) && !left.includes(node))
  );
}

/**
 * Decimetres from every household to the nearest other door of every leaf, by `household * leaves + leaf`: as much as
 * the leaf's walking length can grow at most when the household joins. A leaf nobody lives in is at its label, else at
 * the nearest door of the zone around it. NaN where the household, or everything there, has no position.
 */
export function waysToLeaves(village: Village, nodes: Nodes): Float64Array {
  const { households, zones } = village;
  const count = households.id.length;
  const { leaves, own, parent } = nodes;
  const labels = nodes.zones.slice(0, leaves).map(({ position }) => position);
  const plane = planeOf(
    [...households.lng, ...labels.map((position) => position?.[0] ?? Number.NaN)],
    [...households.lat, ...labels.map((position) => position?.[1] ?? Number.NaN)],
  );
  const ways = new Float64Array(count * leaves).fill(Number.POSITIVE_INFINITY);
  const around = new Float64Array(count * zones.length).fill(Number.POSITIVE_INFINITY);
  for (let one = 0; one < count; one++) {
    for (let other = 0; other < count; other++) {
      const leaf = own[other] ?? -1;
      if (leaf < 0 || one === other) continue;
      const squared = squaredBetween(plane, one, other);
      const at = one * leaves + leaf;
      if (squared < (ways[at] ?? 0)) ways[at] = squared;
      const outer = one * zones.length + (parent[leaf] ?? 0);
      if (squared < (around[outer] ?? 0)) around[outer] = squared;
    }
    for (let leaf = 0; leaf < leaves; leaf++) {
      const at = one * leaves + leaf;
      if (ways[at] === Number.POSITIVE_INFINITY) {
        const label = squaredBetween(plane, one, count + leaf);
        const outer = around[one * zones.length + (parent[leaf] ?? 0)] ?? Number.POSITIVE_INFINITY;
        ways[at] = Number.isNaN(label) ? (outer === Number.POSITIVE_INFINITY ? Number.NaN : outer) : label;
      }
      ways[at] = Math.round(Math.sqrt(ways[at] ?? Number.NaN) * 10);
    }
  }
  return ways;
}

function squaredBetween({ x, y }: Plane, one: number, other: number): number {
  const dx = (x[one] ?? 0) - (x[other] ?? 0);
  const dy = (y[one] ?? 0) - (y[other] ?? 0);
  return dx * dx + dy * dy;
}
