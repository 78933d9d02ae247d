import { piecesOf } from '../../../../shared/contiguity.ts';
import { type Gap, type GapKind, gapsOf } from '../../../../shared/gaps.ts';
import { zoneSize } from '../../../../shared/zone.ts';
import type { Register } from '../../../map/visible.ts';
import type { Draft } from '../draft.ts';

type Shown = Pick<Register, 'household' | 'zones'>;

/** Everything that needs attention, as the draft has it now. */
export function gapsNow(draft: Draft, { household, zones }: Shown): Gap[] {
  return gapsOf(draft.sheet, { householdIds: idsInCharge({ household, zones }), zoneIds: zones.map(({ id }) => id) });
}

/** Households of the known zones and of none: a lead may see others as a party member, whose lane is somebody else's. */
export function idsInCharge({ household, zones }: Shown): number[] {
  const known = new Set(zones.map(({ id }) => id));
  return Array.from(household.id).filter((_, row) => {
    const lane = household.lane[row] ?? 0;
    return lane === 0 || known.has(lane);
  });
}

/** What can be selected at once because of what is wrong with it. */
export const gapSets = ['noLane', 'inBreach', 'scattered', 'noMember'] as const satisfies readonly GapKind[];
export type GapSet = (typeof gapSets)[number];

/**
 * Ids of the households of a set: in no zone, in an innermost zone beyond its limits, in all but the largest piece of a
 * scattered one, without a member.
 */
export function householdsOfSet(draft: Draft, { household, zones }: Shown, set: GapSet): number[] {
  const { sheet, order } = draft;
  const idOf = (row: number) => household.id[row] ?? 0;
  const lanes = zones.filter(({ id }) => order.ordinalOf(id) === order.innermost);
  switch (set) {
    case 'noLane':
      return idsInCharge({ household, zones }).filter((id) => sheet.holder('lane', id) === null);
    case 'noMember':
      return idsInCharge({ household, zones }).filter((id) => sheet.holder('member', id) === null);
    case 'inBreach':
      return lanes.flatMap(({ id, level }) => {
        const count = sheet.zone(id)?.after.households ?? 0;
        return zoneSize(count, sheet.limitsOf(level)) === 'within' ? [] : sheet.rowsOf(id).map(idOf);
      });
    case 'scattered':
      return lanes.flatMap(({ id }) => piecesOf(draft.neighbours, sheet.rowsOf(id)).slice(1).flat().map(idOf));
  }
}
