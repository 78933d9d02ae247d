import { type SQL, sql } from 'drizzle-orm';
import { AppError } from '../../../shared/errors.ts';
import type { HazardState } from '../../../shared/hazard.ts';
import { hazardLoop, mayTake, missingOf, referralAfter, type StepInput } from '../../../shared/hazardLoop.ts';
import type { AdvanceHazard, AssignMany } from '../../../shared/hazardRegister.ts';
import type { Scope } from '../../auth/scope.ts';
import type { Tx } from '../../db/connect.ts';
import { type ResolvedAssignee, resolveAssignee } from './assignee.ts';
import { logEvent } from './logEvent.ts';
import { type LockedHazard, lockHazard, lockHazards, loopStateOf, takerOf } from './row.ts';
import { tellOf } from './tell.ts';

/**
 * Takes a step of the loop, by `hazardLoop`: lock, check role and state, write the row, its history and the log, tell
 * those it concerns. Throws notFound, stepNotAllowed and stepIncomplete.
 */
export async function advanceHazard(tx: Tx, scope: Scope, input: AdvanceHazard): Promise<{ state: HazardState }> {
  const hazard = await lockHazard(tx, input);
  const assignee =
    input.step === 'assign' && input.assignee ? await resolveAssignee(tx, input.countyCode, input.assignee) : null;
  return { state: await take(tx, scope, hazard, input, assignee) };
}

/** Gives many hazards to one assignee: all, or none when one of them cannot be given. */
export async function assignMany(tx: Tx, scope: Scope, input: AssignMany): Promise<{ assigned: number }> {
  const hazards = await lockHazards(tx, input.countyCode, input.ids);
  if (hazards.length !== new Set(input.ids).size) throw new AppError({ code: 'notFound' });
  const assignee = await resolveAssignee(tx, input.countyCode, input.assignee);
  const step: StepInput = { step: 'assign', note: input.note, photoIds: [], assignee: input.assignee };
  for (const hazard of hazards) await take(tx, scope, hazard, step, assignee);
  return { assigned: hazards.length };
}

async function take(
  tx: Tx,
  scope: Scope,
  hazard: LockedHazard,
  input: StepInput,
  assignee: ResolvedAssignee | null,
): Promise<HazardState> {
  const { step } = input;
  const before = loopStateOf(hazard);
  if (!mayTake(step, before, takerOf(scope, hazard))) {
    throw new AppError({ code: 'stepNotAllowed', detail: { number: hazard.number, state: hazard.state, step } });
  }
  const missing = missingOf(input);
  if (missing.length > 0) throw new AppError({ code: 'stepIncomplete', detail: { needs: missing.join(',') } });
  const to = hazardLoop[step].to;
  const referredTo = referredCode(hazard, referralAfter(step, before.referredTo));
  await tx.execute(sql`
    update hazard
    set ${sql.join(columnsOf(hazard, input, to, referredTo, assignee), sql`, `)}
    where county_code = ${hazard.countyCode} and id = ${hazard.id}`);
  await logEvent(tx, scope, hazard, {
    step,
    fromState: hazard.state,
    toState: to,
    note: input.note,
    detail: {
      ...(assignee ? { assigneeId: assignee.personId, assigneeAccountId: assignee.accountId } : {}),
      ...(step === 'rate' ? { satisfied: input.satisfied ?? null } : {}),
      ...(referredTo !== hazard.referredTo ? { referredTo } : {}),
    },
    photoIds: input.photoIds,
    before: { state: hazard.state, assigneeId: hazard.assigneeId, referredTo: hazard.referredTo },
    after: { state: to, assigneeId: assignee?.personId ?? hazard.assigneeId, referredTo },
  });
  await tellOf(tx, scope, step, hazard, {
    referredTo,
    assigneeAccountId: assignee?.accountId ?? hazard.assigneeAccountId,
  });
  return to;
}

/** The code of the level a hazard is with; null for its own village, or where it lies in none. */
function referredCode({ countyCode, villageCode }: LockedHazard, level: 'town' | 'county' | null): string | null {
  if (villageCode === null || level === null) return null;
  return level === 'town' ? villageCode.slice(0, 9) : countyCode;
}

function columnsOf(
  hazard: LockedHazard,
  { step, satisfied }: StepInput,
  to: HazardState,
  referredTo: string | null,
  assignee: ResolvedAssignee | null,
): SQL[] {
  const columns = [sql`state = ${to}`, sql`last_step_at = now()`, sql`referred_to = ${referredTo}`];
  if (to !== 'closed') columns.push(sql`closed_at = null`, sql`satisfied = null`);
  else if (hazard.state !== 'closed') columns.push(sql`closed_at = now()`);
  if (step === 'rate') columns.push(sql`satisfied = ${satisfied ?? null}`);
  if (step === 'reopen') columns.push(sql`reopened = reopened + 1`);
  if (assignee) {
    columns.push(sql`assignee_id = ${assignee.personId}`, sql`assignee_account_id = ${assignee.accountId}`);
  } else if (step === 'refer' || step === 'handBack') {
    // Whoever has it now decides anew who mends it.
    columns.push(sql`assignee_id = null`, sql`assignee_account_id = null`);
  }
  return columns;
}
