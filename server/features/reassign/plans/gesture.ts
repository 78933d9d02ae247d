import { sql } from 'drizzle-orm';
import { AppError } from '../../../../shared/errors.ts';
import type { RowRef } from '../../../../shared/household.ts';
import type { Gesture } from '../../../../shared/move.ts';
import type { PlanPosition } from '../../../../shared/reassign.ts';
import type { Scope } from '../../../auth/scope.ts';
import type { Tx } from '../../../db/connect.ts';
import { idArray } from '../../../db/ids.ts';
import { moveBeyond, refusedMoves } from '../checkMoves.ts';
import { readPresent } from '../present.ts';
import { lockPlan, type PlanRow, updatePlan } from './planRow.ts';
import { demand } from './rights.ts';
import { putGestures, zonesOf } from './steps.ts';

type PlanWrite = RowRef & { revision: number };

/**
 * Adds a gesture to one's own draft; what had been undone cannot be redone any more. Throws planRefused with every move
 * that is not possible.
 */
export async function performGesture(
  tx: Tx,
  scope: Scope,
  { gesture, ...write }: PlanWrite & { gesture: Gesture },
): Promise<PlanPosition> {
  const plan = await lockPlan(tx, write);
  demand(scope, plan, 'edit');
  await refuseMoves(tx, scope, plan, gesture);
  const done = plan.done + 1;
  await putGestures(tx, plan, done, [gesture]);
  const zones = [...new Set([...plan.zones, ...zonesOf(gesture.moves)])];
  await updatePlan(tx, plan, sql`done = ${done}, gestures = ${done}, zones = ${idArray(zones)}`);
  return { revision: plan.revision + 1, done, undone: 0 };
}

async function refuseMoves(tx: Tx, scope: Scope, { villageCode }: PlanRow, { moves }: Gesture): Promise<void> {
  const beyond = moveBeyond(scope, villageCode, moves);
  const refusals =
    beyond.length > 0 ? beyond : await refusedMoves(tx, await readPresent(tx, villageCode, moves), moves);
  if (refusals.length > 0) throw new AppError({ code: 'planRefused', detail: { refusals } });
}

/** Takes the last gesture back. Without one nothing happens. */
export function undoGesture(tx: Tx, scope: Scope, write: PlanWrite): Promise<PlanPosition> {
  return step(tx, scope, write, -1);
}

/** Makes the gesture last undone again. Without one nothing happens. */
export function redoGesture(tx: Tx, scope: Scope, write: PlanWrite): Promise<PlanPosition> {
  return step(tx, scope, write, 1);
}

async function step(tx: Tx, scope: Scope, write: PlanWrite, by: 1 | -1): Promise<PlanPosition> {
  const plan = await lockPlan(tx, write);
  demand(scope, plan, 'edit');
  const done = plan.done + by;
  if (done < 0 || done > plan.gestures) {
    return { revision: plan.revision, done: plan.done, undone: plan.gestures - plan.done };
  }
  await updatePlan(tx, plan, sql`done = ${done}`);
  return { revision: plan.revision + 1, done, undone: plan.gestures - done };
}
