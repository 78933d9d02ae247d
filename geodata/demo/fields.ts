import type { Ground } from './facilities.ts';
import type { Mask } from './mask.ts';
import { between, distance, type Line, midpoint, noise, type Point } from './plane.ts';
import type { Random } from './random.ts';
import { extent } from './shore.ts';
import type { Terrain } from './terrain.ts';

/** South-west, south-east, north-east, north-west. */
type Quad = [Point, Point, Point, Point];
type Leaf = { quad: Quad; turn: number };

/** Field boundaries are not quite straight at the scale of the town. */
function swayed(point: Point): Point {
  return [
    point[0] + 58 * noise(point, 620, 31) + 16 * noise(point, 260, 33),
    point[1] + 58 * noise(point, 560, 32) + 16 * noise(point, 280, 34),
  ];
}

/** Cuts a quad into blocks of about two hectares; the first cuts are wide enough for a track. */
function divide(quad: Quad, random: Random, leaves: Quad[], tracks: Line[]): void {
  const [sw, se, ne, nw] = quad;
  const width = (distance(sw, se) + distance(nw, ne)) / 2;
  const depth = (distance(sw, nw) + distance(se, ne)) / 2;
  const size = width * depth;
  if (size < random.between(12_000, 30_000)) {
    leaves.push(quad);
    return;
  }
  const isTrack = size > 65_000;
  const gap = isTrack ? 3.2 : 0.9;
  const middle = random.between(0.4, 0.6);
  const [a, b] = [middle + random.between(-0.06, 0.06), middle + random.between(-0.06, 0.06)];
  if (width > depth * random.between(0.85, 1.15)) {
    const [south, north] = [between(sw, se, a), between(nw, ne, b)];
    const [w, e] = [gap / width, -gap / width];
    divide([sw, between(sw, se, a + e), between(nw, ne, b + e), nw], random, leaves, tracks);
    divide([between(sw, se, a + w), se, ne, between(nw, ne, b + w)], random, leaves, tracks);
    if (isTrack) tracks.push([south, north]);
  } else {
    const [west, east] = [between(sw, nw, a), between(se, ne, b)];
    const [n, s] = [gap / depth, -gap / depth];
    divide([sw, se, between(se, ne, b + s), between(sw, nw, a + s)], random, leaves, tracks);
    divide([between(sw, nw, a + n), between(se, ne, b + n), ne, nw], random, leaves, tracks);
    if (isTrack) tracks.push([west, east]);
  }
}

/** Fields and orchards in strips wherever the mask leaves ground, and the tracks that lead to them. */
export function farmland(
  mask: Mask,
  terrain: Terrain,
  random: Random,
): { ground: Ground[]; tracks: Line[]; blocks: FieldBlock[] } {
  const leaves: Quad[] = [];
  const cuts: Line[] = [];
  const { west, south, east, north } = extent;
  divide(
    [
      [west - 80, south - 80],
      [east + 80, south - 80],
      [east + 80, north + 80],
      [west - 80, north + 80],
    ],
    random,
    leaves,
    cuts,
  );
  const ground = leaves.flatMap((quad) => sow({ quad, turn: random.next() }, mask, terrain, random));
  const tracks = cuts.flatMap((cut) => freeRuns(bent(cut, 4), mask, 40).map(thinned));
  return { ground, tracks, blocks: leaves.flatMap((quad) => wholeBlock(quad, mask, terrain)) };
}

/** A block that nothing cuts into, with the height of its middle. */
export type FieldBlock = { ring: Line; height: number };

function wholeBlock(quad: Quad, mask: Mask, terrain: Terrain): FieldBlock[] {
  const ring = quad.flatMap((corner, index) => {
    const next = quad[(index + 1) % 4] ?? corner;
    return Array.from({ length: 6 }, (_, part) => swayed(between(corner, next, part / 6)));
  });
  const centre = midpoint(ring);
  const isWhole = ring.every((point) => mask.isFree(between(point, centre, 0.06))) && mask.isFree(centre);
  return isWhole
    ? [{ ring: ring.map((point) => between(point, centre, 0.012)), height: terrain.elevation(centre) }]
    : [];
}

function bent([from, to]: Line, step: number): Point[] {
  if (!from || !to) return [];
  const count = Math.max(2, Math.round(distance(from, to) / step));
  return Array.from({ length: count + 1 }, (_, index) => swayed(between(from, to, index / count)));
}

/** The parts of a line that lie on free ground, if they are long enough to be worth it. */
function freeRuns(line: Point[], mask: Mask, shortest: number): Point[][] {
  const runs: Point[][] = [[]];
  for (const point of line) {
    if (mask.isFree(point)) runs.at(-1)?.push(point);
    else if (runs.at(-1)?.length) runs.push([]);
  }
  return runs.filter((run) => {
    const first = run[0];
    const last = run.at(-1);
    return first && last && distance(first, last) >= shortest;
  });
}

function sow({ quad, turn }: Leaf, mask: Mask, terrain: Terrain, random: Random): Ground[] {
  const centre = swayed(midpoint(quad));
  const height = terrain.elevation(centre);
  const slope = terrain.slope(centre);
  const isOrchard = height > 27 && (slope > 0.055 || noise(centre, 300, 35) > 0.35) && centre[1] > 200;
  const isGarden = !isOrchard && turn < 0.035;
  const [sw, se, ne, nw] = quad;
  // Strips follow the slope's contour where it is steep, else they lie as their block was first ploughed.
  const fall: Point = [
    terrain.elevation([centre[0] + 20, centre[1]]) - terrain.elevation([centre[0] - 20, centre[1]]),
    terrain.elevation([centre[0], centre[1] + 20]) - terrain.elevation([centre[0], centre[1] - 20]),
  ];
  const eastward = slope > 0.05 ? Math.abs(fall[1]) > Math.abs(fall[0]) : turn < 0.34;
  const turned: Quad = eastward ? [nw, sw, se, ne] : quad;
  const width = distance(turned[0], turned[1]);
  const base = isOrchard ? random.between(7, 8) : random.between(9, 17);
  const count = Math.max(1, Math.round(width / base));
  const result: Ground[] = [];
  let at = 0;
  const shares = Array.from({ length: count }, () => (isOrchard ? 1 : random.between(0.72, 1.28)));
  const total = shares.reduce((sum, share) => sum + share, 0);
  const gap = (isOrchard ? 1.5 : 0.55) / width;
  for (const share of shares) {
    const end = at + share / total;
    const kind = isOrchard ? 'orchard' : isGarden || random.chance(0.02) ? 'grass' : 'field';
    const ring = (rings: Line[]) => rings.map((each): Ground => ({ kind, rings: [each] }));
    result.push(...ring(strips(turned, at + gap, end - gap, mask, isOrchard ? 20 : 13)));
    at = end;
  }
  return result;
}

/** One strip of a block, cut where the ground is taken; its ends follow what it meets. */
function strips([sw, se, ne, nw]: Quad, from: number, to: number, mask: Mask, shortest: number): Line[] {
  const length = (distance(sw, nw) + distance(se, ne)) / 2;
  const count = Math.max(4, Math.round(length / 6.5));
  const edge = (share: number) => {
    const start = between(sw, se, share);
    const end = between(nw, ne, share);
    return Array.from({ length: count + 1 }, (_, index) => swayed(between(start, end, index / count)));
  };
  const left = edge(from);
  const right = edge(to);
  const middle = left.map((point, index) => between(point, right[index] ?? point, 0.5));
  const free = [left, middle, right].map((line) => line.map((point) => mask.isFree(point)));
  const isOpen = (side: 0 | 1 | 2, index: number) => free[side]?.[index] === true;
  const result: Line[] = [];
  let start = 0;
  while (start <= count) {
    if (!isOpen(1, start)) {
      start++;
      continue;
    }
    let end = start;
    while (end < count && isOpen(1, end + 1)) end++;
    const half = Math.floor((start + end) / 2);
    const [l, r] = [reachOf(free[0], half), reachOf(free[2], half)];
    if (l && r && Math.min(l[1] - l[0], r[1] - r[0], end - start) * (length / count) >= shortest) {
      const pick = (line: Point[], [a, b]: [number, number]) =>
        thinned(line.slice(Math.max(a, start - 3), Math.min(b, end + 3) + 1));
      result.push([...pick(left, l), ...pick(right, r).reverse()]);
    }
    start = end + 1;
  }
  return result;
}

function reachOf(free: boolean[] | undefined, from: number): [number, number] | null {
  if (!free?.[from]) return null;
  let start = from;
  let end = from;
  while (free[start - 1]) start--;
  while (free[end + 1]) end++;
  return [start, end];
}

/** Keeps the ends and every sixth vertex or so: the sway is gentle. */
function thinned(line: Point[]): Point[] {
  const step = Math.max(1, Math.round(line.length / Math.max(1, Math.round(line.length / 9))));
  return line.filter((_, index) => index === 0 || index === line.length - 1 || index % step === 0);
}
