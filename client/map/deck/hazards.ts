import { GeoJsonLayer, IconLayer, PolygonLayer, ScatterplotLayer } from '@deck.gl/layers';
import type { Feature, Geometry } from 'geojson';
import { z } from 'zod';
import type { ColumnsOf } from '../../../shared/columns.ts';
import { dayNumber } from '../../../shared/geo.ts';
import { isOpen } from '../../../shared/hazard.ts';
import type { Tokens } from '../../app/tokens.ts';
import { isOverdueRow, type Register, stateAt } from '../visible.ts';
import { before } from './anchor.ts';
import type { Atlas } from './atlas.ts';
import { rgba } from './colour.ts';

type HazardShape = Feature<Geometry, { row: number; severity: number; isOpen: boolean }>;

const geometrySchema = z.looseObject({ type: z.string(), coordinates: z.array(z.unknown()) });
const shapeCache = new WeakMap<Int32Array, HazardShape[]>();

/** Lines and areas of the hazards, read once for given columns; a geometry that cannot be read is left to its point. */
export function hazardShapes(hazard: ColumnsOf<'hazard'>): HazardShape[] {
  const known = shapeCache.get(hazard.id);
  if (known) return known;
  const shapes = hazard.geometry.flatMap((text, row): HazardShape[] => {
    if (text === '') return [];
    const read = geometrySchema.safeParse(JSON.parse(text));
    if (!read.success) return [];
    const properties = { row, severity: hazard.severity[row] ?? 4, isOpen: isOpen(stateAt(hazard, row)) };
    return [{ type: 'Feature', geometry: read.data as unknown as Geometry, properties }];
  });
  shapeCache.set(hazard.id, shapes);
  return shapes;
}

/** Signs in the state's four colours with a shape and a number each, their lines and areas; grey once closed. */
export function hazardLayers(
  register: Register,
  rows: Int32Array,
  { map }: Tokens,
  atlas: Atlas,
  opacity: number,
  zoom: number,
) {
  const { hazard } = register;
  const shown = new Set(rows);
  const shapes = hazardShapes(hazard).filter((shape) => shown.has(shape.properties.row));
  const colour = (shape: HazardShape, alpha: number): [number, number, number, number] => {
    const hex = shape.properties.isOpen ? map.hazards[shape.properties.severity - 1] : map.hazardClosed;
    const [red, green, blue] = rgba(hex ?? map.hazardClosed);
    return [red, green, blue, alpha];
  };
  return [
    new GeoJsonLayer<HazardShape['properties']>({
      ...before('anchor-hazard'),
      id: 'hazard-shapes',
      data: shapes,
      opacity,
      stroked: true,
      filled: true,
      lineWidthUnits: 'pixels',
      getLineWidth: 2,
      getFillColor: (shape) => colour(shape, 56),
      getLineColor: (shape) => colour(shape, 235),
      updateTriggers: { getFillColor: map, getLineColor: map },
    }),
    new IconLayer<number>({
      ...before('anchor-hazard'),
      id: 'hazards',
      data: Array.from(rows),
      opacity,
      iconAtlas: atlas.image,
      iconMapping: atlas.mapping,
      getPosition: (row) => [hazard.lng[row] ?? 0, hazard.lat[row] ?? 0],
      getIcon: (row) => `${isOpen(stateAt(hazard, row)) ? 'hazard' : 'closed'}-${hazard.severity[row]}`,
      getSize: (row) => (isOpen(stateAt(hazard, row)) ? 30 : 20),
      sizeScale: zoom < 14.5 ? 0.55 : zoom < 16 ? 0.8 : 1,
    }),
  ];
}

/** A ring that opens once round what is overdue; `progress` runs from 0 to 1. */
export function overduePulse(register: Register, rows: Int32Array, { map }: Tokens, progress: number) {
  const { hazard } = register;
  const today = dayNumber(register.today);
  return new ScatterplotLayer<number>({
    ...before('anchor-hazard'),
    billboard: true,
    id: 'hazard-pulse',
    data: Array.from(rows).filter((row) => isOverdueRow(hazard, row, today)),
    opacity: 1 - progress,
    filled: false,
    stroked: true,
    getPosition: (row) => [hazard.lng[row] ?? 0, hazard.lat[row] ?? 0],
    getLineColor: (row) => {
      const [red, green, blue] = rgba(map.hazards[(hazard.severity[row] ?? 4) - 1] ?? map.hazardClosed);
      return [red, green, blue];
    },
    radiusUnits: 'pixels',
    getRadius: 1,
    radiusScale: 10 + progress * 22,
    lineWidthUnits: 'pixels',
    getLineWidth: 2.5,
  });
}

/** Degrees across a cell of the far view. */
const cell = 0.06;

/** From afar: hexagons that hold at least one open hazard, in the colour of the worst of them. */
export function hazardHexagons({ hazard }: Register, rows: Int32Array, { map }: Tokens, opacity: number) {
  const worst = new Map<string, { centre: [number, number]; severity: number }>();
  for (const row of rows) {
    if (!isOpen(stateAt(hazard, row))) continue;
    const line = Math.round((hazard.lat[row] ?? 0) / (cell * 0.866));
    const shift = line % 2 === 0 ? 0 : 0.5;
    const place = Math.round((hazard.lng[row] ?? 0) / cell - shift) + shift;
    const key = `${place}:${line}`;
    const severity = Math.min(hazard.severity[row] ?? 4, worst.get(key)?.severity ?? 4);
    worst.set(key, { centre: [place * cell, line * cell * 0.866], severity });
  }
  return new PolygonLayer<{ centre: [number, number]; severity: number }>({
    ...before('anchor-hazard'),
    id: 'hazard-hexagons',
    data: [...worst.values()],
    opacity,
    getPolygon: ({ centre }) =>
      [0, 1, 2, 3, 4, 5].map((corner): [number, number] => {
        const angle = ((corner + 0.5) * Math.PI) / 3;
        return [centre[0] + Math.cos(angle) * cell * 0.55, centre[1] + Math.sin(angle) * cell * 0.48];
      }),
    getFillColor: ({ severity }) => {
      const [red, green, blue] = rgba(map.hazards[severity - 1] ?? map.hazardClosed);
      return [red, green, blue, 150];
    },
    stroked: true,
    lineWidthUnits: 'pixels',
    getLineWidth: 1,
    getLineColor: [255, 255, 255, 200],
    updateTriggers: { getFillColor: map },
  });
}
