import { type Edges, edgeBands } from '../../../shared/edges.ts';
import type { Bounds, Position } from '../../../shared/geo.ts';
import { metresOfDegree } from '../../../shared/walking.ts';
import { rowsInside } from '../../api/columnLookups.ts';

/** What was drawn on the map, in degrees: an area, or a stroke as wide as the brush, its radius in metres. */
export type Shape =
  | { kind: 'area'; ring: readonly Position[] }
  | { kind: 'stroke'; path: readonly Position[]; radius: number };

type Located = { lng: Float64Array; lat: Float64Array };

/** Rows whose position lies in a shape, ascending. A loop drawn twice encloses what it encloses. */
export function rowsInShape(columns: Located, shape: Shape): number[] {
  const rows = shape.kind === 'area' ? rowsInArea(columns, shape.ring) : rowsUnderStroke(columns, shape);
  return rows.sort((one, other) => one - other);
}

function rowsInArea(columns: Located, ring: readonly Position[]): number[] {
  if (ring.length < 3) return [];
  const [west, south, east, north] = boundsOfPath(ring);
  const { at } = edgeBands([ring]);
  return rowsInside(columns, west, south, east, north).filter(
    (row) => windings(at(columns.lat[row] ?? 0), columns.lng[row] ?? 0, columns.lat[row] ?? 0) !== 0,
  );
}

/** How often edges go round a point; 0 outside. Source: Sunday, "Inclusion of a point in a polygon" (2001). */
function windings(edges: Edges, lng: number, lat: number): number {
  let turns = 0;
  for (let at = 0; at < edges.length; at += 4) {
    const [x1, y1] = [edges[at] ?? 0, edges[at + 1] ?? 0];
    const [x2, y2] = [edges[at + 2] ?? 0, edges[at + 3] ?? 0];
    const left = (x2 - x1) * (lat - y1) - (lng - x1) * (y2 - y1);
    if (y1 <= lat && y2 > lat && left > 0) turns += 1;
    else if (y1 > lat && y2 <= lat && left < 0) turns -= 1;
  }
  return turns;
}

function rowsUnderStroke(columns: Located, { path, radius }: { path: readonly Position[]; radius: number }): number[] {
  const high = radius / metresOfDegree;
  const squeeze = Math.cos(((path[0]?.[1] ?? 0) * Math.PI) / 180);
  const wide = high / squeeze;
  const caught = new Set<number>();
  path.forEach((to, index) => {
    const from = path[index - 1] ?? to;
    const [west, south, east, north] = boundsOfPath([from, to]);
    for (const row of rowsInside(columns, west - wide, south - high, east + wide, north + high)) {
      const point: Position = [columns.lng[row] ?? 0, columns.lat[row] ?? 0];
      if (degreesAway(point, from, to, squeeze) <= high) caught.add(row);
    }
  });
  return [...caught];
}

/** Degrees of latitude from a point to a stretch of a line; `squeeze` is how much shorter a degree of longitude is. */
function degreesAway(point: Position, from: Position, to: Position, squeeze: number): number {
  const [dx, dy] = [(to[0] - from[0]) * squeeze, to[1] - from[1]];
  const [px, py] = [(point[0] - from[0]) * squeeze, point[1] - from[1]];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / length));
  return Math.hypot(px - along * dx, py - along * dy);
}

/** The rectangle round a path, in degrees. */
export function boundsOfPath(path: readonly Position[]): Bounds {
  const bounds: Bounds = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  for (const [lng, lat] of path) {
    bounds[0] = Math.min(bounds[0], lng);
    bounds[1] = Math.min(bounds[1], lat);
    bounds[2] = Math.max(bounds[2], lng);
    bounds[3] = Math.max(bounds[3], lat);
  }
  return bounds;
}
