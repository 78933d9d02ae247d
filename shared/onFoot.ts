import type { FootwayGraph } from './footway.ts';
import { snapMetres } from './footway.ts';
import { pointIndex } from './pointIndex.ts';

/** Where a door meets the streets: on an edge, so far from either of its ends, and so far off the street. */
export type Snap = { from: number; to: number; metresToFrom: number; metresToTo: number; metresOff: number };

/** A function that finds the nearest spot on a street for a point in degrees; null beyond `within` metres. */
export function snapper(graph: FootwayGraph, within: number = snapMetres): (lng: number, lat: number) => Snap | null {
  const { metric } = graph;
  const edges = edgesOf(graph);
  const middles = {
    lng: edges.map(({ from, to }) => ((graph.lng[from] ?? 0) + (graph.lng[to] ?? 0)) / 2),
    lat: edges.map(({ from, to }) => ((graph.lat[from] ?? 0) + (graph.lat[to] ?? 0)) / 2),
  };
  const longest = edges.reduce((most, { metres }) => Math.max(most, metres), 0);
  const index = pointIndex(middles.lng, middles.lat);
  return (lng, lat) => {
    // The middle of an edge is at most half its length from the spot on it.
    const across = (within + longest / 2) / metric.x;
    const along = (within + longest / 2) / metric.y;
    let nearest: Snap | null = null;
    index.within([lng - across, lat - along, lng + across, lat + along], (row) => {
      const edge = edges[row];
      const snap = edge ? snapTo(graph, edge, lng, lat) : null;
      if (snap && snap.metresOff <= (nearest?.metresOff ?? within)) nearest = snap;
    });
    return nearest;
  };
}

type Edge = { from: number; to: number; metres: number };

function edgesOf({ starts, targets, metres }: FootwayGraph): Edge[] {
  const edges: Edge[] = [];
  for (let from = 0; from + 1 < starts.length; from++) {
    for (let at = starts[from] ?? 0; at < (starts[from + 1] ?? 0); at++) {
      const to = targets[at] ?? 0;
      if (from < to) edges.push({ from, to, metres: metres[at] ?? 0 });
    }
  }
  return edges;
}

function snapTo({ lng, lat, metric }: FootwayGraph, { from, to, metres }: Edge, x: number, y: number): Snap {
  const [ax, ay] = [((lng[from] ?? 0) - x) * metric.x, ((lat[from] ?? 0) - y) * metric.y];
  const [dx, dy] = [((lng[to] ?? 0) - (lng[from] ?? 0)) * metric.x, ((lat[to] ?? 0) - (lat[from] ?? 0)) * metric.y];
  const squared = dx * dx + dy * dy;
  const share = squared === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / squared));
  return {
    from,
    to,
    metresToFrom: share * metres,
    metresToTo: (1 - share) * metres,
    metresOff: Math.hypot(ax + share * dx, ay + share * dy),
  };
}

/**
 * Metres on foot along the streets from the nearest of some spots to every node, by Dijkstra's algorithm; Infinity
 * beyond `most`. What is off the street at the start is walked too.
 */
export function walkFrom(graph: FootwayGraph, sources: readonly Snap[], most: number): Float64Array {
  const walked = new Float64Array(graph.lng.length).fill(Number.POSITIVE_INFINITY);
  const queue = new Queue();
  const reach = (node: number, metres: number) => {
    if (metres > most || metres >= (walked[node] ?? 0)) return;
    walked[node] = metres;
    queue.push(node, metres);
  };
  for (const { from, to, metresToFrom, metresToTo, metresOff } of sources) {
    reach(from, metresOff + metresToFrom);
    reach(to, metresOff + metresToTo);
  }
  for (let next = queue.pop(); next; next = queue.pop()) {
    if (next.metres > (walked[next.node] ?? 0)) continue;
    for (let at = graph.starts[next.node] ?? 0; at < (graph.starts[next.node + 1] ?? 0); at++) {
      reach(graph.targets[at] ?? 0, next.metres + (graph.metres[at] ?? 0));
    }
  }
  return walked;
}

/** Metres on foot to a spot, when the nodes are so far; straight along the street where it begins on the same edge. */
export function metresTo(walked: Float64Array, spot: Snap, sources: readonly Snap[]): number {
  let least = Math.min(
    (walked[spot.from] ?? Number.POSITIVE_INFINITY) + spot.metresToFrom,
    (walked[spot.to] ?? Number.POSITIVE_INFINITY) + spot.metresToTo,
  );
  for (const source of sources) {
    if (source.from !== spot.from || source.to !== spot.to) continue;
    least = Math.min(least, source.metresOff + Math.abs(source.metresToFrom - spot.metresToFrom));
  }
  return least + spot.metresOff;
}

/** A heap of nodes, the nearest on top. */
class Queue {
  private readonly nodes: number[] = [];
  private readonly keys: number[] = [];

  push(node: number, metres: number): void {
    let at = this.nodes.length;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if ((this.keys[above] ?? 0) <= metres) break;
      this.set(at, this.nodes[above] ?? 0, this.keys[above] ?? 0);
      at = above;
    }
    this.set(at, node, metres);
  }

  pop(): { node: number; metres: number } | null {
    const [node, metres] = [this.nodes[0], this.keys[0]];
    const [lastNode, lastKey] = [this.nodes.pop(), this.keys.pop()];
    if (node === undefined || metres === undefined || lastNode === undefined || lastKey === undefined) return null;
    const count = this.nodes.length;
    if (count === 0) return { node, metres };
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= count) break;
      if (below + 1 < count && (this.keys[below + 1] ?? 0) < (this.keys[below] ?? 0)) below += 1;
      if ((this.keys[below] ?? 0) >= lastKey) break;
      this.set(at, this.nodes[below] ?? 0, this.keys[below] ?? 0);
      at = below;
    }
    this.set(at, lastNode, lastKey);
    return { node, metres };
  }

  private set(at: number, node: number, key: number): void {
    this.nodes[at] = node;
    this.keys[at] = key;
  }
}
