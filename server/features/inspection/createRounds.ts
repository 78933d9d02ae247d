import { sql } from 'drizzle-orm';
import { dayNumber, dayOfNumber } from '../../../shared/geo.ts';
import { inspectedSchema, occurrences, recurrenceSchema } from '../../../shared/inspection.ts';
import { today } from '../../db/calendar.ts';
import type { Database, Tx } from '../../db/connect.ts';
import { maintain } from '../../db/transaction.ts';

/** How many days before a round its tasks are there. */
const daysAhead = 7;

type Plan = {
  countyCode: string;
  id: number;
  areaCode: string;
  recurrence: unknown;
  inspected: unknown;
  graceDays: number;
  from: string;
  endedOn: string | null;
};

/**
 * Makes the tasks of every round up to a week from a day (`YYYY-MM-DD`), each once however often it is called. What was
 * missed while no server ran is made up for. As the owner, as no person asks for it.
 */
export async function createRounds(database: Database, day: string = today()): Promise<number> {
  const until = dayOfNumber(dayNumber(day) + daysAhead);
  return maintain(database, 'inspection', async (tx) => {
    const plans = await tx.execute<Plan>(sql`
      select county_code as "countyCode", id::float8 as id, area_code as "areaCode", recurrence, inspected, grace_days as "graceDays",
        coalesce(planned_to + 1, starts_on)::text as from, ended_on::text as "endedOn"
      from inspection_plan
      where coalesce(planned_to + 1, starts_on) <= ${until}::date and (ended_on is null or ended_on > coalesce(planned_to + 1, starts_on))
      order by county_code, id
      for update`);
    let created = 0;
    for (const plan of plans) created += await createRoundsOf(tx, plan, until);
    return created;
  });
}

async function createRoundsOf(tx: Tx, plan: Plan, until: string): Promise<number> {
  const lastDay = plan.endedOn === null ? until : min(until, dayOfNumber(dayNumber(plan.endedOn) - 1));
  let created = 0;
  for (const round of occurrences(recurrenceSchema.parse(plan.recurrence), plan.from, lastDay)) {
    created += await createTasks(tx, plan, round);
  }
  await tx.execute(sql`
    update inspection_plan set planned_to = ${until}::date where county_code = ${plan.countyCode} and id = ${plan.id}`);
  return created;
}

async function createTasks(
  tx: Tx,
  { countyCode, id, areaCode, inspected, graceDays }: Plan,
  round: string,
): Promise<number> {
  const subject = inspectedSchema.parse(inspected);
  const subjects =
    subject.kind === 'zone'
      ? sql`select village_code, id as zone_id, null::bigint as place_id from zone
          where county_code = ${countyCode} and level = ${subject.level} and ended_at is null and left(village_code, ${areaCode.length}) = ${areaCode}`
      : sql`select village_code, null::bigint, id from place
          where county_code = ${countyCode} and category = ${subject.category} and ended_at is null and left(village_code, ${areaCode.length}) = ${areaCode}`;
  const made = await tx.execute(sql`
    insert into inspection (county_code, village_code, plan_id, round_on, due_on, zone_id, place_id)
    select ${countyCode}, village_code, ${id}, ${round}::date, ${round}::date + ${graceDays}::integer, zone_id, place_id
    from (${subjects}) subject (village_code, zone_id, place_id)
    on conflict do nothing
    returning id`);
  return made.length;
}

function min(a: string, b: string): string {
  return a < b ? a : b;
}
