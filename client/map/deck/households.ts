import { IconLayer, ScatterplotLayer } from '@deck.gl/layers';
import type { Tokens } from '../../app/tokens.ts';
import type { HouseholdTheme } from '../../url/mapState.ts';
import { type PointGroup, pointGroups } from '../pointGroups.ts';
import { linkedRows, type Register, visitClasses } from '../visible.ts';
import { before } from './anchor.ts';
import { type Atlas, countSign } from './atlas.ts';
import { type Rgba, rgba } from './colour.ts';
import { themedRows } from './themes.ts';

/** Metres; at zoom 17 about five pixels. */
const radius = 2.4;

/** Discs ready for the graphics card, one per point at which households stand. */
export type Discs = {
  groups: PointGroup[];
  positions: Float64Array;
  fills: Uint8Array;
  edges: Uint8Array;
  radii: Float32Array;
};

/** Discs of the visible households; hollow where none of the households at a point has a party member. */
export function householdDiscs(register: Register, rows: Int32Array, theme: HouseholdTheme, tokens: Tokens): Discs {
  const { household } = register;
  const { classes, colours } = themedRows(register, theme, tokens);
  const palette = colours.map((colour) => rgba(colour));
  const linked = linkedRows(register);
  const groups = pointGroups(household.lng, household.lat, rows);
  const discs: Discs = {
    groups,
    positions: new Float64Array(groups.length * 2),
    fills: new Uint8Array(groups.length * 4),
    edges: new Uint8Array(groups.length * 4),
    radii: new Float32Array(groups.length),
  };
  const paper = rgba(tokens.map.discStroke);
  groups.forEach((group, index) => {
    const colour = palette[mostCommon(group.rows, classes)] ?? paper;
    const isLinked = group.rows.some((row) => linked[row] === 1);
    discs.positions.set([group.lng, group.lat], index * 2);
    discs.fills.set(group.rows.length > 1 || !isLinked ? paper : colour, index * 4);
    discs.edges.set(group.rows.length > 1 || !isLinked ? colour : paper, index * 4);
    discs.radii[index] = group.rows.length > 1 ? radius * 2.2 : radius;
  });
  return discs;
}

function mostCommon(rows: readonly number[], classes: Uint8Array): number {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(classes[row] ?? 0, (counts.get(classes[row] ?? 0) ?? 0) + 1);
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best), [0, 0])[0];
}

/** Discs, and a number where several households stand at one point. */
export function householdLayers(discs: Discs, atlas: Atlas, opacity: number, zoom: number) {
  const several = discs.groups.filter((group) => group.rows.length > 1);
  return [
    new ScatterplotLayer({
      ...before('anchor-household'),
      billboard: true,
      id: 'households',
      data: {
        length: discs.groups.length,
        attributes: {
          getPosition: { value: discs.positions, size: 2 },
          getFillColor: { value: discs.fills, size: 4 },
          getLineColor: { value: discs.edges, size: 4 },
          getRadius: { value: discs.radii, size: 1 },
        },
      },
      opacity,
      stroked: true,
      lineWidthUnits: 'pixels',
      getLineWidth: zoom < 15.5 ? 0.6 : zoom < 17 ? 1.4 : 2.2,
      radiusMinPixels: 2,
      radiusMaxPixels: 10,
    }),
    new IconLayer<PointGroup>({
      ...before('anchor-household'),
      id: 'household-counts',
      data: several,
      visible: zoom >= 16,
      opacity,
      iconAtlas: atlas.image,
      iconMapping: atlas.mapping,
      getPosition: (group) => [group.lng, group.lat],
      getIcon: (group) => countSign(group.rows.length),
      getSize: 22,
    }),
  ];
}

/** A soft wash under each household in the colour of its last visit. */
export function visitLayer(register: Register, rows: Int32Array, { map }: Tokens, opacity: number) {
  const { household } = register;
  const classes = visitClasses(register);
  const palette: Rgba[] = map.visitAges.map((colour) => rgba(colour, 110));
  const groups = pointGroups(household.lng, household.lat, rows);
  return new ScatterplotLayer<PointGroup>({
    ...before('anchor-household'),
    billboard: true,
    id: 'visits',
    data: groups,
    opacity,
    getPosition: (group) => [group.lng, group.lat],
    getFillColor: (group) => {
      const [red, green, blue, alpha] = palette[mostCommon(group.rows, classes)] ?? rgba(map.hazardClosed);
      return [red, green, blue, alpha];
    },
    getRadius: radius * 3.2,
    radiusMinPixels: 4,
    updateTriggers: { getFillColor: [classes, map] },
  });
}
