import { sql } from 'drizzle-orm';
import { AppError } from '../../shared/errors.ts';
import { type FootwayGraph, footwayGraph, type WalkingPace, walkingSpeeds } from '../../shared/footway.ts';
import type { Bounds, Position } from '../../shared/geo.ts';
import { metresTo, type Snap, snapper, walkFrom } from '../../shared/onFoot.ts';
import { boundsAround } from '../../shared/shape.ts';
import type { Tx } from '../db/connect.ts';

/** More corners of streets than this are not walked through in one question. */
const mostCorners = 300_000;

/** The streets of a county that people walk along, within bounds, as a graph. Throws tooMany. */
export async function footways(tx: Tx, countyCode: string, bounds: Bounds): Promise<FootwayGraph> {
  const rows = await tx.execute<{ lines: [number, number][][] }>(sql`
    select st_asgeojson(geometry, 8, 0)::json -> 'coordinates' as lines
    from street
    where county_code = ${countyCode} and kind not in ('highway', 'rail')
      and geometry && st_makeenvelope(${bounds[0]}, ${bounds[1]}, ${bounds[2]}, ${bounds[3]}, 4490)
    limit 50000`);
  const lines = [...rows].flatMap((row) => row.lines);
  if (lines.reduce((sum, { length }) => sum + length, 0) > mostCorners) throw new AppError({ code: 'tooMany' });
  return footwayGraph(lines);
}

/** Tells how many metres it is on foot from a point to another; Infinity beyond the time, or where no street leads. */
export type Walk = { bounds: Bounds; metresTo(position: Position): number; most: number };

/** Everything within some minutes on foot along the streets of a point. */
export async function walkAround(
  tx: Tx,
  countyCode: string,
  { position, minutes, pace }: { position: Position; minutes: number; pace: WalkingPace },
): Promise<Walk> {
  const most = minutes * walkingSpeeds[pace];
  // Nobody gets further than straight ahead.
  const bounds = boundsAround({ type: 'Point', coordinates: position }, most);
  const graph = await footways(tx, countyCode, bounds);
  return { bounds, most, metresTo: walker(graph, [position], most) };
}

/** Metres on foot from the nearest of some points, for asking again and again. */
export function walker(graph: FootwayGraph, from: readonly Position[], most: number): (position: Position) => number {
  const snap = snapper(graph);
  const sources = from.map((position) => snap(...position)).filter((found): found is Snap => found !== null);
  const walked = walkFrom(graph, sources, most);
  return (position) => reached(walked, snap(...position), sources, most);
}

/** Metres on foot from each of some places to each of some doors, a row for each place; each door is found on its street once. */
export function walks(
  graph: FootwayGraph,
  places: readonly Position[],
  doors: readonly Position[],
  most: number,
): Float64Array[] {
  const snap = snapper(graph);
  const spots = doors.map((door) => snap(...door));
  return places.map((place) => {
    const source = snap(...place);
    if (!source) return new Float64Array(doors.length).fill(Number.POSITIVE_INFINITY);
    const walked = walkFrom(graph, [source], most);
    return Float64Array.from(spots, (spot) => reached(walked, spot, [source], most));
  });
}

function reached(walked: Float64Array, spot: Snap | null, sources: readonly Snap[], most: number): number {
  const metres = spot ? metresTo(walked, spot, sources) : Number.POSITIVE_INFINITY;
  return metres <= most ? metres : Number.POSITIVE_INFINITY;
}
