import { sql } from 'drizzle-orm';
import { levelOfCode } from '../../../shared/area.ts';
import { AppError } from '../../../shared/errors.ts';
import type { HazardCategory, HazardSeverity, HazardState } from '../../../shared/hazard.ts';
import type { LoopState, StepTaker } from '../../../shared/hazardLoop.ts';
import type { RowRef } from '../../../shared/household.ts';
import type { Scope } from '../../auth/scope.ts';
import { dayOf } from '../../db/calendar.ts';
import type { Tx } from '../../db/connect.ts';
import { anyId } from '../../db/ids.ts';

/** What the loop needs to know of a hazard. */
export type LockedHazard = {
  id: number;
  countyCode: string;
  villageCode: string | null;
  zoneId: number | null;
  number: string;
  category: HazardCategory;
  severity: HazardSeverity;
  state: HazardState;
  referredTo: string | null;
  reportedBy: string | null;
  assigneeId: number | null;
  assigneeAccountId: string | null;
  reopened: number;
  reportedOn: string;
  seq: number;
};

/** A hazard nobody else changes until the transaction ends. Throws notFound. */
export async function lockHazard(tx: Tx, ref: RowRef): Promise<LockedHazard> {
  const [hazard] = await lockHazards(tx, ref.countyCode, [ref.id]);
  if (!hazard) throw new AppError({ code: 'notFound' });
  return hazard;
}

/** The same for several, in the order of their ids, so that two batches never wait for each other. */
export async function lockHazards(tx: Tx, countyCode: string, ids: readonly number[]): Promise<LockedHazard[]> {
  const rows = await tx.execute<LockedHazard>(sql`
    select id::float8 as id, county_code as "countyCode", village_code as "villageCode", zone_id::float8 as "zoneId", number,
      category, severity, state, referred_to as "referredTo", reported_by as "reportedBy",
      assignee_id::float8 as "assigneeId", assignee_account_id as "assigneeAccountId", reopened,
      ${dayOf(sql`reported_at`)}::text as "reportedOn", seq::float8 as seq
    from hazard
    where county_code = ${countyCode} and ${anyId(sql`id`, ids)}
    order by id
    for update`);
  return [...rows];
}

type Placed = Pick<LockedHazard, 'countyCode' | 'villageCode' | 'zoneId'>;

/** Where a hazard lies, for a question about the right to it. */
export function whereaboutsOf({ countyCode, villageCode, zoneId }: Placed): {
  areaCode: string;
  zoneId: number | null;
} {
  return { areaCode: villageCode ?? countyCode, zoneId };
}

/** How the loop sees a hazard; what lies in no village is the county's from the start. */
export function loopStateOf(hazard: Pick<LockedHazard, 'villageCode' | 'state' | 'referredTo'>): LoopState {
  if (hazard.villageCode === null) return { state: hazard.state, referredTo: 'county' };
  if (hazard.referredTo === null) return { state: hazard.state, referredTo: null };
  return { state: hazard.state, referredTo: levelOfCode(hazard.referredTo) === 'town' ? 'town' : 'county' };
}

/** How the loop sees whoever asks. */
export function takerOf(
  scope: Scope,
  hazard: Placed & Pick<LockedHazard, 'assigneeAccountId' | 'reportedBy'>,
): StepTaker {
  return {
    roles: scope.rolesAt(whereaboutsOf(hazard)),
    isAssignee: hazard.assigneeAccountId === scope.accountId,
    isReporter: hazard.reportedBy === scope.accountId,
  };
}
