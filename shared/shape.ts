import { z } from 'zod';
import type { Bounds, Position } from './geo.ts';
import { type Metric, metricAt } from './metric.ts';

const pointSchema = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)], z.number());
const lineSchema = z.array(pointSchema).min(2).max(20_000);
const ringSchema = z.array(pointSchema).min(4).max(20_000);
const polygonSchema = z.array(ringSchema).min(1).max(1_000);

/** Where something is: a point, a line or an area in degrees, longitude first, as GeoJSON writes it. */
export const shapeSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Point'), coordinates: pointSchema }),
  z.object({ type: z.literal('MultiPoint'), coordinates: z.array(pointSchema).min(1).max(20_000) }),
  z.object({ type: z.literal('LineString'), coordinates: lineSchema }),
  z.object({ type: z.literal('MultiLineString'), coordinates: z.array(lineSchema).min(1).max(1_000) }),
  z.object({ type: z.literal('Polygon'), coordinates: polygonSchema }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(polygonSchema).min(1).max(1_000) }),
]);
export type Shape = z.infer<typeof shapeSchema>;

/** An area, such as one that was drawn or uploaded. */
export const regionSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: polygonSchema }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(polygonSchema).min(1).max(1_000) }),
]);
export type Region = z.infer<typeof regionSchema>;

type Point = readonly number[];
type Line = readonly Point[];

/** Lone points, lines, and polygons (outer ring first) of a shape. */
type Parts = { points: Line; lines: readonly Line[]; polygons: readonly (readonly Line[])[] };

function partsOf(shape: Shape): Parts {
  const none: Parts = { points: [], lines: [], polygons: [] };
  switch (shape.type) {
    case 'Point':
      return { ...none, points: [shape.coordinates] };
    case 'MultiPoint':
      return { ...none, points: shape.coordinates };
    case 'LineString':
      return { ...none, lines: [shape.coordinates] };
    case 'MultiLineString':
      return { ...none, lines: shape.coordinates };
    case 'Polygon':
      return { ...none, polygons: [shape.coordinates] };
    case 'MultiPolygon':
      return { ...none, polygons: shape.coordinates };
  }
}

/** West, south, east, north of a shape. */
export function boundsOf(shape: Shape): Bounds {
  const bounds: Bounds = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  const { points, lines, polygons } = partsOf(shape);
  for (const line of [points, ...lines, ...polygons.flat()]) {
    for (const [lng = 0, lat = 0] of line) {
      bounds[0] = Math.min(bounds[0], lng);
      bounds[1] = Math.min(bounds[1], lat);
      bounds[2] = Math.max(bounds[2], lng);
      bounds[3] = Math.max(bounds[3], lat);
    }
  }
  return bounds;
}

/** The metric that distances to a shape are measured with: that of the middle of its height. */
export function metricOf(shape: Shape): Metric {
  const [, south, , north] = boundsOf(shape);
  return metricAt((south + north) / 2);
}

/** Bounds that hold everything within some metres of a shape. */
export function boundsAround(shape: Shape, metres: number): Bounds {
  const [west, south, east, north] = boundsOf(shape);
  const metric = metricAt((south + north) / 2);
  const [across, along] = [metres / metric.x, metres / metric.y];
  return [west - across, south - along, east + across, north + along];
}

/** A function that tells how many metres it is from the shape to a point; 0 within an area. */
export function metresFrom(shape: Shape): (lng: number, lat: number) => number {
  const metric = metricOf(shape);
  const { points, lines, polygons } = partsOf(shape);
  const rings = polygons.flat();
  return (lng, lat) => {
    if (polygons.some((polygon) => isInside(polygon, lng, lat))) return 0;
    let least = Number.POSITIVE_INFINITY;
    for (const [x = 0, y = 0] of points)
      least = Math.min(least, Math.hypot((x - lng) * metric.x, (y - lat) * metric.y));
    for (const line of lines) least = Math.min(least, metresToLine(line, metric, lng, lat));
    for (const ring of rings) least = Math.min(least, metresToLine(ring, metric, lng, lat));
    return least;
  };
}

/** Whether a point lies in an area; its holes do not count. */
export function contains(region: Region, [lng, lat]: Position): boolean {
  return partsOf(region).polygons.some((polygon) => isInside(polygon, lng, lat));
}

function isInside(polygon: readonly Line[], lng: number, lat: number): boolean {
  let inside = false;
  for (const ring of polygon) {
    for (let at = 0, before = ring.length - 1; at < ring.length; before = at++) {
      const [x = 0, y = 0] = ring[at] ?? [];
      const [px = 0, py = 0] = ring[before] ?? [];
      if (y > lat !== py > lat && lng < ((px - x) * (lat - y)) / (py - y) + x) inside = !inside;
    }
  }
  return inside;
}

function metresToLine(line: Line, metric: Metric, lng: number, lat: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let at = 1; at < line.length; at++) {
    const [fromLng = 0, fromLat = 0] = line[at - 1] ?? [];
    const [toLng = 0, toLat = 0] = line[at] ?? [];
    const [x, y] = [(fromLng - lng) * metric.x, (fromLat - lat) * metric.y];
    const [dx, dy] = [(toLng - fromLng) * metric.x, (toLat - fromLat) * metric.y];
    least = Math.min(least, metresToSegment(x, y, dx, dy));
  }
  return least;
}

/** Metres from the origin to the segment that begins at (x, y) and goes by (dx, dy). */
export function metresToSegment(x: number, y: number, dx: number, dy: number): number {
  const squared = dx * dx + dy * dy;
  const share = squared === 0 ? 0 : Math.min(1, Math.max(0, -(x * dx + y * dy) / squared));
  return Math.hypot(x + share * dx, y + share * dy);
}

/** A circle as an area of 64 corners, such as one that was drawn. */
export function circle([lng, lat]: Position, metres: number): Region {
  const metric = metricAt(lat);
  const ring = Array.from({ length: 65 }, (_, corner): [number, number] => {
    const angle = ((corner % 64) * Math.PI) / 32;
    return [lng + (Math.cos(angle) * metres) / metric.x, lat + (Math.sin(angle) * metres) / metric.y];
  });
  return { type: 'Polygon', coordinates: [ring] };
}
