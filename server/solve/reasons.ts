import type { MoveReason, Shortfall, ShortfallCause } from '../../shared/suggest.ts';
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

/**
 * The zones that stay beyond their limits by so many households (negative for too few), each with what makes it so. `load` is
 * what the nodes hold in the end. Zones within a `bottom` one are moved whole, so that their own limits do not count.
 */
export function shortfallsOf(
  nodes: Nodes,
  beyond: Int32Array,
  load: Int32Array,
  bottom: (node: number) => boolean = (node) => node < nodes.leaves,
): Shortfall[] {
  const { zones, parent, lower, upper } = nodes;
  const inner = Array.from(parent, (_, node) =>
    bottom(node) ? [] : [...parent.keys()].filter((child) => parent[child] === node),
  );
  const sum = (list: readonly number[], of: (node: number) => number) =>
    list.reduce((total, node) => total + of(node), 0);
  /** The most a node can hold, and the least it needs, with all that is in it within its limits. */
  const room = (node: number): number =>
    inner[node]?.length ? Math.min(upper[node] ?? 0, sum(inner[node], room)) : (upper[node] ?? 0);
  const need = (node: number): number =>
    inner[node]?.length ? Math.max(lower[node] ?? 0, sum(inner[node], need)) : (lower[node] ?? 0);
  const outermost = [...parent.keys()].filter((node) => parent[node] === -1 && (bottom(node) || inner[node]?.length));
  const households = sum(outermost, (node) => load[node] ?? 0);
  const causesOf = (node: number, by: number, limit: number): ShortfallCause[] => {
    const isUnder = by < 0;
    const within = inner[node] ?? [];
    const held = sum(within, isUnder ? room : need);
    const explained = within.length === 0 ? 0 : isUnder ? limit - held : held - limit;
    const ofInner: ShortfallCause[] = explained > 0 ? [{ kind: 'inner', zones: within.length, hold: held }] : [];
    if (explained >= Math.abs(by)) return ofInner;
    const hold = sum(outermost, isUnder ? need : room);
    if (isUnder ? households < hold : households > hold) return [...ofInner, { kind: 'village', households, hold }];
    const locked = lockedAbout(nodes, node);
    if (locked.length > 0) return [...ofInner, { kind: 'locked', zoneIds: locked }];
    return ofInner.length > 0 ? ofInner : [{ kind: 'conflict' }];
  };
  return zones.flatMap(({ id }, node): Shortfall[] => {
    const by = beyond[node] ?? 0;
    if (by === 0) return [];
    const limit = (by > 0 ? upper : lower)[node] ?? 0;
    return [
      { zoneId: id, kind: by > 0 ? 'over' : 'under', by: Math.abs(by), limit, because: causesOf(node, by, limit) },
    ];
  });
}

/** Locked zones: the node itself, those around it and those in it; else all there are. */
function lockedAbout({ zones, parent }: Pick<Nodes, 'zones' | 'parent'>, node: number): number[] {
  const locked = [...zones.keys()].filter((other) => zones[other]?.locked);
  const near = locked.filter((other) => chainOf(parent, node).includes(other) || chainOf(parent, other).includes(node));
  return (near.length > 0 ? near : locked).map((other) => zones[other]?.id ?? 0);
}
