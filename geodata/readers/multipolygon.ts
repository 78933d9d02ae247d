export type Position = [number, number];

/** A way that is part of an area's border. */
export type BorderWay = { refs: number[]; inner: boolean };

export type AssembledArea = {
  /** Coordinates of a MultiPolygon, each ring closed; empty when no outer ring closes. */
  polygons: Position[][][];
  /** Chains of ways that do not close, as where a file was cut out of a larger one. */
  openRings: number;
  /** Inner rings that lie in no outer ring. */
  strayHoles: number;
};

/**
 * Joins ways end to end into rings and puts each inner ring into the outer ring around it.
 * `positionOf` gives a node's longitude and latitude, undefined when the file lacks the node.
 */
export function assembleArea(ways: BorderWay[], positionOf: (node: number) => Position | undefined): AssembledArea {
  const outers = joinRings(ways.filter((way) => !way.inner).map((way) => way.refs));
  const inners = joinRings(ways.filter((way) => way.inner).map((way) => way.refs));
  let openRings = outers.open + inners.open;
  const positions = (refs: number[]) => {
    const ring = ringPositions(refs, positionOf);
    if (ring === null) openRings += 1;
    return ring ?? [];
  };
  const polygons = outers.rings.map((refs) => [positions(refs)]).filter(([outer]) => (outer?.length ?? 0) > 0);
  const holes = inners.rings.map(positions).filter((ring) => ring.length > 0);
  let strayHoles = 0;
  for (const hole of holes) {
    const around = polygons.find(([outer]) => outer && contains(outer, hole));
    if (around) around.push(hole);
    else strayHoles += 1;
  }
  return { polygons, openRings, strayHoles };
}

/** Closed rings of node ids, the first repeated as the last, and the number of chains that stay open. */
function joinRings(ways: number[][]): { rings: number[][]; open: number } {
  const rings: number[][] = [];
  const loose = new Set<number[]>();
  const byEnd = new Map<number, Set<number[]>>();
  for (const way of ways) {
    if (way.length < 2) continue;
    if (way[0] === way.at(-1)) {
      if (way.length >= 4) rings.push(way);
      continue;
    }
    loose.add(way);
    for (const end of endsOf(way)) byEnd.set(end, (byEnd.get(end) ?? new Set()).add(way));
  }
  let open = 0;
  for (const first of loose) {
    loose.delete(first);
    const chain = [...first];
    while (chain[0] !== chain.at(-1)) {
      const end = chain.at(-1) ?? 0;
      const next = [...(byEnd.get(end) ?? [])].find((way) => loose.has(way));
      if (!next) break;
      loose.delete(next);
      chain.push(...(next[0] === end ? next : next.toReversed()).slice(1));
    }
    if (chain[0] === chain.at(-1) && chain.length >= 4) rings.push(chain);
    else open += 1;
  }
  return { rings, open };
}

function endsOf(way: number[]): number[] {
  return [way[0] ?? 0, way.at(-1) ?? 0];
}

/** Null when nodes are missing, since what is left would be another shape. */
function ringPositions(refs: number[], positionOf: (node: number) => Position | undefined): Position[] | null {
  const ring: Position[] = [];
  for (const ref of refs) {
    const position = positionOf(ref);
    if (!position) return null;
    ring.push(position);
  }
  return ring;
}

/** Whether a hole lies in a ring, judged by the first of its corners that is not a corner of the ring too. */
function contains(ring: Position[], hole: Position[]): boolean {
  const corners = new Set(ring.map(([x, y]) => `${x} ${y}`));
  const corner = hole.find(([x, y]) => !corners.has(`${x} ${y}`)) ?? hole[0];
  return corner !== undefined && isInside(corner, ring);
}

function isInside([x, y]: Position, ring: Position[]): boolean {
  let inside = false;
  let previous = ring.at(-1);
  for (const current of ring) {
    if (previous && current[1] > y !== previous[1] > y) {
      const crossing = ((previous[0] - current[0]) * (y - current[1])) / (previous[1] - current[1]) + current[0];
      if (x < crossing) inside = !inside;
    }
    previous = current;
  }
  return inside;
}
