import type { Bounds, Position } from '../../shared/geo.ts';
import { metresOfDegree } from '../../shared/walking.ts';
import { rowsInside } from '../api/columnLookups.ts';
import { type Register, zonePath } from './visible.ts';

/** Metres that a name of two lines reaches to either side close by, the disc of a household beside it included. */
const half = { east: 21, north: 9 };
/** Metres between two names that do not touch. */
const apart = { east: 36, north: 12 };
/** Metres a name may be moved, not out of its own rows of houses. */
const reach = { east: 24, north: 12 };
const steps = {
  east: [0, -4, 4, -8, 8, -12, 12, -16, 16, -20, 20, -24, 24],
  north: [0, -2, 2, -4, 4, -6, 6, -8, 8, -10, 10, -12, 12],
};
/** The tries on the way there with what their distance counts against them, the nearest first. */
const tries = steps.north
  .flatMap((north) => steps.east.map((east) => ({ east, north, away: Math.hypot(east, north) / 1000 })))
  .sort((one, other) => one.away - other.away);

/**
 * Where each zone's name covers the fewest households: beside its middle, mostly on the way between two rows of houses.
 * Outer zones are placed first, and the names in them keep clear of theirs.
 */
export function labelSpots({ zones, household }: Pick<Register, 'zones' | 'household'>): Map<number, Position> {
  const zoneById = new Map(zones.map((zone) => [zone.id, zone]));
  const placed = zones
    .map(({ id, position, bounds }) => ({ id, position, bounds, around: zonePath(id, zoneById).slice(1) }))
    .sort((one, other) => one.around.length - other.around.length);
  const spots = new Map<number, Position>();
  for (const { id, position, bounds, around } of placed) {
    if (!position) continue;
    const names = around.map((outer) => spots.get(outer.id)).filter((name) => name !== undefined);
    spots.set(id, clearest(position, sidewaysIn(bounds), discsAround(household, position), names));
  }
  return spots;
}

/** How far a name may be moved to the side: half of the way to the edge. */
function sidewaysIn(bounds: Bounds | null): number {
  if (!bounds) return 0;
  const [west, south, east] = bounds;
  return ((east - west) * squeezeAt(south) * metresOfDegree) / 4;
}

function discsAround(household: Register['household'], [east, north]: Position): Position[] {
  const high = (half.north + reach.north) / metresOfDegree;
  const wide = (half.east + reach.east) / metresOfDegree / squeezeAt(north);
  return rowsInside(household, east - wide, north - high, east + wide, north + high).map(
    (row): Position => [household.lng[row] ?? 0, household.lat[row] ?? 0],
  );
}

function clearest(
  middle: Position,
  sideways: number,
  discs: readonly Position[],
  names: readonly Position[],
): Position {
  const squeeze = squeezeAt(middle[1]);
  let best = middle;
  let least = Number.POSITIVE_INFINITY;
  for (const { east, north, away } of tries) {
    // All that follow are further away, and a county has thousands of names.
    if (away >= least) break;
    if (Math.abs(east) > sideways) continue;
    const spot: Position = [middle[0] + east / squeeze / metresOfDegree, middle[1] + north / metresOfDegree];
    const covered = overlap(spot, discs, half, squeeze) + 2 * overlap(spot, names, apart, squeeze) + away;
    if (covered >= least) continue;
    best = spot;
    least = covered;
  }
  return best;
}

/** How deep points lie in a rectangle round a spot, together: 1 for one in its middle, 0 for those outside. */
function overlap([lng, lat]: Position, points: readonly Position[], size: typeof half, squeeze: number): number {
  let sum = 0;
  for (const point of points) {
    const east = 1 - (Math.abs(point[0] - lng) * squeeze * metresOfDegree) / size.east;
    const north = 1 - (Math.abs(point[1] - lat) * metresOfDegree) / size.north;
    if (east > 0 && north > 0) sum += Math.min(east, north);
  }
  return sum;
}

function squeezeAt(latitude: number): number {
  return Math.cos((latitude * Math.PI) / 180);
}
