import { booleanIntersects, simplify } from '@turf/turf';
import type { ColumnsOf } from '../../../../shared/columns.ts';
import type { Bounds, Position } from '../../../../shared/geo.ts';
import type { Whereabouts } from '../../../../shared/hazardFilter.ts';
import { boundsOf, contains, metresFrom, type Region, type Shape, shapeSchema } from '../../../../shared/shape.ts';
import { grain } from '../../../../shared/straighten.ts';

type Located = Pick<ColumnsOf<'hazard'>, 'lng' | 'lat' | 'geometry'>;

/** Parts of a filter that hazards' own rows answer; the ways of a place and walking times are the server's to find. */
export function isLocal(where: Whereabouts): boolean {
  return where.kind === 'region' || where.kind === 'circle' || where.kind === 'view';
}

/** 1 for each row that lies, in part at least, wherever all local parts say; null when none says anything. */
export function rowsInPlace(hazards: Located, places: readonly Whereabouts[]): Uint8Array | null {
  const tests = places.filter(isLocal).map(testOf);
  if (tests.length === 0) return null;
  return Uint8Array.from(hazards.lng, (_, row) => {
    const shape = shapeAt(hazards, row);
    return shape !== null && tests.every((test) => test(shape)) ? 1 : 0;
  });
}

/** Lines and areas that were read from their text, by the column they stand in. */
const readShapes = new WeakMap<object, Map<number, Shape | null>>();

function drawnAt(geometry: readonly string[], row: number): Shape | null {
  const shapes = readShapes.get(geometry) ?? new Map<number, Shape | null>();
  readShapes.set(geometry, shapes);
  const known = shapes.get(row);
  if (known !== undefined) return known;
  const shape = shapeSchema.safeParse(JSON.parse(geometry[row] ?? 'null')).data ?? null;
  shapes.set(row, shape);
  return shape;
}

/** The shape of a hazard, its point where it has no other; null without a position. */
export function shapeAt({ lng, lat, geometry }: Located, row: number): Shape | null {
  const drawn = geometry[row] ? drawnAt(geometry, row) : null;
  if (drawn) return drawn;
  const [x, y] = [lng[row] ?? Number.NaN, lat[row] ?? Number.NaN];
  return Number.isNaN(x) || Number.isNaN(y) ? null : { type: 'Point', coordinates: [x, y] };
}

function testOf(where: Whereabouts): (shape: Shape) => boolean {
  switch (where.kind) {
    case 'region': {
      const near = touching(boundsOf(where.region));
      return (shape) =>
        near(shape) &&
        (shape.type === 'Point'
          ? contains(where.region, [shape.coordinates[0], shape.coordinates[1]])
          : booleanIntersects(shape, where.region));
    }
    case 'circle': {
      const [lng, lat] = where.position;
      return (shape) => metresFrom(shape)(lng, lat) <= where.metres;
    }
    case 'view':
      return touching(where.bounds);
    case 'buffer':
    case 'onFoot':
      return () => true;
  }
}

/** Whether a shape's rectangle touches another. */
function touching([west, south, east, north]: Bounds): (shape: Shape) => boolean {
  return (shape) => {
    const [left, bottom, right, top] = boundsOf(shape);
    return left <= east && right >= west && bottom <= north && top >= south;
  };
}

/** A ring drawn by hand as an area: closed, and without the points that say nothing. */
export function regionOfRing(ring: readonly Position[]): Region | null {
  const [first] = ring;
  if (!first || ring.length < 3) return null;
  const closed = [...ring, first].map(([lng, lat]): Position => [lng, lat]);
  const { coordinates } = simplify({ type: 'Polygon', coordinates: [closed] }, { tolerance: grain });
  const points = (coordinates[0] ?? []).map(([lng = 0, lat = 0]): Position => [lng, lat]);
  return points.length < 4 ? { type: 'Polygon', coordinates: [closed] } : { type: 'Polygon', coordinates: [points] };
}
