import type { Bounds } from './geo.ts';

/** Finds the rows whose points lie in a rectangle; rows without a position are in none. */
export type PointIndex = { within(bounds: Bounds, visit: (row: number) => void): void };

/** About how many points share a cell. */
const pointsPerCell = 4;

/** Sorts points in degrees into the cells of one grid, so that a search looks at those near it only. */
export function pointIndex(lng: ArrayLike<number>, lat: ArrayLike<number>): PointIndex {
  const [west, south, east, north] = extentOf(lng, lat);
  const width = Math.max(east - west, 1e-9);
  const height = Math.max(north - south, 1e-9);
  const side = Math.max(1e-7, Math.sqrt((width * height * pointsPerCell) / Math.max(1, lng.length)));
  const columns = Math.max(1, Math.min(4096, Math.ceil(width / side)));
  const lines = Math.max(1, Math.min(4096, Math.ceil(height / side)));
  const columnOf = (x: number) => clamp(Math.floor(((x - west) / width) * columns), columns);
  const lineOf = (y: number) => clamp(Math.floor(((y - south) / height) * lines), lines);

  const starts = new Int32Array(columns * lines + 1);
  const cellOf = (row: number) => lineOf(lat[row] ?? 0) * columns + columnOf(lng[row] ?? 0);
  for (let row = 0; row < lng.length; row++) {
    if (!isPlaced(lng, lat, row)) continue;
    const next = cellOf(row) + 1;
    starts[next] = (starts[next] ?? 0) + 1;
  }
  for (let cell = 0; cell < columns * lines; cell++) starts[cell + 1] = (starts[cell + 1] ?? 0) + (starts[cell] ?? 0);
  const rows = new Int32Array(starts[columns * lines] ?? 0);
  const filled = starts.slice();
  for (let row = 0; row < lng.length; row++) {
    if (!isPlaced(lng, lat, row)) continue;
    const cell = cellOf(row);
    const at = filled[cell] ?? 0;
    rows[at] = row;
    filled[cell] = at + 1;
  }
  return {
    within([left, bottom, right, top], visit) {
      if (left > east || right < west || bottom > north || top < south) return;
      for (let line = lineOf(bottom); line <= lineOf(top); line++) {
        const start = starts[line * columns + columnOf(left)] ?? 0;
        const end = starts[line * columns + columnOf(right) + 1] ?? 0;
        for (let at = start; at < end; at++) {
          const row = rows[at] ?? 0;
          const [x, y] = [lng[row] ?? 0, lat[row] ?? 0];
          if (x >= left && x <= right && y >= bottom && y <= top) visit(row);
        }
      }
    },
  };
}

function isPlaced(lng: ArrayLike<number>, lat: ArrayLike<number>, row: number): boolean {
  return !Number.isNaN(lng[row] ?? Number.NaN) && !Number.isNaN(lat[row] ?? Number.NaN);
}

function extentOf(lng: ArrayLike<number>, lat: ArrayLike<number>): Bounds {
  const extent: Bounds = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  for (let row = 0; row < lng.length; row++) {
    const [x, y] = [lng[row] ?? Number.NaN, lat[row] ?? Number.NaN];
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    if (x < extent[0]) extent[0] = x;
    if (y < extent[1]) extent[1] = y;
    if (x > extent[2]) extent[2] = x;
    if (y > extent[3]) extent[3] = y;
  }
  return extent;
}

function clamp(index: number, count: number): number {
  return Math.max(0, Math.min(count - 1, index));
}
