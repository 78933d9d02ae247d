import type { Slot } from '../../../../shared/move.ts';
import type { NeighbourGraph } from '../../../../shared/neighbours.ts';
import type { Tokens } from '../../../app/tokens.ts';
import { type Rgba, rgba } from '../../../map/deck/colour.ts';
import { type Discs, discsOf, mostCommon } from '../../../map/deck/discs.ts';
import { pointGroups } from '../../../map/pointGroups.ts';
import type { Register } from '../../../map/visible.ts';
import { zonePath } from '../../../map/visible.ts';
import { huesOf } from './hues.ts';

/** The colour of a holder, null being nobody; the same whatever is moved about. */
export type Palette = (holder: number | null) => Rgba;

/** Metres. */
const radius = 2.8;

/** Hues by number of the grid in its slot, and so that neighbours differ in the others. */
export function paletteOf(
  register: Register,
  neighbours: NeighbourGraph,
  slot: Slot,
  heldBy: (row: number) => number | null,
  { map }: Tokens,
): Palette {
  const hues = map.zonesStrong.map((colour) => rgba(colour));
  const nobody = rgba(map.hazardClosed);
  const at = (hue: number) => hues[hue % hues.length] ?? nobody;
  if (slot === 'grid') {
    const zoneById = new Map(register.zones.map((zone) => [zone.id, zone]));
    return (holder) => {
      const root = holder === null ? undefined : zonePath(holder, zoneById).at(-1);
      return root ? at(root.number - 1) : nobody;
    };
  }
  const hueOf = huesOf(neighbours, heldBy, hues.length);
  return (holder) => (holder === null ? nobody : at(hueOf.get(holder) ?? holder));
}

type Belongs = { before: (row: number) => number | null; after: (row: number) => number | null };

/**
 * Every household with a position, solid in the hue of who has it, ringed in the hue of who had it; several at one point are
 * shown as most of them are.
 */
export function reassignDiscs(
  { household }: Register,
  { before, after }: Belongs,
  palette: Palette,
  { map }: Tokens,
): Discs {
  const paper = rgba(map.discStroke);
  return discsOf(pointGroups(household.lng, household.lat, household.id.keys()), ({ rows }) => {
    const moved = rows.find((row) => before(row) !== after(row));
    const holder = moved === undefined ? (mostCommon(rows, after) ?? null) : after(moved);
    const isSeveral = rows.length > 1;
    const colour = palette(holder);
    const was = moved === undefined ? null : palette(before(moved));
    return {
      fill: holder === null || (isSeveral && !was) ? paper : colour,
      edge: was ?? (holder === null || isSeveral ? colour : paper),
      edgeWidth: was || holder === null ? 2.6 : isSeveral ? 2 : 0.8,
      radius: radius * (isSeveral ? 2 : was ? 1.25 : 1),
    };
  });
}
