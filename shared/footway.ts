import { type Metric, metricAt } from './metric.ts';

/** Metres a minute on foot: 4.5 km/h, and 3 km/h for those who walk slowly. */
export const walkingSpeeds = { usual: 75, slow: 50 } as const;
export type WalkingPace = keyof typeof walkingSpeeds;
export const walkingPaces = ['usual', 'slow'] as const;

/** How far from a street a door may be to be reached along it, in metres. */
export const snapMetres = 80;

/**
 * Streets as a graph: nodes where lines begin, bend, cross or end, edges as long as the way between them.
 * The edges of node `n` are `targets` and `metres` at `starts[n]` up to, without, `starts[n + 1]`.
 */
export type FootwayGraph = {
  lng: Float64Array;
  lat: Float64Array;
  starts: Int32Array;
  targets: Int32Array;
  metres: Float64Array;
  metric: Metric;
};

type Point = readonly number[];
/** From node to node. */
type Segment = { from: number; to: number };

/** Points nearer to each other than this, in degrees (about a centimetre), are one. */
const grain = 1e-7;

/** The lines of a street from its text, a GeoJSON multi-line as the database wrote it. */
export function linesOf(text: string): [number, number][][] {
  const { coordinates }: { coordinates: [number, number][][] } = JSON.parse(text);
  return coordinates;
}

/** Joins street lines (degrees, longitude first) wherever they touch or cross, as people on foot can turn there. */
export function footwayGraph(lines: readonly (readonly Point[])[]): FootwayGraph {
  const nodes = new NodeTable();
  const pieces = nodeLines(lines);
  const segments = new Map<number, Segment>();
  for (const [a, b] of pieces) {
    const [from, to] = [nodes.of(a), nodes.of(b)];
    if (from !== to) segments.set(Math.min(from, to) * 2 ** 26 + Math.max(from, to), { from, to });
  }
  return graphOf(nodes, [...segments.values()]);
}

class NodeTable {
  readonly lng: number[] = [];
  readonly lat: number[] = [];
  /** By how many grains east and north of the first, which a few degrees leave in one whole number. */
  private readonly known = new Map<number, number>();

  of([lng = 0, lat = 0]: Point): number {
    const [firstLng = lng, firstLat = lat] = [this.lng[0], this.lat[0]];
    const east = Math.round(lng / grain) - Math.round(firstLng / grain);
    const north = Math.round(lat / grain) - Math.round(firstLat / grain);
    const key = east * 2 ** 27 + north;
    const found = this.known.get(key);
    if (found !== undefined) return found;
    this.known.set(key, this.lng.length);
    this.lng.push(lng);
    this.lat.push(lat);
    return this.lng.length - 1;
  }
}

function graphOf(nodes: NodeTable, segments: readonly Segment[]): FootwayGraph {
  const lng = Float64Array.from(nodes.lng);
  const lat = Float64Array.from(nodes.lat);
  const metric = metricAt(lat.length === 0 ? 0 : lat.reduce((sum, each) => sum + each, 0) / lat.length);
  const starts = new Int32Array(lng.length + 1);
  for (const { from, to } of segments) {
    starts[from + 1] = (starts[from + 1] ?? 0) + 1;
    starts[to + 1] = (starts[to + 1] ?? 0) + 1;
  }
  for (let node = 0; node < lng.length; node++) starts[node + 1] = (starts[node + 1] ?? 0) + (starts[node] ?? 0);
  const targets = new Int32Array(segments.length * 2);
  const metres = new Float64Array(segments.length * 2);
  const filled = starts.slice();
  const put = (from: number, to: number, length: number) => {
    const at = filled[from] ?? 0;
    targets[at] = to;
    metres[at] = length;
    filled[from] = at + 1;
  };
  for (const { from, to } of segments) {
    const length = Math.hypot(
      ((lng[from] ?? 0) - (lng[to] ?? 0)) * metric.x,
      ((lat[from] ?? 0) - (lat[to] ?? 0)) * metric.y,
    );
    put(from, to, length);
    put(to, from, length);
  }
  return { lng, lat, starts, targets, metres, metric };
}

type Piece = [Point, Point];

/** Every segment of the lines, cut where another touches or crosses it. */
function nodeLines(lines: readonly (readonly Point[])[]): Piece[] {
  const segments = lines.flatMap((line) => line.slice(1).map((point, at): Piece => [line[at] ?? point, point]));
  const cuts = segments.map((): { share: number; point: Point }[] => []);
  for (const [one, other] of pairsNearby(segments)) {
    for (const { shareOfOne, shareOfOther, point } of meetings(segments[one], segments[other])) {
      cuts[one]?.push({ share: shareOfOne, point });
      cuts[other]?.push({ share: shareOfOther, point });
    }
  }
  return segments.flatMap(([from, to], at) => {
    const between = (cuts[at] ?? []).sort((a, b) => a.share - b.share).map(({ point }) => point);
    const stops = [from, ...between, to];
    return stops.slice(1).map((stop, before): Piece => [stops[before] ?? stop, stop]);
  });
}

/** Pairs of segments whose rectangles touch, each once: those that share a cell of a grid as wide as a few of them are long. */
function* pairsNearby(segments: readonly Piece[]): Generator<[number, number]> {
  const boxes = segments.map(([[ax = 0, ay = 0], [bx = 0, by = 0]]) => ({
    west: Math.min(ax, bx) - grain,
    east: Math.max(ax, bx) + grain,
    south: Math.min(ay, by) - grain,
    north: Math.max(ay, by) + grain,
  }));
  const extent = boxes.reduce((sum, { west, east, south, north }) => sum + Math.max(east - west, north - south), 0);
  const cell = Math.max((3 * extent) / Math.max(1, boxes.length), 100 * grain);
  const west = boxes.reduce((least, box) => Math.min(least, box.west), Number.POSITIVE_INFINITY);
  const south = boxes.reduce((least, box) => Math.min(least, box.south), Number.POSITIVE_INFINITY);
  const [column, row] = [(x: number) => Math.floor((x - west) / cell), (y: number) => Math.floor((y - south) / cell)];
  const cells = new Map<number, number[]>();
  for (const [at, box] of boxes.entries()) {
    for (let x = column(box.west); x <= column(box.east); x++) {
      for (let y = row(box.south); y <= row(box.north); y++) {
        const key = x * 2 ** 24 + y;
        const held = cells.get(key);
        for (const other of held ?? []) {
          const against = boxes[other];
          if (!against || against.west > box.east || against.east < box.west) continue;
          if (against.south > box.north || against.north < box.south) continue;
          // Two that share several cells meet in that of the south-west corner of what they share.
          const isFirst =
            column(Math.max(box.west, against.west)) === x && row(Math.max(box.south, against.south)) === y;
          if (isFirst) yield [other, at];
        }
        if (held) held.push(at);
        else cells.set(key, [at]);
      }
    }
  }
}

type Meeting = { shareOfOne: number; shareOfOther: number; point: Point };

/** Where two segments cross, or where the end of one lies on the other. */
function meetings(one: Piece | undefined, other: Piece | undefined): Meeting[] {
  if (!one || !other) return [];
  const [[ax = 0, ay = 0], [bx = 0, by = 0]] = one;
  const [[cx = 0, cy = 0], [dx = 0, dy = 0]] = other;
  const found: Meeting[] = [];
  for (const [shareOfOther, point] of [
    [0, other[0]],
    [1, other[1]],
  ] as const) {
    const share = shareOn(one, point);
    if (share !== null) found.push({ shareOfOne: share, shareOfOther, point });
  }
  for (const [shareOfOne, point] of [
    [0, one[0]],
    [1, one[1]],
  ] as const) {
    const share = shareOn(other, point);
    if (share !== null) found.push({ shareOfOne, shareOfOther: share, point });
  }
  if (found.length > 0) return found;
  const cross = (bx - ax) * (dy - cy) - (by - ay) * (dx - cx);
  if (cross === 0) return [];
  const shareOfOne = ((cx - ax) * (dy - cy) - (cy - ay) * (dx - cx)) / cross;
  const shareOfOther = ((cx - ax) * (by - ay) - (cy - ay) * (bx - ax)) / cross;
  if (shareOfOne < 0 || shareOfOne > 1 || shareOfOther < 0 || shareOfOther > 1) return [];
  return [{ shareOfOne, shareOfOther, point: [ax + shareOfOne * (bx - ax), ay + shareOfOne * (by - ay)] }];
}

/** How far along a segment a point lies, when it lies on it. */
function shareOn([[ax = 0, ay = 0], [bx = 0, by = 0]]: Piece, [x = 0, y = 0]: Point): number | null {
  const [dx, dy] = [bx - ax, by - ay];
  const squared = dx * dx + dy * dy;
  if (squared === 0) return null;
  const share = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / squared));
  return Math.hypot(ax + share * dx - x, ay + share * dy - y) <= grain ? share : null;
}
