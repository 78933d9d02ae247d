import { ArcLayer, IconLayer } from '@deck.gl/layers';
import type { ColumnsOf } from '../../../shared/columns.ts';
import { rowById } from '../../api/columnLookups.ts';
import type { Tokens } from '../../app/tokens.ts';
import type { Register } from '../visible.ts';
import { before } from './anchor.ts';
import type { Atlas } from './atlas.ts';
import { rgba } from './colour.ts';

/** Which links are drawn: `strong` ones of what is pointed at or selected, or `faint` ones of all in view. */
export type ShownLinks = { rows: readonly number[]; strength: 'strong' | 'normal' | 'faint' };

const alphaOf = { strong: 255, normal: 150, faint: 60 };
const widthOf = { strong: 2.5, normal: 1.5, faint: 1 };

/** Rows of the links whose two ends are both on the map. */
export function drawableLinks({ household, link }: Register, rows: readonly number[]): number[] {
  const householdRow = rowById(household);
  return rows.filter((row) => {
    const target = householdRow.get(link.household[row] ?? 0);
    return (
      target !== undefined &&
      !Number.isNaN(household.lng[target] ?? Number.NaN) &&
      !Number.isNaN(link.lng[row] ?? Number.NaN)
    );
  });
}

/** Arcs lying on the ground from each party member's home to their households, and a flag at the home. */
export function linkLayers(register: Register, shown: ShownLinks, { map }: Tokens, atlas: Atlas, opacity: number) {
  const { household, link } = register;
  const householdRow = rowById(household);
  const rows = drawableLinks(register, shown.rows);
  const [red, green, blue] = rgba(map.member);
  const target = (row: number): [number, number] => {
    const at = householdRow.get(link.household[row] ?? 0) ?? 0;
    return [household.lng[at] ?? 0, household.lat[at] ?? 0];
  };
  return [
    new ArcLayer<number>({
      ...before('anchor-link'),
      id: 'links',
      data: rows,
      opacity,
      getSourcePosition: (row) => [link.lng[row] ?? 0, link.lat[row] ?? 0],
      getTargetPosition: target,
      getSourceColor: [red, green, blue, alphaOf[shown.strength]],
      getTargetColor: [red, green, blue, alphaOf[shown.strength]],
      getWidth: widthOf[shown.strength],
      getHeight: 0.35,
      // Laid on its side, an arc still is one when seen from above.
      getTilt: (row) => (target(row)[0] < (link.lng[row] ?? 0) ? -90 : 90),
      numSegments: 24,
    }),
    new IconLayer<number>({
      ...before('anchor-keyPerson'),
      id: 'link-flags',
      data: onePerMember(link, rows),
      visible: shown.strength !== 'faint',
      opacity,
      iconAtlas: atlas.image,
      iconMapping: atlas.mapping,
      getPosition: (row) => [link.lng[row] ?? 0, link.lat[row] ?? 0],
      getIcon: () => 'flag',
      getSize: 44,
    }),
  ];
}

function onePerMember(link: ColumnsOf<'link'>, rows: readonly number[]): number[] {
  return [...new Map(rows.map((row) => [link.member[row], row])).values()];
}
