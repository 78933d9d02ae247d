import { createHash } from 'node:crypto';
import Flatbush from 'flatbush';
import { describe, expect, it } from 'vitest';
import { generateDemo } from '../../../geodata/demo/generate.ts';
import {
  area,
  around,
  bounds,
  depthOfOverlap,
  distanceToSegment,
  isInside,
  lines,
  type Metres,
  rings,
} from './shapes.ts';

const demo = generateDemo('2026-11-22');
const villages = demo.areas.filter(({ level }) => level === 'village');
const footprints = demo.buildings.map((building) => ({ building, ring: rings(building.geometry)[0] ?? [] }));
const polygonOf = new Map(villages.map(({ code, geometry }) => [code, rings(geometry)]));

function indexOf(boxes: [number, number, number, number][]): Flatbush {
  const index = new Flatbush(boxes.length);
  for (const box of boxes) index.add(...box);
  index.finish();
  return index;
}

describe('the demo on the ground', () => {
  it('is the same twice, and its geometry the same on any day', () => {
    expect(fingerprint(generateDemo('2026-11-22'))).toBe(fingerprint(demo));
    const later = generateDemo('2031-02-03');
    expect(fingerprint(later.landforms)).toBe(fingerprint(demo.landforms));
    expect(fingerprint(later.buildings)).toBe(fingerprint(demo.buildings));
    expect(fingerprint(later.zones)).toBe(fingerprint(demo.zones));
    expect(fingerprint(later.households)).toBe(fingerprint(demo.households));
    expect(later.hazards.map(({ geometry }) => geometry)).toEqual(demo.hazards.map(({ geometry }) => geometry));
    expect(later.visits[0]?.visitedAt).not.toBe(demo.visits[0]?.visitedAt);
  }, 60_000);

  it('has no two buildings that overlap', () => {
    const index = indexOf(footprints.map(({ ring }) => bounds(ring)));
    const overlapping = footprints.flatMap(({ building, ring }, position) =>
      index
        .search(...bounds(ring))
        .filter((other) => other > position)
        .filter((other) => depthOfOverlap(ring, footprints[other]?.ring ?? []) > 0.05)
        .map((other) => `${building.id} and ${footprints[other]?.building.id}`),
    );
    expect(overlapping).toEqual([]);
  });

  it('has no building in the water, and none on a street', () => {
    const water = demo.landforms
      .filter(({ kind }) => kind === 'sea' || kind === 'lake' || kind === 'river')
      .map(({ geometry }) => rings(geometry));
    const segments = demo.streets.flatMap(({ geometry, name, kind }) =>
      lines(geometry).flatMap((line) =>
        line.slice(1).map((to, position) => ({ from: line[position] ?? to, to, name: name || kind })),
      ),
    );
    const index = indexOf(segments.map(({ from, to }) => bounds([from, to])));
    const wrong = footprints.flatMap(({ building, ring }) =>
      around(ring, 2).flatMap((point) => {
        const [x, y] = point;
        if (water.some((polygon) => isInside(point, polygon))) return [`${building.id} in water`];
        return index
          .search(x - 1.2, y - 1.2, x + 1.2, y + 1.2)
          .map((found) => segments[found])
          .flatMap((segment) =>
            segment && distanceToSegment(point, segment.from, segment.to) < 1.2
              ? [`${building.id} on ${segment.name}`]
              : [],
          );
      }),
    );
    expect([...new Set(wrong)]).toEqual([]);
  }, 60_000);

  it('keeps every building and every household inside the border of its village', () => {
    const strays = footprints.filter(({ building, ring }) => {
      const polygon = polygonOf.get(building.villageCode ?? '');
      return !polygon || ring.some((point) => !isInside(point, polygon));
    });
    expect(strays.map(({ building }) => building.id)).toEqual([]);
    const outside = demo.households.filter(({ villageCode, geometry }) => {
      const polygon = polygonOf.get(villageCode);
      return geometry?.type === 'Point' && (!polygon || !isInside(pointOf(geometry.coordinates), polygon));
    });
    expect(outside).toEqual([]);
  });

  it('puts every household with coordinates into its own building', () => {
    const homes = new Map(footprints.map(({ building, ring }) => [building.id, ring]));
    const lost = demo.households.filter(({ geometry, buildingId }) => {
      if (geometry?.type !== 'Point') return buildingId !== null;
      const ring = homes.get(buildingId ?? 0);
      return !ring || !isInside(pointOf(geometry.coordinates), [ring]);
    });
    expect(lost).toEqual([]);
  });

  it('divides the land of the town among its villages without a gap', () => {
    const town = demo.areas.find(({ level }) => level === 'town');
    const sum = villages.reduce((total, { geometry }) => total + area(geometry), 0);
    expect(area(town?.geometry)).toBeGreaterThan(8e6);
    expect(Math.abs(area(town?.geometry) - sum)).toBeLessThan(5);
  });

  it('nests every lane in its grid, and no two grids of a village overlap', () => {
    const byId = new Map(demo.zones.map((zone) => [zone.id, zone]));
    const lanes = demo.zones.filter(({ level }) => level === 'lane');
    const outside = lanes.filter((lane) => {
      const grid = byId.get(lane.parentId ?? 0);
      const polygon = rings(grid?.geometry);
      return (
        grid?.level !== 'grid' ||
        grid.villageCode !== lane.villageCode ||
        !rings(lane.geometry)
          .flat()
          .every((point) => isNear(point, polygon))
      );
    });
    expect(outside.map(({ name }) => name)).toEqual([]);
    for (const zones of [lanes, demo.zones.filter(({ level }) => level === 'grid')]) {
      const shapes = zones.map((zone) => ({ zone, polygon: rings(zone.geometry) }));
      const overlapping = shapes.flatMap(({ zone, polygon }, position) =>
        shapes
          .slice(position + 1)
          .filter((other) => around(polygon[0] ?? [], 4).some((point) => isInside(point, other.polygon)))
          .map((other) => `${zone.name} and ${other.zone.name}`),
      );
      expect(overlapping).toEqual([]);
    }
  });

  it('has closed rings of at least four positions that run the right way round', () => {
    const shapes = [demo.areas, demo.zones, demo.buildings, demo.landforms, demo.hazards, demo.assets].flatMap((rows) =>
      rows.map(({ geometry }) => geometry),
    );
    const polygons = shapes.flatMap((geometry) =>
      geometry?.type === 'Polygon'
        ? [geometry.coordinates]
        : geometry?.type === 'MultiPolygon'
          ? geometry.coordinates
          : [],
    );
    expect(polygons.length).toBeGreaterThan(8000);
    const broken = polygons.filter((polygon) =>
      polygon.some((ring, index) => {
        const open = ring.length < 4 || ring[0]?.join() !== ring.at(-1)?.join();
        return open || area({ type: 'Polygon', coordinates: [ring] }) > 0 === index > 0;
      }),
    );
    expect(broken).toEqual([]);
  });

  it('has heights for the whole rectangle, with the sea below zero and a hill of some 200 m', () => {
    const [relief] = demo.reliefs;
    const heights = relief?.heights ?? Buffer.alloc(0);
    expect(heights.length).toBe(2 * (relief?.columns ?? 0) * (relief?.rows ?? 0));
    const metresUp = Array.from({ length: heights.length / 2 }, (_, index) => heights.readInt16BE(index * 2) / 10);
    expect(metresUp.reduce((a, b) => Math.max(a, b))).toBeGreaterThan(150);
    expect(metresUp.reduce((a, b) => Math.max(a, b))).toBeLessThan(260);
    expect(metresUp.at(-1)).toBeLessThan(0);
    expect(metresUp[0]).toBeGreaterThan(0);
  });
});

function fingerprint(rows: unknown): string {
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex');
}

function pointOf(position: number[]): Metres {
  return rings({ type: 'Polygon', coordinates: [[position]] })[0]?.[0] ?? [0, 0];
}

/** Inside a polygon, or within half a metre of its edge. */
function isNear(point: Metres, polygon: Metres[][]): boolean {
  if (isInside(point, polygon)) return true;
  return polygon.some((ring) =>
    ring.some((to, index) => index > 0 && distanceToSegment(point, ring[index - 1] ?? to, to) < 0.5),
  );
}
