/** Metres east and north of the origin of the local frame. */
export type Point = readonly [number, number];
export type Line = readonly Point[];

export function add(a: Point, b: Point, times = 1): Point {
  return [a[0] + b[0] * times, a[1] + b[1] * times];
}

export function distance(a: Point, b: Point): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

/** The point a share of the way from `a` to `b`. */
export function between(a: Point, b: Point, share: number): Point {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];
}

export function midpoint(points: Line): Point {
  const sum = points.reduce<Point>((total, point) => add(total, point), [0, 0]);
  return [sum[0] / points.length, sum[1] / points.length];
}

/** Twice-signed area halved: positive when the ring runs counter-clockwise. */
export function ringArea(ring: Line): number {
  let sum = 0;
  let before = ring.at(-1);
  for (const point of ring) {
    if (before) sum += before[0] * point[1] - point[0] * before[1];
    before = point;
  }
  return sum / 2;
}

export function isInRing([x, y]: Point, ring: Line): boolean {
  let inside = false;
  let before = ring.at(-1);
  for (const point of ring) {
    if (before && point[1] > y !== before[1] > y) {
      const crossing = point[0] + ((y - point[1]) / (before[1] - point[1])) * (before[0] - point[0]);
      if (x < crossing) inside = !inside;
    }
    before = point;
  }
  return inside;
}

/** Metres from a point to the nearest point of a line. */
export function distanceToLine([x, y]: Point, line: Line): number {
  let nearest = Number.POSITIVE_INFINITY;
  let before: Point | undefined;
  for (const point of line) {
    if (before) {
      const dx = point[0] - before[0];
      const dy = point[1] - before[1];
      const length = dx * dx + dy * dy;
      const along = length === 0 ? 0 : ((x - before[0]) * dx + (y - before[1]) * dy) / length;
      const share = Math.max(0, Math.min(1, along));
      const away = (x - before[0] - dx * share) ** 2 + (y - before[1] - dy * share) ** 2;
      if (away < nearest) nearest = away;
    }
    before = point;
  }
  return Math.sqrt(nearest);
}

export function lineLength(line: Line): number {
  let total = 0;
  let before: Point | undefined;
  for (const point of line) {
    if (before) total += distance(before, point);
    before = point;
  }
  return total;
}

/** The point at a distance along a line, and the unit direction of the line there. */
export function pointAlong(line: Line, metres: number): { point: Point; direction: Point } {
  let rest = metres;
  let before: Point | undefined;
  let found: { point: Point; direction: Point } = { point: [0, 0], direction: [1, 0] };
  for (const point of line) {
    if (before) {
      const length = distance(before, point);
      const direction: Point = [(point[0] - before[0]) / length, (point[1] - before[1]) / length];
      if (rest <= length) return { point: between(before, point, rest / length), direction };
      found = { point, direction };
      rest -= length;
    }
    before = point;
  }
  return found;
}

/** A smooth curve through the points (centripetal enough for evenly set points), with a vertex about every `step` metres. */
export function curve(points: Line, step: number): Point[] {
  const result: Point[] = [];
  points.forEach((from, index) => {
    const to = points[index + 1];
    if (!to) return;
    const before = points[index - 1] ?? between(to, from, 2);
    const after = points[index + 2] ?? between(from, to, 2);
    const count = Math.max(1, Math.round(distance(from, to) / step));
    for (let at = 0; at < count; at++) result.push(spline(before, from, to, after, at / count));
  });
  const last = points.at(-1);
  return last ? [...result, last] : result;
}

/** The same for a closed ring. */
export function closedCurve(points: Line, step: number): Point[] {
  const count = points.length;
  const around = (index: number): Point => points[((index % count) + count) % count] ?? [0, 0];
  return points.flatMap((from, index) => {
    const to = around(index + 1);
    const parts = Math.max(1, Math.round(distance(from, to) / step));
    return Array.from({ length: parts }, (_, at) => spline(around(index - 1), from, to, around(index + 2), at / parts));
  });
}

function spline(before: Point, from: Point, to: Point, after: Point, share: number): Point {
  return [hermite(before[0], from[0], to[0], after[0], share), hermite(before[1], from[1], to[1], after[1], share)];
}

function hermite(before: number, from: number, to: number, after: number, share: number): number {
  const square = share * share;
  const turn = (2 * before - 5 * from + 4 * to - after) * square;
  return 0.5 * (2 * from + (to - before) * share + turn + (3 * from - before - 3 * to + after) * square * share);
}

/** A line moved sideways: to its left when `metres` is positive; may be given per vertex. */
export function offset(line: Line, metres: number | ((index: number) => number)): Point[] {
  return line.map((point, index) => {
    const before = line[index - 1] ?? point;
    const after = line[index + 1] ?? point;
    const length = distance(before, after) || 1;
    const away = typeof metres === 'number' ? metres : metres(index);
    return [point[0] - ((after[1] - before[1]) / length) * away, point[1] + ((after[0] - before[0]) / length) * away];
  });
}

/** A strip along a line, as wide as `width` metres in all. */
export function ribbon(line: Line, width: number | ((index: number) => number)): Point[] {
  const half = (index: number) => (typeof width === 'number' ? width : width(index)) / 2;
  return [...offset(line, half), ...offset(line, (index) => -half(index)).reverse()];
}

/** A rectangle around a centre, turned by `angle` radians counter-clockwise. */
export function rectangle(centre: Point, width: number, depth: number, angle = 0): Point[] {
  const [east, north]: [Point, Point] = [
    [Math.cos(angle), Math.sin(angle)],
    [-Math.sin(angle), Math.cos(angle)],
  ];
  const corner = (x: number, y: number) => add(add(centre, east, (x * width) / 2), north, (y * depth) / 2);
  return [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
}

/** Smooth noise between -1 and 1 that changes over about `size` metres. */
export function noise([x, y]: Point, size: number, seed = 0): number {
  const column = Math.floor(x / size);
  const row = Math.floor(y / size);
  const s = fade(x / size - column);
  const t = fade(y / size - row);
  const south = mix(lattice(column, row, seed), lattice(column + 1, row, seed), s);
  const north = mix(lattice(column, row + 1, seed), lattice(column + 1, row + 1, seed), s);
  return mix(south, north, t);
}

function lattice(column: number, row: number, seed: number): number {
  let value = Math.imul(column, 374761393) ^ Math.imul(row, 668265263) ^ Math.imul(seed, 974634777);
  value = Math.imul(value ^ (value >>> 13), 1274126177);
  return ((value ^ (value >>> 16)) >>> 0) / 2147483648 - 1;
}

function fade(share: number): number {
  return share * share * share * (share * (share * 6 - 15) + 10);
}

function mix(a: number, b: number, share: number): number {
  return a + (b - a) * share;
}

/** From 0 at `low` to 1 at `high`, smoothly. */
export function smoothstep(low: number, high: number, value: number): number {
  const share = Math.max(0, Math.min(1, (value - low) / (high - low)));
  return share * share * (3 - 2 * share);
}

/** A value between the four samples around a place in a grid, counted in cells from its first sample. */
export function bilinear(grid: Float64Array, columns: number, rows: number, across: number, along: number): number {
  const x = Math.max(0, Math.min(columns - 1.001, across));
  const y = Math.max(0, Math.min(rows - 1.001, along));
  const column = Math.floor(x);
  const row = Math.floor(y);
  const first = row * columns + column;
  const one = mix(grid[first] ?? 0, grid[first + 1] ?? 0, x - column);
  const other = mix(grid[first + columns] ?? 0, grid[first + columns + 1] ?? 0, x - column);
  return mix(one, other, y - row);
}

/** The point `x` and `y` metres from an origin along axes turned by `angle` radians counter-clockwise. */
export function turned(origin: Point, x: number, y: number, angle: number): Point {
  return [origin[0] + x * Math.cos(angle) - y * Math.sin(angle), origin[1] + x * Math.sin(angle) + y * Math.cos(angle)];
}

/** A soft-edged area of about these measures. */
export function patch(centre: Point, width: number, depth: number, angle = 0): Line {
  const corners = Array.from({ length: 9 }, (_, index): Point => {
    const turn = (index / 9) * 2 * Math.PI;
    const reach = 1 + 0.1 * Math.sin(3 * turn + centre[0]);
    const [x, y] = [(width / 2) * reach * Math.cos(turn), (depth / 2) * reach * Math.sin(turn)];
    return [
      centre[0] + x * Math.cos(angle) - y * Math.sin(angle),
      centre[1] + x * Math.sin(angle) + y * Math.cos(angle),
    ];
  });
  return closedCurve(corners, 8);
}
