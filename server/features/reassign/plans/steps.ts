import { sql } from 'drizzle-orm';
import type { Gesture, Move } from '../../../../shared/move.ts';
import type { PlanSteps } from '../../../../shared/plan.ts';
import type { Tx } from '../../../db/connect.ts';
import { idArray } from '../../../db/ids.ts';
import { type PlanRow, updatePlan } from './planRow.ts';

/** All gestures of a plan: those done, oldest first, and those undone, next to be redone last. */
export async function readSteps(tx: Tx, plan: PlanRow): Promise<PlanSteps> {
  const rows = await tx.execute<Gesture>(sql`
    select kind, moves
    from plan_gesture
    where county_code = ${plan.countyCode} and plan_id = ${plan.id} and number <= ${plan.gestures}
    order by number`);
  const gestures = [...rows].map(({ kind, moves }): Gesture => ({ kind, moves }));
  return { done: gestures.slice(0, plan.done), undone: gestures.slice(plan.done).reverse() };
}

/** Households that moves are about. */
function householdsOf(moves: readonly Move[]): number[] {
  return [...new Set(moves.filter(({ slot }) => slot !== 'grid').map(({ id }) => id))].sort((a, b) => a - b);
}

/** Zones that moves name. */
export function zonesOf(moves: readonly Move[]): number[] {
  const named = moves.flatMap(({ slot, id, from, to }) =>
    slot === 'member' ? [] : [slot === 'grid' ? id : null, from, to],
  );
  return [...new Set(named.filter((id) => id !== null))].sort((a, b) => a - b);
}

/** Puts gestures at the numbers from `first` on, over what could have been redone there. */
export async function putGestures(tx: Tx, plan: PlanRow, first: number, gestures: readonly Gesture[]): Promise<void> {
  for (const [at, { kind, moves }] of gestures.entries()) {
    await tx.execute(sql`
      insert into plan_gesture (county_code, plan_id, number, kind, moves, households)
      values (
        ${plan.countyCode}, ${plan.id}, ${first + at}, ${kind}, ${JSON.stringify(moves)}::jsonb, ${idArray(householdsOf(moves))}
      )
      on conflict (county_code, plan_id, number) do update
      set kind = excluded.kind, moves = excluded.moves, households = excluded.households, at = now()`);
  }
}

/** Replaces every gesture of a plan. */
export async function replaceSteps(tx: Tx, plan: PlanRow, steps: PlanSteps): Promise<void> {
  const gestures = [...steps.done, ...steps.undone.toReversed()];
  await putGestures(tx, plan, 1, gestures);
  const zones = zonesOf(gestures.flatMap(({ moves }) => moves));
  await updatePlan(
    tx,
    plan,
    sql`done = ${steps.done.length}, gestures = ${gestures.length}, zones = ${idArray(zones)}`,
  );
}
