import { sql } from 'drizzle-orm';
import { refusalOf } from '../../../shared/lock.ts';
import type { Move } from '../../../shared/move.ts';
import { roleMay } from '../../../shared/permissions.ts';
import type { MoveRefusal } from '../../../shared/reassign.ts';
import type { Scope } from '../../auth/scope.ts';
import { countyOf } from '../../db/area.ts';
import type { Tx } from '../../db/connect.ts';
import { idArray } from '../../db/ids.ts';
import type { Present } from './present.ts';

/**
 * Moves that are not possible: of what is not there, to what is no zone of the right level or no party member, or past a
 * lock. Whether they still start from what is there is another question.
 */
export async function refusedMoves(tx: Tx, present: Present, moves: readonly Move[]): Promise<MoveRefusal[]> {
  const members = await membersAmong(tx, present.villageCode, moves);
  return moves.flatMap((move): MoveRefusal[] => {
    if (move.slot !== 'grid' && !present.households.has(move.id)) return [{ reason: 'unknownThing', move }];
    if (move.slot === 'member' && move.to !== null && !members.has(move.to)) return [{ reason: 'notMember', move }];
    const refusal = refusalOf(move, present.order, present.locked, present.belonging);
    return refusal ? [{ ...refusal, move }] : [];
  });
}

/** Moves beyond what somebody answers for: who holds zones moves what is in them, between them. */
export function moveBeyond(scope: Scope, villageCode: string, moves: readonly Move[]): MoveRefusal[] {
  const where = { areaCode: villageCode };
  if (scope.mayAt('plan.draft', where)) return [];
  const reaches = scope.holdings.flatMap(({ role, reach }) =>
    roleMay(role, 'plan.draft') && reach.kind === 'zone' && reach.villageCode === villageCode ? [reach] : [],
  );
  const zones = new Set(reaches.flatMap((reach) => reach.zones));
  const households = new Set(reaches.flatMap((reach) => reach.households));
  const isForeign = (zoneId: number | null): zoneId is number => zoneId !== null && !zones.has(zoneId);
  return moves.flatMap((move): MoveRefusal[] => {
    if (move.slot === 'grid' ? !zones.has(move.id) : !households.has(move.id))
      return [{ reason: 'unknownThing', move }];
    if (move.slot === 'member') return [];
    const foreign = [move.from, move.to].find(isForeign);
    return foreign === undefined ? [] : [{ reason: 'unknownZone', zoneId: foreign, move }];
  });
}

/** Those named as new holders who are party members today, of the reader's area or at work in it. */
async function membersAmong(tx: Tx, villageCode: string, moves: readonly Move[]): Promise<Set<number>> {
  const named = moves.flatMap(({ slot, to }) => (slot === 'member' && to !== null ? [to] : []));
  if (named.length === 0) return new Set();
  const countyCode = countyOf(villageCode);
  const ids = idArray(new Set(named));
  const rows = await tx.execute<{ id: number }>(sql`
    select person_id::float8 as id
    from party_member
    where county_code = ${countyCode} and person_id = any(${ids}) and ended_at is null
    union
    select duty.id::float8
    from duty_people(${countyCode}, ${ids}) duty
    where exists (
      select from household_link
      where county_code = ${countyCode} and member_id = duty.id and to_on is null
    )`);
  return new Set([...rows].map(({ id }) => id));
}
