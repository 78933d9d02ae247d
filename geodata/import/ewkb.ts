/** What geometry a table takes: single lines and polygons become multiple ones; `Geometry` is any but a collection. */
export type Shape = 'Point' | 'MultiLineString' | 'MultiPolygon' | 'Geometry';

export type GeometryFault =
  | 'noGeometry'
  | 'wrongGeometry'
  | 'emptyGeometry'
  | 'notNumbers'
  | 'outOfRange'
  | 'swappedCoordinates'
  | 'tooFewPositions'
  | 'noCoordinates';
export type GeometryRepair = 'heightDropped' | 'ringClosed' | 'emptyPartDropped';

export type Encoded = { hex: string; repairs: GeometryRepair[] } | { fault: GeometryFault };

const codes = { Point: 1, LineString: 2, Polygon: 3, MultiPoint: 4, MultiLineString: 5, MultiPolygon: 6 } as const;
type TypeName = keyof typeof codes;
const sridFlag = 0x20000000;
const srid = 4490;
/** Web Mercator has no place for the poles. */
const farthestLatitude = 89.99;

class Faulty extends Error {
  readonly fault: GeometryFault;
  constructor(fault: GeometryFault) {
    super(fault);
    this.fault = fault;
  }
}

let buffer = Buffer.alloc(1 << 16);
let size = 0;
let repairs = new Set<GeometryRepair>();

/**
 * Turns an unchecked GeoJSON geometry into extended WKB of SRID 4490 in hexadecimal, two-dimensional, as the table takes it.
 * Points are given polygons and lines as they are, to be reduced by the database. Never throws: a fault says what is wrong.
 */
export function encodeGeometry(geometry: unknown, shape: Shape): Encoded {
  size = 0;
  if (repairs.size > 0) repairs = new Set();
  try {
    if (!isObject(geometry)) throw new Faulty('noGeometry');
    const type = typeNameOf(geometry.type);
    const { coordinates } = geometry;
    if (shape === 'MultiPolygon') writeMulti(type, coordinates, 'Polygon', 'MultiPolygon', writePolygon);
    else if (shape === 'MultiLineString') writeMulti(type, coordinates, 'LineString', 'MultiLineString', writeLine);
    else writeAny(type, coordinates);
    return { hex: buffer.toString('hex', 0, size), repairs: [...repairs] };
  } catch (error) {
    if (error instanceof Faulty) return { fault: error.fault };
    throw error;
  }
}

function writeMulti(
  type: TypeName,
  coordinates: unknown,
  single: TypeName,
  multi: TypeName,
  writePart: (part: unknown) => boolean,
): void {
  if (type !== single && type !== multi) throw new Faulty('wrongGeometry');
  writeParts(multi, type === multi ? listOf(coordinates) : [coordinates], single, writePart);
}

function writeAny(type: TypeName, coordinates: unknown): void {
  if (type === 'Point') {
    writeHeader(type, true);
    writePosition(coordinates);
    if (buffer.readDoubleLE(9) === 0 && buffer.readDoubleLE(17) === 0) throw new Faulty('noCoordinates');
  } else if (type === 'LineString' || type === 'Polygon') {
    writeHeader(type, true);
    if (!(type === 'LineString' ? writeLine : writePolygon)(coordinates)) throw new Faulty('emptyGeometry');
  } else if (type === 'MultiPoint') writeParts(type, listOf(coordinates), 'Point', writePoint);
  else if (type === 'MultiLineString') writeParts(type, listOf(coordinates), 'LineString', writeLine);
  else writeParts(type, listOf(coordinates), 'Polygon', writePolygon);
}

function writeParts(type: TypeName, parts: unknown[], partType: TypeName, write: (part: unknown) => boolean): void {
  writeHeader(type, true);
  const countAt = size;
  writeUint(0);
  let count = 0;
  for (const part of parts) {
    const start = size;
    writeHeader(partType, false);
    if (write(part)) count += 1;
    else {
      size = start;
      repairs.add('emptyPartDropped');
    }
  }
  if (count === 0) throw new Faulty('emptyGeometry');
  buffer.writeUInt32LE(count, countAt);
}

function writePoint(position: unknown): boolean {
  writePosition(position);
  return true;
}

function writeLine(coordinates: unknown): boolean {
  const positions = listOf(coordinates);
  if (positions.length === 0) return false;
  if (positions.length < 2) throw new Faulty('tooFewPositions');
  writeUint(positions.length);
  for (const position of positions) writePosition(position);
  return true;
}

function writePolygon(coordinates: unknown): boolean {
  const rings = listOf(coordinates);
  const countAt = size;
  writeUint(0);
  let count = 0;
  for (const ring of rings) {
    if (writeRing(listOf(ring))) count += 1;
    else if (count === 0) return false;
    else repairs.add('emptyPartDropped');
  }
  buffer.writeUInt32LE(count, countAt);
  return count > 0;
}

function writeRing(positions: unknown[]): boolean {
  if (positions.length === 0) return false;
  if (positions.length < 3) throw new Faulty('tooFewPositions');
  const countAt = size;
  writeUint(positions.length);
  for (const position of positions) writePosition(position);
  const start = countAt + 4;
  const closed = buffer.compare(buffer, start, start + 16, size - 16, size) === 0;
  if (closed && positions.length < 4) throw new Faulty('tooFewPositions');
  if (closed) return true;
  reserve(16);
  buffer.copy(buffer, size, start, start + 16);
  size += 16;
  buffer.writeUInt32LE(positions.length + 1, countAt);
  repairs.add('ringClosed');
  return true;
}

function writePosition(position: unknown): void {
  if (!Array.isArray(position) || position.length < 2)
    throw new Faulty(isEmptyList(position) ? 'emptyGeometry' : 'notNumbers');
  const x: unknown = position[0];
  const y: unknown = position[1];
  if (typeof x !== 'number' || typeof y !== 'number') throw new Faulty('notNumbers');
  if (x > 180 || x < -180 || y > farthestLatitude || y < -farthestLatitude) throw new Faulty(rangeFault(x, y));
  if (position.length > 2) repairs.add('heightDropped');
  reserve(16);
  buffer.writeDoubleLE(x, size);
  buffer.writeDoubleLE(y, size + 8);
  size += 16;
}

/** Latitude first is the commonest mistake in tables and in files written by hand. */
function rangeFault(x: number, y: number): GeometryFault {
  const swapped = Math.abs(x) <= 90 && Math.abs(y) > 90 && Math.abs(y) <= 180;
  return swapped ? 'swappedCoordinates' : 'outOfRange';
}

function writeHeader(type: TypeName, withSrid: boolean): void {
  reserve(9);
  buffer[size] = 1;
  buffer.writeUInt32LE(withSrid ? codes[type] + sridFlag : codes[type], size + 1);
  size += 5;
  if (withSrid) writeUint(srid);
}

function writeUint(value: number): void {
  reserve(4);
  buffer.writeUInt32LE(value, size);
  size += 4;
}

function reserve(bytes: number): void {
  if (size + bytes <= buffer.length) return;
  const larger = Buffer.alloc(buffer.length * 2);
  buffer.copy(larger, 0, 0, size);
  buffer = larger;
}

function typeNameOf(type: unknown): TypeName {
  const name = Object.keys(codes).find((known): known is TypeName => known === type);
  if (name === undefined) throw new Faulty('wrongGeometry');
  return name;
}

function listOf(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new Faulty('notNumbers');
  return value;
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
