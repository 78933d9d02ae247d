import { sql } from 'drizzle-orm';
import { AppError } from '../../../shared/errors.ts';
import { dayNumber, dayOfNumber } from '../../../shared/geo.ts';
import type { RowRef } from '../../../shared/household.ts';
import {
  type EditPlan,
  type InspectionPlan,
  type InspectionPlanInput,
  occurrences,
} from '../../../shared/inspection.ts';
import type { Scope } from '../../auth/scope.ts';
import { countyOf, villageOf } from '../../db/area.ts';
import { today } from '../../db/calendar.ts';
import type { Tx } from '../../db/connect.ts';
import { recordChange } from '../../db/recordChange.ts';

/** The plans of an area and of those above it, with how the last round stands. */
export async function inspectionPlans(tx: Tx, areaCode: string): Promise<InspectionPlan[]> {
  const day = today();
  const rows = await tx.execute<Omit<InspectionPlan, 'nextRoundOn'>>(sql`
    select plan.id::float8 as id, plan.county_code as "countyCode", plan.area_code as "areaCode", plan.name, plan.category,
      plan.recurrence, plan.inspected, plan.grace_days as "graceDays", plan.recheck_days as "recheckDays",
      array_to_json(plan.checklist) as checklist, plan.starts_on::text as "startsOn", plan.ended_on::text as "endedOn",
      round.last_on::text as "lastRoundOn", coalesce(round.tasks, 0) as tasks, coalesce(round.done, 0) as done,
      coalesce(late.overdue, 0) as overdue
    from inspection_plan plan
    left join lateral (
      select inspection.round_on as last_on, count(*)::integer as tasks, (count(*) filter (where inspection.state <> 'due'))::integer as done
      from inspection
      where inspection.county_code = plan.county_code and inspection.plan_id = plan.id and inspection.round_on <= ${day}::date
      group by inspection.round_on
      order by inspection.round_on desc
      limit 1
    ) round on true
    left join lateral (
      select count(*)::integer as overdue from inspection
      where inspection.county_code = plan.county_code and inspection.plan_id = plan.id and inspection.state <> 'passed'
        and coalesce(inspection.recheck_on, inspection.due_on) < ${day}::date
    ) late on true
    where plan.county_code = ${countyOf(areaCode)}
      and (left(plan.area_code, ${areaCode.length}) = ${areaCode} or left(${areaCode}, length(plan.area_code)) = plan.area_code)
    order by plan.ended_on is not null, plan.name, plan.id`);
  return [...rows].map((plan) => ({ ...plan, nextRoundOn: nextRoundOf(plan, day) }));
}

function nextRoundOf(
  { recurrence, startsOn, endedOn }: Omit<InspectionPlan, 'nextRoundOn'>,
  day: string,
): string | null {
  if (endedOn !== null) return null;
  const from = startsOn > day ? startsOn : day;
  const [next = null] = occurrences(recurrence, from, dayOfNumber(dayNumber(from) + 100));
  return next;
}

/** Every round since its first day is made up for, with a task for each zone: of a century they would be millions. */
const mostDaysBack = 366;

/** Throws notAllowed outside one's own area, and invalidInput for a first day more than a year ago. */
export async function createPlan(tx: Tx, scope: Scope, input: InspectionPlanInput): Promise<{ id: number }> {
  const countyCode = countyOf(input.areaCode);
  check(scope, input.areaCode);
  if (dayNumber(today()) - dayNumber(input.startsOn) > mostDaysBack) {
    throw new AppError({ code: 'invalidInput', detail: { field: 'startsOn' } });
  }
  const [row] = await tx.execute<{ id: number }>(sql`
    insert into inspection_plan (
      county_code, area_code, name, category, recurrence, inspected, checklist, grace_days, recheck_days, starts_on
    )
    values (
      ${countyCode}, ${input.areaCode}, ${input.name}, ${input.category}, ${JSON.stringify(input.recurrence)}::jsonb,
      ${JSON.stringify(input.inspected)}::jsonb, array(select json_array_elements_text(${JSON.stringify(input.checklist)}::json)),
      ${input.graceDays}, ${input.recheckDays}, ${input.startsOn}::date
    )
    returning id::float8 as id`);
  if (!row) throw new AppError({ code: 'internal' });
  await log(tx, scope, { countyCode, areaCode: input.areaCode, id: row.id, action: 'create', after: input });
  return row;
}

/** Puts right what a plan is called, asks for and allows; rounds that are there keep their days. Throws notFound and notAllowed. */
export async function editPlan(tx: Tx, scope: Scope, input: EditPlan): Promise<void> {
  const plan = await lockPlan(tx, scope, input);
  const { name, graceDays, recheckDays, checklist } = input;
  await tx.execute(sql`
    update inspection_plan
    set name = ${name}, grace_days = ${graceDays}, recheck_days = ${recheckDays},
      checklist = array(select json_array_elements_text(${JSON.stringify(checklist)}::json))
    where county_code = ${input.countyCode} and id = ${input.id}`);
  await log(tx, scope, {
    ...input,
    areaCode: plan.areaCode,
    action: 'update',
    after: { name, graceDays, recheckDays, checklist },
  });
}

/** Ends a plan from today on; tasks that are there stay. Throws notFound and notAllowed. */
export async function endPlan(tx: Tx, scope: Scope, ref: RowRef): Promise<void> {
  const plan = await lockPlan(tx, scope, ref);
  await tx.execute(sql`
    update inspection_plan set ended_on = ${today()}::date where county_code = ${ref.countyCode} and id = ${ref.id}`);
  await log(tx, scope, { ...ref, areaCode: plan.areaCode, action: 'end', after: { endedOn: today() } });
}

async function lockPlan(tx: Tx, scope: Scope, { countyCode, id }: RowRef): Promise<{ areaCode: string }> {
  const [plan] = await tx.execute<{ areaCode: string }>(sql`
    select area_code as "areaCode" from inspection_plan
    where county_code = ${countyCode} and id = ${id} and ended_on is null
    for update`);
  if (!plan) throw new AppError({ code: 'notFound' });
  check(scope, plan.areaCode);
  return plan;
}

function check(scope: Scope, areaCode: string): void {
  if (scope.mayAt('inspection.manage', { areaCode })) return;
  throw new AppError({ code: 'notAllowed', detail: { action: 'inspection.manage' } });
}

type Logged = { countyCode: string; areaCode: string; id: number; action: 'create' | 'update' | 'end'; after: object };

async function log(tx: Tx, scope: Scope, { countyCode, areaCode, id, action, after }: Logged): Promise<void> {
  await recordChange(tx, {
    countyCode,
    villageCode: villageOf(areaCode),
    actor: scope.actor,
    action,
    subject: 'inspection_plan',
    subjectId: id,
    after,
  });
}
