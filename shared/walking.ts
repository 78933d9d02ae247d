/** Metres of a degree of latitude on a sphere of the earth's mean radius, 6,371,008.8 m. */
export const metresOfDegree = 111_195.08;

/** Degrees turned into metres east and north, true within a thousandth for some 20 km around the latitude. */
export type Plane = { x: Float64Array; y: Float64Array };

/** Lays positions flat around their own mean latitude; NaN stays NaN. */
export function planeOf(lng: ArrayLike<number>, lat: ArrayLike<number>): Plane {
  const scale = Math.cos((meanOf(lat) * Math.PI) / 180) * metresOfDegree;
  const x = Float64Array.from(lng, (degrees) => degrees * scale);
  const y = Float64Array.from(lat, (degrees) => degrees * metresOfDegree);
  return { x, y };
}

function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  let count = 0;
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    sum += value;
    count += 1;
  }
  return count === 0 ? 0 : sum / count;
}

/** Metres between two rows of a plane; NaN when one has no position. */
export function metresBetween({ x, y }: Plane, one: number, other: number): number {
  return Math.hypot(
    (x[one] ?? Number.NaN) - (x[other] ?? Number.NaN),
    (y[one] ?? Number.NaN) - (y[other] ?? Number.NaN),
  );
}

/**
 * Walking length of some households in metres: the length of a minimum spanning tree over their positions, the least
 * way that joins every door, by Prim's algorithm in time n². Those without a position are left out.
 */
export function walkingLength({ x, y }: Plane, rows: readonly number[]): number {
  const placed = rows.filter((row) => !Number.isNaN(x[row] ?? Number.NaN));
  const count = placed.length;
  const xs = Float64Array.from(placed, (row) => x[row] ?? 0);
  const ys = Float64Array.from(placed, (row) => y[row] ?? 0);
  const nearest = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  // What is still to be joined stands in front, so that the inner loop shrinks.
  let total = 0;
  let current = count - 1;
  for (let left = count - 1; left > 0; left--) {
    const cx = xs[current] ?? 0;
    const cy = ys[current] ?? 0;
    xs[current] = xs[left] ?? 0;
    ys[current] = ys[left] ?? 0;
    nearest[current] = nearest[left] ?? 0;
    let best = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let at = 0; at < left; at++) {
      const dx = (xs[at] ?? 0) - cx;
      const dy = (ys[at] ?? 0) - cy;
      const squared = dx * dx + dy * dy;
      let near = nearest[at] ?? 0;
      if (squared < near) {
        near = squared;
        nearest[at] = squared;
      }
      if (near < least) {
        least = near;
        best = at;
      }
    }
    total += Math.sqrt(least);
    current = best;
  }
  return total;
}

/** Sum of the metres of some households from the middle of them all: how compact they are, as k-means counts it. */
export function spread({ x, y }: Plane, rows: readonly number[]): number {
  const placed = rows.filter((row) => !Number.isNaN(x[row] ?? Number.NaN));
  const middle = (values: Float64Array) => placed.reduce((sum, row) => sum + (values[row] ?? 0), 0) / placed.length;
  const [east, north] = [middle(x), middle(y)];
  return placed.reduce((sum, row) => sum + Math.hypot((x[row] ?? 0) - east, (y[row] ?? 0) - north), 0);
}
