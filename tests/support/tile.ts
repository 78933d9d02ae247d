import { classifyRings, VectorTile, type VectorTileFeature } from '@mapbox/vector-tile';
import Pbf from 'pbf';
import { expect } from 'vitest';

type Lines = ReturnType<VectorTileFeature['loadGeometry']>;
type Point = Lines[number][number];
export type DecodedFeature = {
  type: 0 | 1 | 2 | 3;
  properties: Record<string, string | number | boolean>;
  lines: Lines;
};
/** Features by layer and id. */
export type DecodedTile = Map<string, Map<number, DecodedFeature>>;

/** Reads a tile by an independent decoder. Ids are unique within a layer. */
export function decodeTile(bytes: Uint8Array): DecodedTile {
  const layers: DecodedTile = new Map();
  for (const layer of Object.values(new VectorTile(new Pbf(bytes)).layers)) {
    expect(layer.extent).toBe(4096);
    const features = new Map<number, DecodedFeature>();
    for (let index = 0; index < layer.length; index += 1) {
      const feature = layer.feature(index);
      expect(feature.id, `id of a feature of ${layer.name}`).toBeTypeOf('number');
      expect(features.has(feature.id ?? -1), `${layer.name} ${feature.id} twice`).toBe(false);
      features.set(feature.id ?? -1, {
        type: feature.type,
        properties: { ...feature.properties },
        lines: feature.loadGeometry(),
      });
    }
    layers.set(layer.name, features);
  }
  return layers;
}

/** Throws unless both tiles hold the same layers, ids and properties, and shapes that differ by no more than rounding. */
export function expectSameTile(one: DecodedTile, other: DecodedTile, name: string): void {
  expect([...one.keys()].sort(), `${name}: layers`).toEqual([...other.keys()].sort());
  for (const [layer, features] of one) {
    const others = other.get(layer) ?? new Map<number, DecodedFeature>();
    expect(idsOf(features), `${name}: ids of ${layer}`).toEqual(idsOf(others));
    for (const [id, feature] of features) {
      const twin = others.get(id);
      const where = `${name}: ${layer} ${id}`;
      expect(feature.properties, where).toEqual(twin?.properties);
      expect(feature.type, where).toBe(twin?.type);
      if (twin) expectSameShape(feature, twin, where);
    }
  }
}

function idsOf(features: Map<number, DecodedFeature>): number[] {
  return [...features.keys()].sort((one, other) => one - other);
}

/** Rounding closes the thinnest spikes of an area, which one encoder keeps as a line there and back. */
const roundedUnits = { 0: 2, 1: 1, 2: 2, 3: 16 };

function expectSameShape(one: DecodedFeature, other: DecodedFeature, where: string): void {
  const [box, otherBox] = [boxOf(one.lines), boxOf(other.lines)];
  for (const [side, value] of box.entries()) {
    expect(Math.abs(value - (otherBox[side] ?? Number.NaN)), `${where}: box ${box} ${otherBox}`).toBeLessThanOrEqual(
      roundedUnits[one.type],
    );
  }
  const [length, otherLength] = [lengthOf(one.lines), lengthOf(other.lines)];
  if (one.type === 2) expect(Math.abs(length - otherLength), `${where}: length`).toBeLessThanOrEqual(4 + length * 0.02);
  if (one.type === 3) {
    const difference = Math.abs(areaOf(one.lines) - areaOf(other.lines));
    expect(difference, `${where}: area ${areaOf(one.lines)} ${areaOf(other.lines)}`).toBeLessThanOrEqual(4 + length);
  }
}

function boxOf(lines: Point[][]): number[] {
  const points = lines.flat();
  const [xs, ys] = [points.map((point) => point.x), points.map((point) => point.y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

function lengthOf(lines: Point[][]): number {
  return lines.reduce((sum, line) => {
    return sum + line.slice(1).reduce((part, point, index) => part + distance(line[index] ?? point, point), 0);
  }, 0);
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}

/** Area of outer rings less their holes, as the decoder tells them apart by the way they run. */
export function areaOf(rings: Point[][]): number {
  return classifyRings(rings).reduce((sum, polygon) => {
    const [outer = 0, ...holes] = polygon.map(ringArea);
    return sum + outer - holes.reduce((total, hole) => total + hole, 0);
  }, 0);
}

function ringArea(ring: Point[]): number {
  return Math.abs(
    ring.reduce((sum, point, index) => {
      const previous = ring[index - 1] ?? ring[ring.length - 1] ?? point;
      return sum + (previous.x * point.y - point.x * previous.y) / 2;
    }, 0),
  );
}

/** Tiles of a zoom that meet a rectangle of degrees. */
export function tilesOver(
  [west, south, east, north]: [number, number, number, number],
  z: number,
): { z: number; x: number; y: number }[] {
  const [left, top] = tileAt(west, north, z);
  const [right, bottom] = tileAt(east, south, z);
  const tiles: { z: number; x: number; y: number }[] = [];
  for (let x = left; x <= right; x += 1) for (let y = top; y <= bottom; y += 1) tiles.push({ z, x, y });
  return tiles;
}

/** Column and row of the tile a position lies in, as whole numbers. */
export function tileAt(lng: number, lat: number, z: number): [number, number] {
  const [x, y] = tilePosition(lng, lat, z);
  return [Math.floor(x), Math.floor(y)];
}

/** Column and row of a position, with fractions: where in its tile it lies. */
export function tilePosition(lng: number, lat: number, z: number): [number, number] {
  const count = 2 ** z;
  const mercator = Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI;
  return [((lng + 180) / 360) * count, ((1 - mercator) / 2) * count];
}
