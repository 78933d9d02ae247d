import { PathLayer, ScatterplotLayer, TextLayer } from '@deck.gl/layers';
import { useEffect, useMemo } from 'react';
import type { Position } from '../../../../shared/geo.ts';
import { rowById } from '../../../api/columnLookups.ts';
import { useTheme } from '../../../app/theme.ts';
import { before } from '../../../map/deck/anchor.ts';
import { type Rgba, rgba } from '../../../map/deck/colour.ts';
import { useMapStore } from '../../../map/mapStore.ts';
import { useReassignNow } from '../reassignNow.ts';

type Home = { at: Position; colour: Rgba };
type Mark = { at: Position; number: number; colour: Rgba };

/** Draws the parts of a split, each in its own colour and with its number, and the line between them. */
export function useSplitLayer(parts: readonly (readonly number[])[], line: readonly Position[] | null): void {
  const { tokens } = useTheme();
  const household = useReassignNow((store) => store.now?.register.household ?? null);
  const layers = useMemo(() => {
    if (!household) return [];
    const rows = rowById(household);
    const hues = tokens.map.zonesStrong.map((colour) => rgba(colour));
    const colourOf = (at: number): Rgba => hues[at % hues.length] ?? rgba(tokens.accent);
    const placed = parts.map((ids) =>
      ids.flatMap((id): Position[] => {
        const row = rows.get(id) ?? -1;
        const lng = household.lng[row] ?? Number.NaN;
        return Number.isNaN(lng) ? [] : [[lng, household.lat[row] ?? 0]];
      }),
    );
    const homes = placed.flatMap((places, at) => places.map((place): Home => ({ at: place, colour: colourOf(at) })));
    const marks = placed.flatMap((places, at): Mark[] =>
      places.length > 0 ? [{ at: middle(places), number: at + 1, colour: colourOf(at) }] : [],
    );
    const [paperRed, paperGreen, paperBlue] = rgba(tokens.surface);
    const [red, green, blue] = rgba(tokens.accent);
    return [
      new ScatterplotLayer<Home>({
        ...before('anchor-selection'),
        id: 'split-homes',
        data: homes,
        billboard: true,
        stroked: true,
        // Rings, so that what stands under them can still be read.
        filled: false,
        getPosition: ({ at }) => at,
        getLineColor: ({ colour }) => [colour[0], colour[1], colour[2]],
        getRadius: 4.5,
        radiusMinPixels: 5,
        radiusMaxPixels: 13,
        lineWidthUnits: 'pixels',
        getLineWidth: 2,
      }),
      new PathLayer<Position[]>({
        ...before('anchor-selection'),
        id: 'split-line',
        data: line ? [[...line]] : [],
        getPath: (path) => path,
        getColor: [red, green, blue],
        widthUnits: 'pixels',
        getWidth: 3,
        jointRounded: true,
        capRounded: true,
      }),
      new TextLayer<Mark>({
        ...before('anchor-selection'),
        id: 'split-numbers',
        data: marks,
        characterSet: '0123456789',
        fontFamily: '"Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif',
        fontWeight: 600,
        getText: ({ number }) => String(number),
        getPosition: ({ at }) => at,
        getSize: 18,
        getColor: [paperRed, paperGreen, paperBlue],
        background: true,
        backgroundPadding: [10, 4],
        backgroundBorderRadius: 14,
        getBackgroundColor: ({ colour }) => [colour[0], colour[1], colour[2]],
      }),
    ];
  }, [household, parts, line, tokens]);
  useEffect(() => {
    useMapStore.getState().setOverLayers(layers);
    return () => useMapStore.getState().setOverLayers([]);
  }, [layers]);
}

function middle(places: readonly Position[]): Position {
  const sum = places.reduce(([east, north], [lng, lat]): Position => [east + lng, north + lat], [0, 0]);
  return [sum[0] / places.length, sum[1] / places.length];
}
