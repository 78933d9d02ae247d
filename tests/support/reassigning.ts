import { sql } from 'drizzle-orm';
import type { Database } from '../../server/db/connect.ts';
import type { Move, Slot } from '../../shared/move.ts';
import type { PlanDetail, PlanSummary, PublishedPlan } from '../../shared/reassign.ts';
import type { Caller } from './calling.ts';

export const countyCode = '371082';
export const village = '371082999001';

/** Who has a thing in the database now. */
export async function holderOf(database: Database, slot: Slot, id: number): Promise<number | null> {
  const query = {
    lane: sql`select lane_id::float8 as holder from household where county_code = ${countyCode} and id = ${id}`,
    grid: sql`select parent_id::float8 as holder from zone where county_code = ${countyCode} and id = ${id}`,
    member: sql`
      select member_id::float8 as holder from household_link
      where county_code = ${countyCode} and household_id = ${id} and to_on is null`,
  }[slot];
  const [row] = await database.execute<{ holder: number | null }>(query);
  return row?.holder ?? null;
}

export type Lane = { id: number; gridId: number; households: number[] };

/** Lanes of the demo's first village with the households in them, by number of the lane. */
export async function lanesOf(database: Database, villageCode: string = village): Promise<Lane[]> {
  const rows = await database.execute<Lane>(sql`
    select zone.id::float8 as id, zone.parent_id::float8 as "gridId",
      coalesce(json_agg(household.id order by household.id) filter (where household.id is not null), '[]') as households
    from zone
    left join household on household.county_code = zone.county_code and household.lane_id = zone.id and household.ended_at is null
    where zone.village_code = ${villageCode} and zone.level = 'lane' and zone.ended_at is null
    group by zone.id, zone.parent_id, zone.number
    order by zone.number`);
  return [...rows];
}

/** A draft that holds these moves as one gesture. */
export async function draft(call: Caller, moves: Move[], name = '方案', villageCode = village): Promise<PlanDetail> {
  const plan = await call.reassign.plan.create({ villageCode, name });
  const { revision } = await call.reassign.plan.gesture({
    ...refOf(plan),
    revision: plan.revision,
    gesture: { kind: 'assign', moves },
  });
  return call.reassign.plan.get({ ...refOf(plan) }).then((found) => ({ ...found, revision }));
}

export const refOf = ({ countyCode: county, id }: { countyCode: string; id: number }) => ({ countyCode: county, id });
export const seen = (plan: { countyCode: string; id: number; revision: number }) => ({
  ...refOf(plan),
  revision: plan.revision,
});

/** Submits a draft and has it approved. */
export async function approved(plan: PlanDetail | PlanSummary, maker: Caller, approver: Caller): Promise<PlanSummary> {
  const submitted = await maker.reassign.plan.submit(seen(plan));
  return approver.reassign.plan.approve(seen(submitted));
}

/** The present day in China. */
export const day = (ahead = 0) => new Date(Date.now() + 8 * 3_600_000 + ahead * 86_400_000).toISOString().slice(0, 10);

export function publish(plan: PlanSummary, publisher: Caller, ahead = 0): Promise<PublishedPlan> {
  return publisher.reassign.plan.publish({ ...seen(plan), effectiveOn: day(ahead) });
}
