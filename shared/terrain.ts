import { metricAt } from './metric.ts';

/** Heights over a rectangle of degrees, row by row from the north-west, the outer values on its very edge. */
export type Terrain = {
  west: number;
  south: number;
  east: number;
  north: number;
  columns: number;
  rows: number;
  /** Metres above sea level. */
  heights: Float32Array;
};

/** Index of the height nearest to a point; null beyond the rectangle. */
export function cellAt({ west, south, east, north, columns, rows }: Terrain, lng: number, lat: number): number | null {
  if (lng < west || lng > east || lat < south || lat > north) return null;
  const column = Math.round(((lng - west) / (east - west)) * (columns - 1));
  const row = Math.round(((north - lat) / (north - south)) * (rows - 1));
  return row * columns + column;
}

/**
 * Where water stands that rises `depth` metres above the ground of a cell: every cell lower than that which it reaches
 * without crossing higher ground. 1 where it is wet.
 */
export function flooded(terrain: Terrain, start: number, depth: number): Uint8Array {
  const level = (terrain.heights[start] ?? 0) + depth;
  return spread(terrain, [start], (cell) => (terrain.heights[cell] ?? 0) < level);
}

/**
 * What a slide that breaks loose at some cells can reach: downhill cells whose line of sight to the top falls at least
 * as steeply as the angle of reach. Source: Heim's Fahrböschung, as used for first estimates of run-out.
 */
export function slideReach(terrain: Terrain, sources: readonly number[], angle: number): Uint8Array {
  const slope = Math.tan((angle * Math.PI) / 180);
  const metric = metricAt((terrain.south + terrain.north) / 2);
  const across = ((terrain.east - terrain.west) / (terrain.columns - 1)) * metric.x;
  const along = ((terrain.north - terrain.south) / (terrain.rows - 1)) * metric.y;
  const reached = new Uint8Array(terrain.heights.length);
  for (const source of sources) {
    if (reached[source] === 2) continue;
    const top = terrain.heights[source] ?? 0;
    const [column, row] = [source % terrain.columns, Math.floor(source / terrain.columns)];
    const run = spread(terrain, [source], (cell) => {
      const distance = Math.hypot(
        ((cell % terrain.columns) - column) * across,
        (Math.floor(cell / terrain.columns) - row) * along,
      );
      return top - (terrain.heights[cell] ?? 0) >= slope * distance;
    });
    for (let cell = 0; cell < run.length; cell++) if (run[cell] === 1) reached[cell] = 1;
  }
  return reached;
}

/** The cells that are joined to the first ones by their four neighbours and all meet a condition; the first ones always. */
function spread({ columns, rows }: Terrain, from: readonly number[], meets: (cell: number) => boolean): Uint8Array {
  const marked = new Uint8Array(columns * rows);
  const queue = [...from];
  for (const cell of from) marked[cell] = 1;
  for (let cell = queue.pop(); cell !== undefined; cell = queue.pop()) {
    const column = cell % columns;
    for (const next of [
      column > 0 ? cell - 1 : -1,
      column < columns - 1 ? cell + 1 : -1,
      cell - columns,
      cell + columns,
    ]) {
      if (next < 0 || next >= marked.length || marked[next] === 1 || !meets(next)) continue;
      marked[next] = 1;
      queue.push(next);
    }
  }
  return marked;
}
