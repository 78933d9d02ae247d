import { type Plane, planeOf } from './walking.ts';

/**
 * Who lives next to whom. Households at one point (a block of flats, a courtyard) share a site; the neighbours of site
 * `s` are `targets[offsets[s]]` up to, without, `targets[offsets[s + 1]]`.
 */
export type NeighbourGraph = {
  /** By row of the household; -1 without a position. */
  site: Int32Array;
  offsets: Int32Array;
  targets: Int32Array;
  /** A row of every site. */
  rowOfSite: Int32Array;
};

/** How far apart neighbours may live, in metres: a wide yard and a street. */
export const neighbourReach = 40;

/** Positions nearer than this are one site, in degrees (about 10 cm). */
const sameSite = 1e-6;

/**
 * The Gabriel graph of households up to a reach: two are neighbours when no third lives in the circle over the line
 * between them. So doors follow each other along a street and across a yard, and nobody is neighbour over another's
 * head. Degrees in, rows with NaN have no neighbours. Source: Gabriel & Sokal, Systematic Zoology 18 (1969).
 */
export function neighbourGraph(
  lng: ArrayLike<number>,
  lat: ArrayLike<number>,
  reach: number = neighbourReach,
): NeighbourGraph {
  const { site, rowOfSite } = sitesOf(lng, lat);
  const plane = planeOf(
    Float64Array.from(rowOfSite, (row) => lng[row] ?? 0),
    Float64Array.from(rowOfSite, (row) => lat[row] ?? 0),
  );
  return { site, rowOfSite, ...gabriel(plane, reach) };
}

function sitesOf(lng: ArrayLike<number>, lat: ArrayLike<number>): { site: Int32Array; rowOfSite: Int32Array } {
  const site = new Int32Array(lng.length).fill(-1);
  const rows: number[] = [];
  const known = new Map<number, Map<number, number>>();
  for (let row = 0; row < lng.length; row++) {
    const column = Math.round((lng[row] ?? Number.NaN) / sameSite);
    const line = Math.round((lat[row] ?? Number.NaN) / sameSite);
    if (Number.isNaN(column) || Number.isNaN(line)) continue;
    const inColumn = known.get(column) ?? new Map<number, number>();
    if (inColumn.size === 0) known.set(column, inColumn);
    let found = inColumn.get(line);
    if (found === undefined) {
      found = rows.length;
      inColumn.set(line, found);
      rows.push(row);
    }
    site[row] = found;
  }
  return { site, rowOfSite: Int32Array.from(rows) };
}

function gabriel(plane: Plane, reach: number): { offsets: Int32Array; targets: Int32Array } {
  const { x, y } = plane;
  const nearby = bucketsOf(plane, reach);
  const offsets = new Int32Array(x.length + 1);
  const targets: number[] = [];
  for (let one = 0; one < x.length; one++) {
    const candidates = nearby(one);
    for (let at = 0; at < candidates.length; at++) {
      const other = candidates[at]?.row ?? 0;
      const squared = candidates[at]?.squared ?? 0;
      let free = true;
      // Whoever stands in the circle is nearer to `one` than `other` is, so it comes before it.
      for (let between = 0; free && between < at; between++) {
        const third = candidates[between];
        if (!third) break;
        const dx = (x[third.row] ?? 0) - (x[other] ?? 0);
        const dy = (y[third.row] ?? 0) - (y[other] ?? 0);
        free = third.squared + dx * dx + dy * dy >= squared * (1 - 1e-12);
      }
      if (free) targets.push(other);
    }
    offsets[one + 1] = targets.length;
  }
  return { offsets, targets: Int32Array.from(targets) };
}

type Near = { row: number; squared: number };

/** A search for everything within reach of a row, nearest first; rows lie in hashed squares as wide as the reach. */
function bucketsOf({ x, y }: Plane, reach: number): (row: number) => Near[] {
  const mask = 2 ** Math.ceil(Math.log2(Math.max(2, x.length))) - 1;
  const column = Int32Array.from(x, (metres) => Math.floor(metres / reach));
  const line = Int32Array.from(y, (metres) => Math.floor(metres / reach));
  const hash = (a: number, b: number) => (Math.imul(a, 73_856_093) ^ Math.imul(b, 19_349_663)) & mask;
  const first = new Int32Array(mask + 1).fill(-1);
  const next = new Int32Array(x.length);
  for (let row = x.length - 1; row >= 0; row--) {
    const bucket = hash(column[row] ?? 0, line[row] ?? 0);
    next[row] = first[bucket] ?? -1;
    first[bucket] = row;
  }
  return (one) => {
    const found: Near[] = [];
    for (let across = -1; across <= 1; across++) {
      for (let along = -1; along <= 1; along++) {
        const [a, b] = [(column[one] ?? 0) + across, (line[one] ?? 0) + along];
        for (let row = first[hash(a, b)] ?? -1; row >= 0; row = next[row] ?? -1) {
          if (row === one || column[row] !== a || line[row] !== b) continue;
          const squared = ((x[row] ?? 0) - (x[one] ?? 0)) ** 2 + ((y[row] ?? 0) - (y[one] ?? 0)) ** 2;
          if (squared <= reach * reach) found.push({ row, squared });
        }
      }
    }
    return found.sort((p, q) => p.squared - q.squared || p.row - q.row);
  };
}
