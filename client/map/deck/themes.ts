import type { Tokens } from '../../app/tokens.ts';
import type { HouseholdTheme } from '../../url/mapState.ts';
import { linkedRows, type Register, visitClasses, zonePath } from '../visible.ts';

/** Class of every household under a theme, and the colour of each class. */
export type Themed = { classes: Uint8Array; colours: readonly string[] };

/** Which class of a theme each household is in, by row. */
export function themedRows(register: Register, theme: HouseholdTheme, { map }: Tokens): Themed {
  const { household } = register;
  switch (theme) {
    case 'visit':
      return { classes: visitClasses(register), colours: map.visitAges };
    case 'linked':
      return { classes: linkedRows(register), colours: [map.hazardClosed, map.linked] };
    case 'kind':
      return { classes: Uint8Array.from(household.kind), colours: [map.home, map.shop] };
    case 'zone':
      return { classes: zoneClasses(register, map.zones.length), colours: [...map.zones, map.hazardClosed] };
  }
}

/** The hue of each household's outermost zone; one past the last hue for those in no zone. */
function zoneClasses({ household, zones }: Register, hues: number): Uint8Array {
  const zoneById = new Map(zones.map((zone) => [zone.id, zone]));
  const hueOfLane = new Map<number, number>();
  for (const zone of zones) {
    const root = zonePath(zone.id, zoneById).at(-1);
    hueOfLane.set(zone.id, root ? (root.number - 1) % hues : hues);
  }
  return Uint8Array.from(household.lane, (lane) => hueOfLane.get(lane) ?? hues);
}
