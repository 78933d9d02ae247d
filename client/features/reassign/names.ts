import type { TFunction } from 'i18next';
import type { Refusal } from '../../../shared/lock.ts';
import type { Move, Slot } from '../../../shared/move.ts';
import { rowById } from '../../api/columnLookups.ts';
import type { ReassignNow } from './reassignNow.ts';

type Known = Pick<ReassignNow, 'register' | 'members'>;

/** What a holder is called: a zone or a party member; nobody in words. */
export function holderName({ register, members }: Known, slot: Slot, id: number | null, t: TFunction): string {
  if (id === null) return t(slot === 'member' ? 'reassign.noMember' : 'reassign.noZone');
  if (slot === 'member') {
    return members.find(({ personId }) => personId === id)?.name ?? t('reassign.memberElsewhere');
  }
  return zoneName({ register }, id, t);
}

export function zoneName({ register }: Pick<Known, 'register'>, id: number, t: TFunction): string {
  return register.zones.find((zone) => zone.id === id)?.name ?? t('reassign.zoneUnknown', { id });
}

/** What a move is of: the number of a household, or the name of a zone. */
export function thingName(known: Known, { slot, id }: Pick<Move, 'slot' | 'id'>, t: TFunction): string {
  if (slot === 'grid') return zoneName(known, id, t);
  const { household } = known.register;
  return household.number[rowById(household).get(id) ?? -1] ?? t('reassign.householdElsewhere');
}

/** Why a move is not possible, as a sentence. */
export function refusalText(known: Pick<Known, 'register'>, refusal: Refusal, t: TFunction): string {
  return t(`reassign.refused.${refusal.reason}`, { name: zoneName(known, refusal.zoneId, t) });
}
