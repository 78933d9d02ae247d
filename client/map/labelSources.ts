import type { Feature, FeatureCollection, Geometry, Point } from 'geojson';
import { z } from 'zod';
import type { AreaSummary } from '../../shared/area.ts';
import { isOpen } from '../../shared/hazard.ts';
import { rowsInside } from '../api/columnLookups.ts';
import { labelSpots } from './labelSpots.ts';
import { pointGroups } from './pointGroups.ts';
import { type Register, stateAt, zonePath } from './visible.ts';

/** Most household numbers that are offered to the map at a time. */
const mostNumbers = 1500;
/** Degrees across a cell of the density tint: about 40 metres. */
const densityCell = 0.0004;

function point(lng: number, lat: number, properties: Record<string, string | number>): Feature<Point> {
  return { type: 'Feature', geometry: { type: 'Point', coordinates: [lng, lat] }, properties };
}

function collection(features: Feature<Point>[]): FeatureCollection<Point> {
  return { type: 'FeatureCollection', features };
}

/** Where each zone's name stands, with the number of its outermost zone for the colour. */
export function zoneLabels(register: Pick<Register, 'zones' | 'levels' | 'household'>): FeatureCollection<Point> {
  const { zones, levels } = register;
  const zoneById = new Map(zones.map((zone) => [zone.id, zone]));
  const spots = labelSpots(register);
  const ordinals = new Map(levels.map((level) => [level.level, level.ordinal]));
  return collection(
    zones.flatMap((zone) => {
      const spot = spots.get(zone.id);
      if (!spot) return [];
      const [lng, lat] = spot;
      const root = zonePath(zone.id, zoneById).at(-1)?.number ?? zone.number;
      const lead: Record<string, string> = zone.leadName ? { lead: zone.leadName } : {};
      return [
        point(lng, lat, {
          id: zone.id,
          name: zone.name,
          number: zone.number,
          ordinal: ordinals.get(zone.level) ?? 1,
          root,
          ...lead,
        }),
      ];
    }),
  );
}

/** Names of the villages, in the middle of each. */
export function areaLabels(areas: readonly AreaSummary[]): FeatureCollection<Point> {
  return collection(
    areas.flatMap((area) => {
      if (area.level !== 'village' || !area.bounds) return [];
      const [west, south, east, north] = area.bounds;
      return [point((west + east) / 2, (south + north) / 2, { name: area.name })];
    }),
  );
}

/** Numbers of the visible open hazards, and the space their signs take. */
export function hazardLabels({ hazard }: Pick<Register, 'hazard'>, rows: Int32Array): FeatureCollection<Point> {
  return collection(
    Array.from(rows).flatMap((row) =>
      isOpen(stateAt(hazard, row))
        ? [point(hazard.lng[row] ?? 0, hazard.lat[row] ?? 0, { number: hazard.number[row] ?? '' })]
        : [],
    ),
  );
}

const shapeSchema = z.looseObject({ type: z.string(), coordinates: z.array(z.unknown()) });

/** Lines and areas of the visible hazards; severity 0 is a closed one. What cannot be read is left to its point. */
export function hazardShapes({ hazard }: Pick<Register, 'hazard'>, rows: Int32Array): FeatureCollection {
  const features = Array.from(rows).flatMap((row): Feature[] => {
    const text = hazard.geometry[row] ?? '';
    const shape = text === '' ? null : shapeSchema.safeParse(JSON.parse(text));
    if (!shape?.success) return [];
    const severity = isOpen(stateAt(hazard, row)) ? (hazard.severity[row] ?? 0) : 0;
    return [{ type: 'Feature', geometry: shape.data as unknown as Geometry, properties: { severity } }];
  });
  return { type: 'FeatureCollection', features };
}

/** Numbers of the visible households inside a rectangle; several at one point have none, for they would not fit. */
export function householdLabels(
  { household }: Pick<Register, 'household'>,
  rows: Int32Array,
  rectangle: readonly [west: number, south: number, east: number, north: number],
): FeatureCollection<Point> {
  const shown = new Set(rows);
  const inside = rowsInside(household, ...rectangle).filter((row) => shown.has(row));
  if (inside.length > mostNumbers) return collection([]);
  return collection(
    pointGroups(household.lng, household.lat, inside).flatMap((group) => {
      const number = household.number[group.rows[0] ?? 0] ?? '';
      return group.rows.length === 1 ? [point(group.lng, group.lat, { number })] : [];
    }),
  );
}

/** Households counted in small cells, for the tint that stands for them from afar. */
export function householdDensity(
  { household }: Pick<Register, 'household'>,
  rows: Int32Array,
): FeatureCollection<Point> {
  const cells = new Map<string, { lng: number; lat: number; weight: number }>();
  for (const row of rows) {
    const x = Math.round((household.lng[row] ?? Number.NaN) / densityCell);
    const y = Math.round((household.lat[row] ?? Number.NaN) / densityCell);
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    const cell = cells.get(`${x}:${y}`);
    if (cell) cell.weight += 1;
    else cells.set(`${x}:${y}`, { lng: x * densityCell, lat: y * densityCell, weight: 1 });
  }
  return collection([...cells.values()].map(({ lng, lat, weight }) => point(lng, lat, { weight })));
}
