import type { Limits } from '../../shared/balance.ts';
import { type Plane, planeOf } from '../../shared/walking.ts';

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
export function chainOf(parent: ArrayLike<number>, node: number): number[] {
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
  const { households } = village;
  const count = households.id.length;
  const { leaves, parent } = nodes;
  const labels = nodes.zones.slice(0, leaves).map(({ position }) => position);
  const plane = planeOf(
    [...households.lng, ...labels.map((position) => position?.[0] ?? Number.NaN)],
    [...households.lat, ...labels.map((position) => position?.[1] ?? Number.NaN)],
  );
  const rowsOfLeaf = rowsByLeaf(nodes);
  const lonely = [...rowsOfLeaf.keys()].filter((leaf) => (rowsOfLeaf[leaf]?.length ?? 0) < 2);
  const ways = new Float64Array(count * leaves);
  for (let one = 0; one < count; one++) {
    const start = one * leaves;
    for (let leaf = 0; leaf < leaves; leaf++) ways[start + leaf] = nearestDoor(plane, one, rowsOfLeaf[leaf] ?? []);
    // What stands for a leaf without anybody else comes from the doors, so that all are found before any is replaced.
    const stands = lonely.map((leaf) => {
      const door = ways[start + leaf] ?? 0;
      const label = squaredBetween(plane, one, count + leaf);
      if (door !== Number.POSITIVE_INFINITY) return door;
      if (!Number.isNaN(label)) return label;
      const around = ways.subarray(start, start + leaves).filter((_, other) => parent[other] === parent[leaf]);
      return around.reduce((least, squared) => Math.min(least, squared), Number.POSITIVE_INFINITY);
    });
    for (const [at, leaf] of lonely.entries()) ways[start + leaf] = stands[at] ?? Number.POSITIVE_INFINITY;
  }
  for (let at = 0; at < ways.length; at++) {
    const squared = ways[at] ?? 0;
    ways[at] = squared === Number.POSITIVE_INFINITY ? Number.NaN : Math.round(Math.sqrt(squared) * 10);
  }
  return ways;
}

export function rowsByLeaf({ leaves, own }: Pick<Nodes, 'leaves' | 'own'>): number[][] {
  const rows = Array.from({ length: leaves }, (): number[] => []);
  for (const [row, leaf] of own.entries()) rows[leaf]?.push(row);
  return rows;
}

/** Squared metres to the nearest of some households but oneself; infinite without any. */
function nearestDoor({ x, y }: Plane, one: number, rows: readonly number[]): number {
  const [east, north] = [x[one] ?? 0, y[one] ?? 0];
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] ?? 0;
    const [dx, dy] = [(x[row] ?? 0) - east, (y[row] ?? 0) - north];
    const squared = dx * dx + dy * dy;
    if (squared < least && row !== one) least = squared;
  }
  return least;
}

function squaredBetween({ x, y }: Plane, one: number, other: number): number {
  const dx = (x[one] ?? 0) - (x[other] ?? 0);
  const dy = (y[one] ?? 0) - (y[other] ?? 0);
  return dx * dx + dy * dy;
}
