import type { Point as GeoPoint, LineString, MultiLineString, MultiPolygon, Polygon, Position } from 'geojson';
import type { Line, Point } from './plane.ts';
import { ringArea } from './plane.ts';

/** The demo is laid out in metres east and north of this point and becomes degrees of CGCS2000 once, here. */
const origin = { lng: 122.43, lat: 36.9 };
/** Length of a degree on the ellipsoid at latitude 36.9. */
const metresPerDegree = { lng: 89_128.6, lat: 110_975.7 };

/** Longitude and latitude of a point of the local frame, to seven decimals (a centimetre). */
function degrees([x, y]: Point): [number, number] {
  return [round(origin.lng + x / metresPerDegree.lng), round(origin.lat + y / metresPerDegree.lat)];
}

function round(value: number): number {
  return Math.round(value * 1e7) / 1e7;
}

function path(line: Line): Position[] {
  const positions: Position[] = [];
  for (const point of line) {
    const position = degrees(point);
    const last = positions.at(-1);
    if (!last || last[0] !== position[0] || last[1] !== position[1]) positions.push(position);
  }
  return positions;
}

/** A closed ring of positions, counter-clockwise as GeoJSON asks of outer rings, or clockwise for holes. */
function closed(ring: Line, isHole: boolean): Position[] {
  const positions = path(ringArea(ring) > 0 === isHole ? [...ring].reverse() : ring);
  const first = positions[0];
  const last = positions.at(-1);
  if (first && last && (first[0] !== last[0] || first[1] !== last[1])) positions.push([...first]);
  return positions;
}

export function geoPoint(point: Point): GeoPoint {
  return { type: 'Point', coordinates: degrees(point) };
}

export function geoLine(line: Line): LineString {
  return { type: 'LineString', coordinates: path(line) };
}

export function geoLines(lines: Line[]): MultiLineString {
  return { type: 'MultiLineString', coordinates: lines.map(path) };
}

/** Rings are open or closed, in any direction; the first is the outer one, the others are holes. */
export function geoPolygon(rings: Line[]): Polygon {
  return { type: 'Polygon', coordinates: rings.map((ring, index) => closed(ring, index > 0)) };
}

export function geoMultiPolygon(polygons: Line[][]): MultiPolygon {
  return { type: 'MultiPolygon', coordinates: polygons.map((rings) => geoPolygon(rings).coordinates) };
}
