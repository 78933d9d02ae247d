import type { Slot } from '../../../../shared/move.ts';
import type { NeighbourGraph } from '../../../../shared/neighbours.ts';
import type { Tokens } from '../../../app/tokens.ts';
import { type Rgba, rgba } from '../../../map/deck/colour.ts';
import { type PointGroup, pointGroups } from '../../../map/pointGroups.ts';
import type { Register } from '../../../map/visible.ts';
import { zonePath } from '../../../map/visible.ts';
import { huesOf } from './hues.ts';

/** Households as discs, one per point: solid in the hue of who has them, ringed in the hue of who had them. */
export type ReassignDiscs = {
  groups: PointGroup[];
  positions: Float64Array;
  fills: Uint8Array;
  edges: Uint8Array;
  /** In pixels: a ring shows what has been moved. */
  edgeWidths: Float32Array;
  radii: Float32Array;
};

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

/** Every household with a position; several at one point are shown as most of them are. */
export function reassignDiscs(
  { household }: Register,
  { before, after }: Belongs,
  palette: Palette,
  { map }: Tokens,
): ReassignDiscs {
  const groups = pointGroups(household.lng, household.lat, household.id.keys());
  const discs: ReassignDiscs = {
    groups,
    positions: new Float64Array(groups.length * 2),
    fills: new Uint8Array(groups.length * 4),
    edges: new Uint8Array(groups.length * 4),
    edgeWidths: new Float32Array(groups.length),
    radii: new Float32Array(groups.length),
  };
  const paper = rgba(map.discStroke);
  groups.forEach((group, index) => {
    const moved = group.rows.find((row) => before(row) !== after(row));
    const holder = moved === undefined ? mostCommon(group.rows, after) : after(moved);
    const isSeveral = group.rows.length > 1;
    const colour = palette(holder);
    const was = moved === undefined ? null : palette(before(moved));
    discs.positions.set([group.lng, group.lat], index * 2);
    discs.fills.set(holder === null || (isSeveral && !was) ? paper : colour, index * 4);
    discs.edges.set(was ?? (holder === null || isSeveral ? colour : paper), index * 4);
    discs.edgeWidths[index] = was || holder === null ? 2.6 : isSeveral ? 2 : 0.8;
    discs.radii[index] = radius * (isSeveral ? 2 : was ? 1.25 : 1);
  });
  return discs;
}

function mostCommon(rows: readonly number[], holderOf: (row: number) => number | null): number | null {
  const counts = new Map<number | null, number>();
  for (const row of rows) counts.set(holderOf(row), (counts.get(holderOf(row)) ?? 0) + 1);
  let best: number | null = null;
  let most = 0;
  for (const [holder, count] of counts) if (count > most) [best, most] = [holder, count];
  return best;
}
