import type { MoveReason, Shortfall } from '../../../../shared/suggest.ts';
import { chainOf, type Nodes } from './village.ts';

/** Households by node, as they are now. */
export function loadsOf({ parent, own }: Pick<Nodes, 'parent' | 'own'>): Int32Array {
  const load = new Int32Array(parent.length);
  for (const leaf of own) for (const node of chainOf(parent, leaf)) load[node] = (load[node] ?? 0) + 1;
  return load;
}

/** By node: how many households it has beyond its bounds, negative for too few, when each row is in a leaf or in none. */
export function beyondBounds({ parent, lower, upper }: Pick<Nodes, 'parent' | 'lower' | 'upper'>, leaf: Int32Array) {
  return loadsOf({ parent, own: leaf }).map((count, node) => {
    const [least, most] = [lower[node] ?? 0, upper[node] ?? 0];
    return count < least ? count - least : count > most ? count - most : 0;
  });
}

/**
 * Why something goes from one node to another: because a zone it leaves has too many, else because one it joins has too
 * few, the innermost such zone that only one of the two lies in; else to pass on what another zone gives or takes.
 * `givers` are the nodes that something leaves.
 */
export function reasonsOf(
  { zones, parent, lower, upper }: Pick<Nodes, 'zones' | 'parent' | 'lower' | 'upper'>,
  load: Int32Array,
  givers: ReadonlySet<number>,
): (from: number, to: number) => MoveReason {
  const idOf = (node: number) => zones[node]?.id ?? 0;
  const excess = (node: number) => (load[node] ?? 0) - (upper[node] ?? 0);
  const lack = (node: number) => (lower[node] ?? 0) - (load[node] ?? 0);
  return (from, to) => {
    if (from < 0) return { kind: 'none' };
    const [left, entered] = [chainOf(parent, from), chainOf(parent, to)];
    const over = left.find((node) => !entered.includes(node) && excess(node) > 0);
    if (over !== undefined) return { kind: 'over', holderId: idOf(over), by: excess(over) };
    const under = entered.find((node) => !left.includes(node) && lack(node) > 0);
    if (under !== undefined) return { kind: 'under', holderId: idOf(under), by: lack(under) };
    return { kind: 'passOn', holderId: idOf(givers.has(to) ? to : from) };
  };
}

/** The zones that stay beyond their limits by so many households (negative for too few), each with what makes it so. */
export function shortfallsOf(nodes: Nodes, beyond: Int32Array): Shortfall[] {
  const { zones, parent, lower, upper } = nodes;
  const children = Array.from(parent, (): number[] => []);
  for (const [node, outer] of parent.entries()) children[outer]?.push(node);
  const sum = (node: number, of: (child: number) => number) =>
    (children[node] ?? []).reduce((total, child) => total + of(child), 0);
  const room = (node: number): number =>
    children[node]?.length ? Math.min(upper[node] ?? 0, sum(node, room)) : (upper[node] ?? 0);
  const need = (node: number): number =>
    children[node]?.length ? Math.max(lower[node] ?? 0, sum(node, need)) : (lower[node] ?? 0);
  const isLocked = (node: number) =>
    zones.some(
      ({ locked }, other) => locked && (chainOf(parent, node).includes(other) || chainOf(parent, other).includes(node)),
    );
  const because = (node: number, by: number): Shortfall['because'] => {
    const hasInner = (children[node]?.length ?? 0) > 0;
    const inner = by < 0 ? sum(node, room) < (lower[node] ?? 0) : sum(node, need) > (upper[node] ?? 0);
    if (hasInner && inner) return 'inner';
    return isLocked(node) ? 'locked' : 'village';
  };
  return zones.flatMap(({ id }, node): Shortfall[] => {
    const by = beyond[node] ?? 0;
    if (by === 0) return [];
    return [{ zoneId: id, kind: by > 0 ? 'over' : 'under', by: Math.abs(by), because: because(node, by) }];
  });
}
