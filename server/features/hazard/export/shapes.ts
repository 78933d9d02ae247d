import { boundsOf, type Shape } from '../../../../shared/shape.ts';

export type ShapeKind = 'point' | 'line' | 'area';
const typeNumbers: Record<ShapeKind, number> = { point: 8, line: 3, area: 5 };

type Point = readonly number[];
const headSize = 100;

/**
 * The geometries of a shapefile and their index. Points are written as multipoints, so that one file holds both; rings
 * go clockwise and holes against it. Source: ESRI Shapefile Technical Description, July 1998.
 */
export function shapesOf(kind: ShapeKind, shapes: readonly Shape[]): { shp: Buffer; shx: Buffer } {
  const records = shapes.map((shape) => (kind === 'point' ? multiPoint(shape) : polyline(kind, shape)));
  const total = headSize + records.reduce((sum, record) => sum + 8 + record.length, 0);
  const shx = Buffer.alloc(headSize + 8 * records.length);
  const parts: Buffer[] = [];
  let at = headSize;
  for (const [index, record] of records.entries()) {
    const head = Buffer.alloc(8);
    head.writeInt32BE(index + 1, 0);
    head.writeInt32BE(record.length / 2, 4);
    shx.writeInt32BE(at / 2, headSize + 8 * index);
    shx.writeInt32BE(record.length / 2, headSize + 8 * index + 4);
    parts.push(head, record);
    at += 8 + record.length;
  }
  writeHead(shx, kind, shapes, shx.length);
  const head = Buffer.alloc(headSize);
  writeHead(head, kind, shapes, total);
  return { shp: Buffer.concat([head, ...parts]), shx };
}

function writeHead(buffer: Buffer, kind: ShapeKind, shapes: readonly Shape[], length: number): void {
  buffer.writeInt32BE(9994, 0);
  buffer.writeInt32BE(length / 2, 24);
  buffer.writeInt32LE(1000, 28);
  buffer.writeInt32LE(typeNumbers[kind], 32);
  const all = shapes.map(boundsOf);
  const least = (corner: 0 | 1) => Math.min(...all.map((bounds) => bounds[corner]));
  const most = (corner: 2 | 3) => Math.max(...all.map((bounds) => bounds[corner]));
  [least(0), least(1), most(2), most(3)].forEach((value, index) => {
    buffer.writeDoubleLE(value, 36 + 8 * index);
  });
}

function multiPoint(shape: Shape): Buffer {
  const points: Point[] =
    shape.type === 'Point' ? [shape.coordinates] : shape.type === 'MultiPoint' ? shape.coordinates : [];
  const record = Buffer.alloc(40 + 16 * points.length);
  record.writeInt32LE(typeNumbers.point, 0);
  writeBounds(record, shape);
  record.writeInt32LE(points.length, 36);
  writePoints(record, 40, points);
  return record;
}

function polyline(kind: ShapeKind, shape: Shape): Buffer {
  const lines = linesOf(shape);
  const points = lines.flat();
  const record = Buffer.alloc(44 + 4 * lines.length + 16 * points.length);
  record.writeInt32LE(typeNumbers[kind], 0);
  writeBounds(record, shape);
  record.writeInt32LE(lines.length, 36);
  record.writeInt32LE(points.length, 40);
  let first = 0;
  for (const [index, line] of lines.entries()) {
    record.writeInt32LE(first, 44 + 4 * index);
    first += line.length;
  }
  writePoints(record, 44 + 4 * lines.length, points);
  return record;
}

function linesOf(shape: Shape): (readonly Point[])[] {
  switch (shape.type) {
    case 'LineString':
      return [shape.coordinates];
    case 'MultiLineString':
      return shape.coordinates;
    case 'Polygon':
      return turned(shape.coordinates);
    case 'MultiPolygon':
      return shape.coordinates.flatMap(turned);
    default:
      return [];
  }
}

function turned(rings: readonly (readonly Point[])[]): (readonly Point[])[] {
  return rings.map((ring, index) => (isClockwise(ring) === (index === 0) ? ring : ring.toReversed()));
}

function isClockwise(ring: readonly Point[]): boolean {
  let doubled = 0;
  for (const [index, [x = 0, y = 0]] of ring.entries()) {
    const [nextX = 0, nextY = 0] = ring[(index + 1) % ring.length] ?? [];
    doubled += (nextX - x) * (nextY + y);
  }
  return doubled > 0;
}

function writeBounds(record: Buffer, shape: Shape): void {
  boundsOf(shape).forEach((value, index) => {
    record.writeDoubleLE(value, 4 + 8 * index);
  });
}

function writePoints(record: Buffer, start: number, points: readonly Point[]): void {
  for (const [index, [x = 0, y = 0]] of points.entries()) {
    record.writeDoubleLE(x, start + 16 * index);
    record.writeDoubleLE(y, start + 16 * index + 8);
  }
}
