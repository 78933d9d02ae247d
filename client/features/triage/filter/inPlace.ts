import { booleanIntersects, simplify } from '@turf/turf';
import type { ColumnsOf } from '../../../../shared/columns.ts';
import { readyRegion } from '../../../../shared/edges.ts';
import type { Bounds, Position } from '../../../../shared/geo.ts';
import type { Whereabouts } from '../../../../shared/hazardFilter.ts';
import { boundsAround, boundsOf, metresFrom, type Region, type Shape, shapeSchema } from '../../../../shared/shape.ts';

/** Degrees by which a freehand line may be straightened: about half a metre. */
const grain = 0.000005;

type Located = Pick<ColumnsOf<'hazard'>, 'lng' | 'lat' | 'geometry'>;

/** Parts of a filter that hazards' own rows answer; the ways of a place and walking times are the server's to find. */
export function isLocal(where: Whereabouts): boolean {
  return where.kind === 'region' || where.kind === 'circle' || where.kind === 'view';
}

/** 1 for each row that lies, in part at least, wherever all local parts say; null when none says anything. */
export function rowsInPlace(hazards: Located, places: readonly Whereabouts[]): Uint8Array | null {
  const tests = places.filter(isLocal).map(testOf);
  if (tests.length === 0) return null;
  const boxes = boxesOf(hazards);
  const passes = new Uint8Array(hazards.lng.length).fill(1);
  for (const { bounds, holds } of tests) {
    const [west, south, east, north] = bounds;
    for (let row = 0, at = 0; row < passes.length; row++, at += 4) {
      // What has no position has no extent either, and lies nowhere.
      const [left, bottom] = [boxes[at] ?? Number.NaN, boxes[at + 1] ?? Number.NaN];
      const [right, top] = [boxes[at + 2] ?? Number.NaN, boxes[at + 3] ?? Number.NaN];
      const isNear = left <= east && right >= west && bottom <= north && top >= south;
      if (passes[row] === 1 && !(isNear && holds(hazards, row, [left, bottom, right, top]))) passes[row] = 0;
    }
  }
  return passes;
}

/** West, south, east and north of the rows before `read`, the others still to come. */
type Boxes = { boxes: Float64Array; read: number };
/** By the column of their positions. */
const knownBoxes = new WeakMap<object, Boxes>();
/** Rows that are read between two looks at the clock. */
const slice = 500;

function boxesOf(hazards: Located): Float64Array {
  return readBoxes(hazards, hazards.lng.length).boxes;
}

function readBoxes({ lng, lat, geometry }: Located, until: number): Boxes {
  const known = knownBoxes.get(lng) ?? { boxes: new Float64Array(lng.length * 4), read: 0 };
  knownBoxes.set(lng, known);
  for (; known.read < Math.min(until, lng.length); known.read++) {
    const [x, y] = [lng[known.read] ?? Number.NaN, lat[known.read] ?? Number.NaN];
    const text = geometry[known.read];
    known.boxes.set(text ? boxOfText(text) : [x, y, x, y], known.read * 4);
  }
  return known;
}

/**
 * Reads extents while the page has nothing else to do, so that the first area that is drawn need not wait for them; the
 * answer stops it. A browser that tells no idle time reads them with the first area.
 */
export function readAhead(hazards: Located): () => void {
  if (!('requestIdleCallback' in window)) return () => undefined;
  let waiting = 0;
  const wait = () => {
    waiting = requestIdleCallback((idle) => {
      let { read } = readBoxes(hazards, 0);
      while (read < hazards.lng.length && idle.timeRemaining() > 1) ({ read } = readBoxes(hazards, read + slice));
      if (read < hazards.lng.length) wait();
    });
  };
  wait();
  return () => cancelIdleCallback(waiting);
}

/** The extent of a shape from its text alone: reading each of many as a shape takes ten times as long. */
function boxOfText(text: string): Bounds {
  const box: Bounds = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  for (const [, lng, lat] of text.matchAll(/\[\s*(-?[\d.eE+-]+)\s*,\s*(-?[\d.eE+-]+)/g)) {
    const [x, y] = [Number(lng), Number(lat)];
    if (x < box[0]) box[0] = x;
    if (y < box[1]) box[1] = y;
    if (x > box[2]) box[2] = x;
    if (y > box[3]) box[3] = y;
  }
  return box;
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

/** A place by its extent, and whether it holds a row whose own extent meets that. */
type Test = { bounds: Bounds; holds(hazards: Located, row: number, box: Bounds): boolean };

function testOf(where: Whereabouts): Test {
  switch (where.kind) {
    case 'region': {
      const ready = readyRegion(where.region);
      const holds: Test['holds'] = (hazards, row, box) => {
        if (!hazards.geometry[row]) return ready.contains(box[0], box[1]);
        const relation = ready.relate(box);
        if (relation !== 'border') return relation === 'within';
        const shape = shapeAt(hazards, row);
        return shape !== null && booleanIntersects(shape, where.region);
      };
      return { bounds: boundsOf(where.region), holds };
    }
    case 'circle': {
      const [lng, lat] = where.position;
      const holds: Test['holds'] = (hazards, row) => {
        const shape = shapeAt(hazards, row);
        return shape !== null && metresFrom(shape)(lng, lat) <= where.metres;
      };
      // Metres are measured at the latitude of each shape, which may be another: so wide that none is missed.
      return { bounds: boundsAround({ type: 'Point', coordinates: [lng, lat] }, where.metres * 2), holds };
    }
    case 'view':
      return { bounds: where.bounds, holds: () => true };
    case 'buffer':
    case 'onFoot':
      return { bounds: [-180, -90, 180, 90], holds: () => true };
  }
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
