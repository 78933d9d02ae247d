/** Heights over a rectangle of degrees, row by row from the north-west, the outer values on its very edge. */
export type HeightGrid = {
  west: number;
  south: number;
  east: number;
  north: number;
  columns: number;
  rows: number;
  /** Decimetres above sea level. */
  heights: Int16Array;
};

/** Big-endian bytes of the database as numbers of this machine; the bytes are used up. */
export function readHeights(bytes: Buffer): Int16Array {
  const own = Buffer.from(bytes);
  own.swap16();
  return new Int16Array(own.buffer, own.byteOffset, own.byteLength / 2);
}

/** Where in the grid each of some degrees falls: the lower index and the share of the next one, held to the edge. */
function steps(
  degrees: Float64Array,
  from: number,
  to: number,
  count: number,
): { index: Int32Array; share: Float64Array } {
  const index = new Int32Array(degrees.length);
  const share = new Float64Array(degrees.length);
  for (const [position, degree] of degrees.entries()) {
    const at = Math.min(Math.max(((degree - from) / (to - from)) * (count - 1), 0), count - 1);
    const low = Math.min(Math.floor(at), Math.max(count - 2, 0));
    index[position] = low;
    share[position] = at - low;
  }
  return { index, share };
}

/**
 * Decimetres at each crossing of the latitudes and longitudes (row by row), between four heights of the grid.
 * Beyond the grid its edge goes on, so that no cliff is drawn where the data ends.
 */
export function sample(grid: HeightGrid, longitudes: Float64Array, latitudes: Float64Array): Float64Array {
  const across = steps(longitudes, grid.west, grid.east, grid.columns);
  const down = steps(latitudes, grid.north, grid.south, grid.rows);
  const result = new Float64Array(longitudes.length * latitudes.length);
  const right = grid.columns > 1 ? 1 : 0;
  const below = grid.rows > 1 ? grid.columns : 0;
  for (let row = 0; row < latitudes.length; row += 1) {
    const start = (down.index[row] ?? 0) * grid.columns;
    const v = down.share[row] ?? 0;
    for (let column = 0; column < longitudes.length; column += 1) {
      const at = start + (across.index[column] ?? 0);
      const u = across.share[column] ?? 0;
      const top = (grid.heights[at] ?? 0) * (1 - u) + (grid.heights[at + right] ?? 0) * u;
      const bottom = (grid.heights[at + below] ?? 0) * (1 - u) + (grid.heights[at + below + right] ?? 0) * u;
      result[row * longitudes.length + column] = top * (1 - v) + bottom * v;
    }
  }
  return result;
}
