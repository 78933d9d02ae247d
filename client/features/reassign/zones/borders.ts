import type { Position } from '../../../../shared/geo.ts';
import { metresOfDegree } from '../../../../shared/walking.ts';
import { borderTolerance, type MultiPolygon, type ZoneBorder } from '../../../../shared/zoneChange.ts';

/** Borders of zones of one level, whose neighbours have their corners in common. */
export type Borders = ReadonlyMap<number, MultiPolygon>;
type Ring = MultiPolygon['coordinates'][number][number];

/** Says which of two corners are the same. */
export function keyOfCorner([lng, lat]: Position): string {
  return `${lng} ${lat}`;
}

/**
 * Borders with every corner of a neighbour that lies on an edge made a corner of that edge too, so that moving it moves both
 * sides. Corners within the tolerance of each other become one.
 */
export function weldedBorders(borders: readonly ZoneBorder[]): Borders {
  const corners = new Map<string, Position>();
  const cell = (value: number) => Math.round((value * metresOfDegree) / borderTolerance);
  const rings = borders.map(({ id, geometry }) => ({
    id,
    coordinates: geometry.coordinates.map((polygon) =>
      polygon.map((ring) =>
        ring.map((corner): Position => {
          const key = `${cell(corner[0])} ${cell(corner[1])}`;
          const known = corners.get(key);
          if (known) return known;
          corners.set(key, corner);
          return corner;
        }),
      ),
    ),
  }));
  const all = [...corners.values()];
  return new Map(
    rings.map(({ id, coordinates }) => [
      id,
      {
        type: 'MultiPolygon',
        coordinates: coordinates.map((polygon) => polygon.map((ring) => withCorners(ring, all))),
      },
    ]),
  );
}

function withCorners(ring: Ring, corners: readonly Position[]): Ring {
  const own = new Set(ring.map(keyOfCorner));
  return ring.flatMap((from, index) => {
    const to = ring[index + 1];
    if (!to) return [from];
    const between = corners
      .filter((corner) => !own.has(keyOfCorner(corner)))
      .map((corner) => ({ corner, along: alongEdge(corner, from, to) }))
      .filter(({ along }) => along !== null)
      .sort((a, b) => (a.along ?? 0) - (b.along ?? 0));
    return [from, ...between.map(({ corner }) => corner)];
  });
}

/** Where along an edge a corner lies, from 0 to 1; null when it is not on it. */
function alongEdge(corner: Position, from: Position, to: Position): number | null {
  const squeeze = Math.cos((from[1] * Math.PI) / 180);
  const [dx, dy] = [(to[0] - from[0]) * squeeze, to[1] - from[1]];
  const [px, py] = [(corner[0] - from[0]) * squeeze, corner[1] - from[1]];
  const squared = dx * dx + dy * dy;
  if (squared === 0) return null;
  const along = (px * dx + py * dy) / squared;
  if (along <= 0 || along >= 1) return null;
  const away = Math.hypot(px - along * dx, py - along * dy) * metresOfDegree;
  return away <= borderTolerance ? along : null;
}

/** The borders with a corner moved wherever it is one. */
export function withMovedCorner(borders: Borders, from: Position, to: Position): Borders {
  const key = keyOfCorner(from);
  return mapRings(borders, (ring) =>
    ring.some((corner) => keyOfCorner(corner) === key)
      ? ring.map((corner): Position => (keyOfCorner(corner) === key ? to : corner))
      : ring,
  );
}

/** The borders with another corner in the middle of an edge, on both sides of it. */
export function withMiddleCorner(borders: Borders, one: Position, other: Position): Borders {
  const middle: Position = [(one[0] + other[0]) / 2, (one[1] + other[1]) / 2];
  const ends = new Set([keyOfCorner(one), keyOfCorner(other)]);
  return mapRings(borders, (ring) => {
    const at = ring.findIndex((corner, index) => {
      const next = ring[index + 1];
      return next && ends.has(keyOfCorner(corner)) && ends.has(keyOfCorner(next)) && corner !== next;
    });
    return at < 0 ? ring : [...ring.slice(0, at + 1), middle, ...ring.slice(at + 1)];
  });
}

/** The same map values where nothing changes, so that what was touched is told by identity. */
function mapRings(borders: Borders, change: (ring: Ring) => Ring): Borders {
  return new Map(
    [...borders].map(([id, border]) => {
      const coordinates = border.coordinates.map((polygon) => polygon.map(change));
      const isSame = coordinates.every((polygon, at) =>
        polygon.every((ring, index) => ring === border.coordinates[at]?.[index]),
      );
      return [id, isSame ? border : { type: 'MultiPolygon', coordinates }];
    }),
  );
}

/** Zones whose border is not what it was. */
export function changedBorders(before: Borders, after: Borders): number[] {
  return [...after].flatMap(([id, border]) => (before.get(id) === border ? [] : [id]));
}

/** The corners of a zone, each once. */
export function cornersOf(border: MultiPolygon): Position[] {
  const corners = border.coordinates.flat(2);
  return [...new Map(corners.map((corner) => [keyOfCorner(corner), corner])).values()];
}

/** The edges of a zone. */
export function edgesOf(border: MultiPolygon): [Position, Position][] {
  return border.coordinates
    .flat()
    .flatMap((ring) => ring.slice(1).map((to, index): [Position, Position] => [ring[index] ?? to, to]));
}
