import type { Move, Slot } from '../../../../shared/move.ts';
import type { PlanDiff } from '../../../../shared/reassign.ts';
import { rowsByValue } from '../../../api/columnLookups.ts';
import type { Register } from '../../../map/visible.ts';

/** What a plan changes against another, or against what is there now when `against` is null; both by name. */
export type Comparison = { name: string; against: string | null; diff: PlanDiff };

type Held = { before: (row: number) => number | null; after: (row: number) => number | null };

/** Who has each household on either side of a comparison; what neither side moves is with whom it is with now. */
export function heldInComparison(
  { household, link, zones }: Pick<Register, 'household' | 'link' | 'zones'>,
  moves: readonly Move[],
  slot: Slot,
): Held {
  const moved = new Map(moves.filter((move) => move.slot === slot).map((move) => [move.id, move]));
  const links = rowsByValue(link.household);
  const parents = new Map(zones.map(({ id, parentId }) => [id, parentId]));
  const side = (end: 'from' | 'to') => (row: number) => {
    const id = household.id[row] ?? 0;
    const lane = household.lane[row] || null;
    const thing = slot === 'grid' ? lane : id;
    const move = thing === null ? undefined : moved.get(thing);
    if (move) return move[end];
    if (slot === 'lane') return lane;
    if (slot === 'grid') return lane === null ? null : (parents.get(lane) ?? null);
    return link.member[links.get(id)?.[0] ?? -1] || null;
  };
  return { before: side('from'), after: side('to') };
}
