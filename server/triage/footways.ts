import { sql } from 'drizzle-orm';
import { AppError } from '../../shared/errors.ts';
import { type FootwayGraph, footwayGraph, linesOf, type WalkingPace, walkingSpeeds } from '../../shared/footway.ts';
import type { Bounds, Position } from '../../shared/geo.ts';
import { metresTo, type Snap, snapper, walkFrom } from '../../shared/onFoot.ts';
import { boundsAround } from '../../shared/shape.ts';
import type { Tx } from '../db/connect.ts';

/** More corners of streets than this are not walked through in one question. */
const mostCorners = 300_000;
const mostStreets = 50_000;

/** The streets of a county that people walk along, within bounds, each as the text of a GeoJSON multi-line. Throws tooMany. */
export async function footwayTexts(tx: Tx, countyCode: string, bounds: Bounds): Promise<string[]> {
  const rows = await tx.execute<{ lines: string; corners: number }>(sql`
    select st_asgeojson(geometry, 8, 0) as lines, st_npoints(geometry) as corners
    from street
    where county_code = ${countyCode} and kind not in ('highway', 'rail')
      and geometry && st_makeenvelope(${bounds[0]}, ${bounds[1]}, ${bounds[2]}, ${bounds[3]}, 4490)
    limit ${mostStreets + 1}`);
  if (rows.length > mostStreets || rows.reduce((sum, { corners }) => sum + corners, 0) > mostCorners)
    throw new AppError({ code: 'tooMany' });
  return rows.map(({ lines }) => lines);
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
  const graph = footwayGraph((await footwayTexts(tx, countyCode, bounds)).flatMap(linesOf));
  return { bounds, most, metresTo: walker(graph, [position], most) };
}

/** Metres on foot from the nearest of some points, for asking again and again. */
export function walker(graph: FootwayGraph, from: readonly Position[], most: number): (position: Position) => number {
  const snap = snapper(graph);
  const sources = from.map((position) => snap(...position)).filter((found): found is Snap => found !== null);
  const walked = walkFrom(graph, sources, most);
  return (position) => reached(walked, snap(...position), sources, most);
}

function reached(walked: Float64Array, spot: Snap | null, sources: readonly Snap[], most: number): number {
  const metres = spot ? metresTo(walked, spot, sources) : Number.POSITIVE_INFINITY;
  return metres <= most ? metres : Number.POSITIVE_INFINITY;
}
