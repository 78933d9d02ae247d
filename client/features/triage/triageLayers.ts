import { PolygonLayer, ScatterplotLayer } from '@deck.gl/layers';
import { useEffect, useMemo } from 'react';
import { create } from 'zustand';
import type { Position } from '../../../shared/geo.ts';
import { circle, type Region } from '../../../shared/shape.ts';
import { rowById } from '../../api/columnLookups.ts';
import { useTheme } from '../../app/theme.ts';
import type { Tokens } from '../../app/tokens.ts';
import { before } from '../../map/deck/anchor.ts';
import { rgba } from '../../map/deck/colour.ts';
import { useMapStore } from '../../map/mapStore.ts';
import type { Threats } from './exposure/danger.ts';
import { useTriageStore } from './triageStore.ts';
import type { TriageNow } from './useTriage.ts';

type Rings = Position[][];

/** Households in danger, and what reaches them. */
type Danger = { places: readonly Position[]; threats: Threats };
/** A hexagon in the colour of its class; without one where nobody lives. */
export type Cell = { corners: Position[]; colour: string | null };
/** Where hazards gather, where they come back, and the rows of both: those of the months that are looked at. */
type Pattern = { rows: readonly number[]; cells: readonly Cell[]; repeats: readonly Position[] };
type DangerShown = {
  danger: Danger | null;
  pattern: Pattern | null;
  setDanger: (danger: Danger | null) => void;
  setPattern: (pattern: Pattern | null) => void;
};

/** What the open page shows on the map besides the hazards. */
export const useDangerShown = create<DangerShown>((set) => ({
  danger: null,
  pattern: null,
  setDanger: (danger) => set({ danger }),
  setPattern: (pattern) => set({ pattern }),
}));

/** Draws where the filter looks, and rings round what is chosen. */
export function useTriageLayers(now: TriageNow | null): void {
  const { tokens } = useTheme();
  const selected = useTriageStore((store) => store.selected);
  const { danger, pattern } = useDangerShown();
  const layers = useMemo(() => {
    if (!now) return [];
    const { hazard } = now.register;
    const rows = rowById(hazard);
    const chosen = [...selected].flatMap((id): Position[] => {
      const row = rows.get(id);
      return row === undefined ? [] : [[hazard.lng[row] ?? 0, hazard.lat[row] ?? 0]];
    });
    const areas = now.filter.where.flatMap((where): Rings[] => {
      if (where.kind === 'region') return ringsOf(where.region);
      if (where.kind === 'circle') return ringsOf(circle(where.position, where.metres));
      return [];
    });
    const starts = now.filter.where.flatMap((where) => (where.kind === 'onFoot' ? [where.position] : []));
    return [
      pattern && pattern.cells.length > 0 && cellLayer(pattern.cells, tokens),
      pattern && pattern.repeats.length > 0 && repeatLayer(pattern.repeats, tokens),
      danger &&
        danger.threats.length > 0 &&
        areaLayer('triage-reach', reachesOf(danger.threats), tokens, 12, danger.threats.length > 8 ? 1 : 2),
      danger && danger.places.length > 0 && dangerLayer(danger.places, tokens),
      areas.length > 0 && areaLayer('triage-areas', areas, tokens),
      starts.length > 0 && ringLayer('triage-starts', starts, 7, tokens),
      chosen.length > 0 && ringLayer('triage-chosen-halo', chosen, 18, { ...tokens, accent: tokens.surface }, 7),
      chosen.length > 0 && ringLayer('triage-chosen', chosen, 18, tokens, 3.5),
    ];
  }, [now, selected, tokens, danger, pattern]);
  useEffect(() => useMapStore.getState().setWorkLayers(layers), [layers]);
}

export function ringsOf(region: Region): Rings[] {
  const polygons = region.type === 'Polygon' ? [region.coordinates] : region.coordinates;
  return polygons.map((rings) => rings.map((ring) => ring.map(([lng = 0, lat = 0]): Position => [lng, lat])));
}

function areaLayer(id: string, data: Rings[], { accent }: Tokens, alpha = 26, width = 2) {
  return new PolygonLayer<Rings>({
    ...before('anchor-link'),
    id,
    data,
    getPolygon: (rings) => rings,
    getFillColor: [...rgba(accent, alpha)],
    stroked: true,
    getLineColor: [...rgba(accent)],
    lineWidthUnits: 'pixels',
    getLineWidth: width,
  });
}

function ringLayer(id: string, data: Position[], radius: number, { accent }: Tokens, width = 2.5) {
  return new ScatterplotLayer<Position>({
    ...before('anchor-selection'),
    id,
    data,
    billboard: true,
    filled: false,
    stroked: true,
    getPosition: (position) => position,
    radiusUnits: 'pixels',
    getRadius: radius,
    getLineColor: [...rgba(accent)],
    lineWidthUnits: 'pixels',
    getLineWidth: width,
  });
}

/** How far single points reach, and areas with nothing beyond them; the numbers say the rest. */
function reachesOf(threats: Threats): Rings[] {
  return threats.flatMap(({ shape, metres }): Rings[] => {
    if (shape.type === 'Point')
      return metres > 0 ? ringsOf(circle([shape.coordinates[0], shape.coordinates[1]], metres)) : [];
    return metres === 0 && (shape.type === 'Polygon' || shape.type === 'MultiPolygon') ? ringsOf(shape) : [];
  });
}

function dangerLayer(data: readonly Position[], { danger }: Tokens) {
  return new ScatterplotLayer<Position>({
    ...before('anchor-keyPerson'),
    id: 'triage-danger',
    data: [...data],
    billboard: true,
    filled: false,
    stroked: true,
    getPosition: (position) => position,
    radiusUnits: 'pixels',
    getRadius: 7,
    getLineColor: [...rgba(danger)],
    lineWidthUnits: 'pixels',
    getLineWidth: 1.5,
  });
}

/** Cells in the colours of their classes; the legend of the page says what they mean. */
function cellLayer(data: readonly Cell[], { surface, muted }: Tokens) {
  return new PolygonLayer<Cell>({
    ...before('anchor-link'),
    id: 'triage-cells',
    data: [...data],
    getPolygon: ({ corners }) => corners,
    getFillColor: ({ colour }) => (colour ? [...rgba(colour, 190)] : [0, 0, 0, 0]),
    stroked: true,
    getLineColor: ({ colour }) => [...rgba(colour ? surface : muted)],
    lineWidthUnits: 'pixels',
    getLineWidth: 1.5,
  });
}

/** Double rings round the places that come back. */
function repeatLayer(data: readonly Position[], tokens: Tokens) {
  const colour = tokens.text;
  return [
    ringLayer('triage-repeats', [...data], 19, { ...tokens, accent: colour }),
    ringLayer('triage-repeats-outer', [...data], 24, { ...tokens, accent: colour }),
  ];
}
