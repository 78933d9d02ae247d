import { ScatterplotLayer } from '@deck.gl/layers';
import type { Tokens } from '../../app/tokens.ts';
import type { HouseholdTheme } from '../../url/mapState.ts';
import { type PointGroup, pointGroups } from '../pointGroups.ts';
import { linkedRows, type Register, visitClasses } from '../visible.ts';
import { before } from './anchor.ts';
import type { Atlas } from './atlas.ts';
import { type Rgba, rgba } from './colour.ts';
import { type Discs, discLayers, discsOf, mostCommon } from './discs.ts';
import { themedRows } from './themes.ts';

/** Metres; at zoom 17 about five pixels. */
const radius = 2.4;

/** Discs of the visible households; hollow where none of the households at a point has a party member. */
export function householdDiscs(register: Register, rows: Int32Array, theme: HouseholdTheme, tokens: Tokens): Discs {
  const { household } = register;
  const { classes, colours } = themedRows(register, theme, tokens);
  const palette = colours.map((colour) => rgba(colour));
  const linked = linkedRows(register);
  const paper = rgba(tokens.map.discStroke);
  return discsOf(pointGroups(household.lng, household.lat, rows), (group) => {
    const colour = palette[mostCommon(group.rows, (row) => classes[row] ?? 0) ?? 0] ?? paper;
    const isSeveral = group.rows.length > 1;
    const isHollow = isSeveral || !group.rows.some((row) => linked[row] === 1);
    return {
      fill: isHollow ? paper : colour,
      edge: isHollow ? colour : paper,
      edgeWidth: 1,
      radius: isSeveral ? radius * 2.2 : radius,
    };
  });
}

export function householdLayers(discs: Discs, atlas: Atlas, opacity: number, zoom: number) {
  const edgeScale = zoom < 15.5 ? 0.6 : zoom < 17 ? 1.4 : 2.2;
  return discLayers(discs, atlas, { id: 'households', zoom, opacity, edgeScale, leastRadius: 2, mostRadius: 10 });
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
      const [red, green, blue, alpha] =
        palette[mostCommon(group.rows, (row) => classes[row] ?? 0) ?? 0] ?? rgba(map.hazardClosed);
      return [red, green, blue, alpha];
    },
    getRadius: radius * 3.2,
    radiusMinPixels: 4,
    updateTriggers: { getFillColor: [classes, map] },
  });
}
