import { fromGeojsonVt } from '@maplibre/vt-pbf';
import type { Geometry, Position } from 'geojson';
import { tileExtent } from '../../shared/tiles.ts';

/** A feature of a tile, its geometry in whole tile units with y down. */
export type TileFeature = {
  layer: string;
  id: number;
  properties: Record<string, string | number | boolean>;
  geometry: Geometry | null;
};

type Point = [number, number];
type Shape = { type: 1; geometry: Point[] } | { type: 2 | 3; geometry: Point[][] };

/** Encodes features as one Mapbox vector tile (version 2); what has shrunk to nothing is left out. */
export function encodeTile(features: TileFeature[]): Uint8Array {
  const layers: Record<string, (Shape & { id: number; tags: TileFeature['properties'] })[]> = {};
  for (const feature of features) {
    const shape = feature.geometry && shapeOf(feature.geometry);
    if (!shape || shape.geometry.length === 0) continue;
    layers[feature.layer] ??= [];
    layers[feature.layer]?.push({ ...shape, id: feature.id, tags: feature.properties });
  }
  const tiles = Object.fromEntries(Object.entries(layers).map(([name, features]) => [name, { features }]));
  // The encoder's parameter type asks for numbers that are points at once, which nothing is; it reads `features` only.
  return fromGeojsonVt(tiles as unknown as Parameters<typeof fromGeojsonVt>[0], { version: 2, extent: tileExtent });
}

function shapeOf(geometry: Geometry): Shape | null {
  switch (geometry.type) {
    case 'Point':
      return { type: 1, geometry: geometry.coordinates.length > 0 ? [pointOf(geometry.coordinates)] : [] };
    case 'MultiPoint':
      return { type: 1, geometry: geometry.coordinates.map(pointOf) };
    case 'LineString':
      return { type: 2, geometry: linesOf([geometry.coordinates]) };
    case 'MultiLineString':
      return { type: 2, geometry: linesOf(geometry.coordinates) };
    case 'Polygon':
      return { type: 3, geometry: ringsOf(geometry.coordinates) };
    case 'MultiPolygon':
      return { type: 3, geometry: geometry.coordinates.flatMap(ringsOf) };
    case 'GeometryCollection':
      return null;
  }
}

function pointOf(position: Position): Point {
  return [position[0] ?? 0, position[1] ?? 0];
}

function linesOf(lines: Position[][]): Point[][] {
  return lines.filter((line) => line.length > 1).map((line) => line.map(pointOf));
}

/** A polygon whose outer ring has no area left is dropped with its holes: a hole alone would read as land. */
function ringsOf(polygon: Position[][]): Point[][] {
  const rings: Point[][] = [];
  for (const [index, positions] of polygon.entries()) {
    const ring = positions.map(pointOf);
    const area = signedArea(ring);
    if (area === 0 && index === 0) return [];
    if (area === 0) continue;
    // The format wants outer rings clockwise and holes counter-clockwise as seen on the screen.
    rings.push(area > 0 === (index === 0) ? ring : ring.reverse());
  }
  return rings;
}

/** Twice the area of a closed ring, positive when it runs clockwise on a screen (y down). */
function signedArea(ring: Point[]): number {
  let sum = 0;
  let previous = ring[ring.length - 1];
  for (const point of ring) {
    if (previous) sum += previous[0] * point[1] - point[0] * previous[1];
    previous = point;
  }
  return sum;
}
