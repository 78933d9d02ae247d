import { IconLayer, ScatterplotLayer } from '@deck.gl/layers';
import { keyPersonCategories } from '../../../shared/keyPerson.ts';
import type { Tokens } from '../../app/tokens.ts';
import { type PointGroup, pointGroups } from '../pointGroups.ts';
import type { Register } from '../visible.ts';
import { before } from './anchor.ts';
import type { Atlas } from './atlas.ts';
import { rgba } from './colour.ts';

const mostOnBadge = 9;

/** Where key people live, one group per point. */
export function keyPersonGroups({ keyPerson }: Register, rows: Int32Array): PointGroup[] {
  return pointGroups(keyPerson.lng, keyPerson.lat, rows);
}

/** A violet ring round the household; close by a sign of the category, or how many there are. */
export function keyPersonLayers(
  { keyPerson }: Register,
  groups: PointGroup[],
  { map }: Tokens,
  atlas: Atlas,
  opacity: number,
  zoom: number,
) {
  const [red, green, blue] = rgba(map.keyPerson);
  const sign = (group: PointGroup) => {
    // Those who are not told apart have no number.
    const people = new Set(group.rows.map((row) => keyPerson.person[row] || -1 - row)).size;
    if (people > 1) return `persons-${Math.min(people, mostOnBadge)}`;
    return `person-${keyPersonCategories[keyPerson.category[group.rows[0] ?? 0] ?? 0] ?? 'elderly'}`;
  };
  return [
    new ScatterplotLayer<PointGroup>({
      ...before('anchor-keyPerson'),
      billboard: true,
      id: 'key-persons',
      data: groups,
      opacity,
      filled: false,
      stroked: true,
      getPosition: (group) => [group.lng, group.lat],
      getLineColor: [red, green, blue],
      getRadius: 4.2,
      radiusMinPixels: 3.2,
      radiusMaxPixels: 14,
      lineWidthUnits: 'pixels',
      getLineWidth: zoom < 15.5 ? 1.2 : 2.2,
    }),
    new IconLayer<PointGroup>({
      ...before('anchor-keyPerson'),
      id: 'key-person-signs',
      data: groups,
      visible: zoom >= 17,
      opacity,
      iconAtlas: atlas.image,
      iconMapping: atlas.mapping,
      getPosition: (group) => [group.lng, group.lat],
      getIcon: sign,
      getSize: 20,
      getPixelOffset: [9, -9],
      updateTriggers: { getIcon: [keyPerson] },
    }),
  ];
}
