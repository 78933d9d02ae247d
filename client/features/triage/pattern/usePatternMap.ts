import { useEffect, useMemo } from 'react';
import type { Position } from '../../../../shared/geo.ts';
import { hexagons } from '../../../../shared/pattern.ts';
import { useTheme } from '../../../app/theme.ts';
import { useMapStore } from '../../../map/mapStore.ts';
import { type Cell, useDangerShown } from '../triageLayers.ts';
import type { TriageNow } from '../useTriage.ts';
import { cellRadius } from './frame.ts';
import { classBreaks, classOf, colourOfClass, type Measure, measured } from './patternScale.ts';
import { positionsOf, rankedZones } from './patterns.ts';

/** What is coloured: cells of one size, or the zones that somebody answers for. */
export const groupings = ['hexagon', 'zone'] as const;
export type Grouping = (typeof groupings)[number];

type PatternShown = {
  rows: readonly number[];
  /** Those of all time, so that the colours mean the same whatever month is shown. */
  all: readonly number[];
  grouping: Grouping;
  measure: Measure;
  level: string;
  groups: readonly number[][];
};

/** Colours hexagons or zones on the map as long as the page is open, and says what the colours mean. */
export function usePatternMap(now: TriageNow, { rows, all, grouping, measure, level, groups }: PatternShown) {
  const { register } = now;
  const { ramp } = useTheme().tokens.map;
  const radius = useMemo(() => cellRadius(positionsOf(register.hazard, all)), [register, all]);
  const { breaks, values, cells, zones } = useMemo(() => {
    const hexagonsOf = (of: readonly number[]) => hexagons(register.hazard, of, register.household, radius);
    const partsOf = (of: readonly number[]) =>
      grouping === 'hexagon' ? hexagonsOf(of) : rankedZones(register, level, of, []);
    const scale = classBreaks(partsOf(all).map((part) => measured(part, measure) ?? 0));
    const colourOf = (value: number | null) =>
      value === null ? null : colourOfClass(classOf(value, scale), scale.length, ramp);
    const found = partsOf(rows).map((part) => ({ part, value: measured(part, measure) }));
    return {
      breaks: scale,
      values: found.map(({ value }) => value),
      cells: found.flatMap(({ part, value }): Cell[] =>
        'corners' in part ? [{ corners: part.corners, colour: colourOf(value) }] : [],
      ),
      zones: new Map(
        found.flatMap(({ part, value }): [number, string][] => {
          const colour = colourOf(value);
          return 'id' in part && colour ? [[part.id, colour]] : [];
        }),
      ),
    };
  }, [register, rows, all, grouping, measure, level, radius, ramp]);
  useShown(rows, cells, useRepeatPlaces(now, groups));
  useZoneColours(zones);
  return { breaks, values };
}

function useRepeatPlaces({ register: { hazard } }: TriageNow, groups: readonly number[][]): Position[] {
  return useMemo(
    () => groups.map(([row = 0]): Position => [hazard.lng[row] ?? 0, hazard.lat[row] ?? 0]),
    [hazard, groups],
  );
}

function useShown(rows: readonly number[], cells: readonly Cell[], repeats: readonly Position[]): void {
  const setPattern = useDangerShown((store) => store.setPattern);
  useEffect(() => setPattern({ rows, cells, repeats }), [rows, cells, repeats, setPattern]);
  useEffect(() => () => setPattern(null), [setPattern]);
}

/** Tells the tiles the colour of every zone that has one. */
function useZoneColours(colours: ReadonlyMap<number, string>): void {
  const map = useMapStore((store) => store.map);
  useEffect(() => {
    if (!map) return;
    const tell = (id: number, density: string | null) => {
      if (map.getSource('boundary')) map.setFeatureState({ source: 'boundary', sourceLayer: 'zone', id }, { density });
    };
    for (const [id, colour] of colours) tell(id, colour);
    return () => {
      for (const id of colours.keys()) tell(id, null);
    };
  }, [map, colours]);
}
