import { IconLayer, PolygonLayer, ScatterplotLayer } from '@deck.gl/layers';
import { dayNumber } from '../../../shared/geo.ts';
import { isOpen } from '../../../shared/hazard.ts';
import type { Tokens } from '../../app/tokens.ts';
import { isOverdueRow, type Register, stateAt } from '../visible.ts';
import { before } from './anchor.ts';
import type { Atlas } from './atlas.ts';
import { rgba } from './colour.ts';
import { spreadOf, stacked } from './spread.ts';

const inPlace = [0, 0] as const;

/** Signs in the state's four colours with a shape and a number each, a clock on what is overdue; grey once closed. */
export function hazardSigns(register: Register, rows: Int32Array, atlas: Atlas, opacity: number, zoom: number) {
  const { hazard } = register;
  const today = dayNumber(register.today);
  const apart = spreadOf(register, rows, zoom);
  const signOf = (row: number) => {
    if (!isOpen(stateAt(hazard, row))) return 'closed';
    return isOverdueRow(hazard, row, today) ? 'late' : 'hazard';
  };
  return new IconLayer<number>({
    ...before('anchor-hazard'),
    id: 'hazards',
    data: stacked(register, rows),
    opacity,
    iconAtlas: atlas.image,
    iconMapping: atlas.mapping,
    getPosition: (row) => [hazard.lng[row] ?? 0, hazard.lat[row] ?? 0],
    getIcon: (row) => `${signOf(row)}-${hazard.severity[row]}`,
    getPixelOffset: (row) => [...(apart.get(row) ?? inPlace)],
    getSize: (row) => (isOpen(stateAt(hazard, row)) ? 30 : 20),
    sizeScale: zoom < 14.5 ? 0.55 : zoom < 16 ? 0.8 : 1,
    updateTriggers: { getPixelOffset: zoom },
  });
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
