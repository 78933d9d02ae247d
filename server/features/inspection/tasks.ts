import { type SQL, sql } from 'drizzle-orm';
import { AppError } from '../../../shared/errors.ts';
import type { RowRef } from '../../../shared/household.ts';
import {
  type Inspection,
  type InspectionLook,
  type InspectionResult,
  type InspectionState,
  type InspectionWithLooks,
  inspectionAfter,
} from '../../../shared/inspection.ts';
import type { Scope } from '../../auth/scope.ts';
import { inArea } from '../../db/area.ts';
import { isoMoment, today } from '../../db/calendar.ts';
import type { Tx } from '../../db/connect.ts';
import { position } from '../../db/geometry.ts';
import { anyId, idArray } from '../../db/ids.ts';
import { recordChange } from '../../db/recordChange.ts';
import { takePhotos } from '../../photos/take.ts';

const owed = sql`coalesce(inspection.recheck_on, inspection.due_on)`;

export type TasksInput = { areaCode: string; planId: number | null; open: boolean; offset: number; limit: number };

/** Tasks of an area, those overdue the longest first; `open` leaves out what has passed. */
export async function inspectionTasks(
  tx: Tx,
  scope: Scope,
  input: TasksInput,
): Promise<{ total: number; overdue: number; items: Inspection[] }> {
  const day = today();
  const meant = sql`${inArea(sql`inspection.county_code`, sql`inspection.village_code`, input.areaCode)}
    and (${input.planId}::bigint is null or inspection.plan_id = ${input.planId}::bigint)
    and (${!input.open} or inspection.state <> 'passed')`;
  const [count] = await tx.execute<{ total: number; overdue: number }>(sql`
    select count(*)::integer as total, (count(*) filter (where inspection.state <> 'passed' and ${owed} < ${day}::date))::integer as overdue
    from inspection where ${meant}`);
  const items = await tasksOf(
    tx,
    scope,
    meant,
    sql`order by inspection.state = 'passed', ${owed}, inspection.id offset ${input.offset} limit ${input.limit}`,
  );
  return { total: count?.total ?? 0, overdue: count?.overdue ?? 0, items };
}

async function tasksOf(tx: Tx, scope: Scope, condition: SQL, order: SQL): Promise<Inspection[]> {
  const day = today();
  const rows = await tx.execute<Omit<Inspection, 'mayDo'>>(sql`
    select inspection.id::float8 as id, inspection.county_code as "countyCode", inspection.plan_id::float8 as "planId",
      plan.name as "planName", plan.category, inspection.village_code as "villageCode", inspection.state,
      inspection.round_on::text as "roundOn", inspection.due_on::text as "dueOn", inspection.recheck_on::text as "recheckOn",
      inspection.state <> 'passed' and ${owed} < ${day}::date as overdue,
      inspection.zone_id::float8 as "zoneId", inspection.place_id::float8 as "placeId",
      coalesce(zone.name, place.name, '') as "subjectName", lead.name as "leadName",
      ${isoMoment(sql`inspection.done_at`)} as "doneAt", inspection.done_by as "doneBy", inspection.note,
      array_to_json(inspection.hazard_ids) as "hazardIds",
      coalesce((
        select json_agg(photo.id order by photo.id) from hazard_photo photo
        where photo.county_code = inspection.county_code and photo.inspection_id = inspection.id
      ), '[]') as "photoIds",
      array_to_json(plan.checklist) as checklist,
      ${position(sql`st_pointonsurface(coalesce(zone.geometry, place.geometry))`)} as position
    from inspection
    join inspection_plan plan on plan.county_code = inspection.county_code and plan.id = inspection.plan_id
    left join zone on zone.county_code = inspection.county_code and zone.id = inspection.zone_id
    left join place on place.county_code = inspection.county_code and place.id = inspection.place_id
    left join zone_lead on zone_lead.county_code = zone.county_code and zone_lead.zone_id = zone.id and zone_lead.to_on is null
    left join lateral duty_people(zone.county_code, array[zone_lead.person_id]) lead on true
    where ${condition}
    ${order}`);
  return [...rows].map((task) => ({
    ...task,
    mayDo: task.state !== 'passed' && scope.mayAt('inspection.do', { areaCode: task.villageCode, zoneId: task.zoneId }),
  }));
}

/** One task with every look that was taken at it. Throws notFound. */
export async function inspectionTask(tx: Tx, scope: Scope, { countyCode, id }: RowRef): Promise<InspectionWithLooks> {
  const [task] = await tasksOf(
    tx,
    scope,
    sql`inspection.county_code = ${countyCode} and inspection.id = ${id}`,
    sql`limit 1`,
  );
  if (!task) throw new AppError({ code: 'notFound' });
  const rows = await tx.execute<InspectionLook>(sql`
    select ${isoMoment(sql`look.at`)} as at, look.actor as by, look.result ->> 'state' as state, coalesce(look.result ->> 'note', '') as note,
      coalesce(look.result -> 'hazardIds', '[]') as "hazardIds", coalesce(look.result -> 'photoIds', '[]') as "photoIds"
    from inspection_looks(${countyCode}, ${id}) look
    order by look.number`);
  return { ...task, looks: rows.length > 0 ? [...rows] : looksOf(task) };
}

/** What was brought in with its last result only. */
function looksOf({ doneAt, doneBy, state, note, hazardIds, photoIds }: Inspection): InspectionLook[] {
  return doneAt === null ? [] : [{ at: doneAt, by: doneBy ?? '', state, note, hazardIds, photoIds }];
}

/** Writes down what was found. What passed is done; what did not is looked at again. Throws notFound, notAllowed and conflict. */
export async function doInspection(
  tx: Tx,
  scope: Scope,
  ref: RowRef,
  result: InspectionResult,
): Promise<{ state: InspectionState; recheckOn: string | null }> {
  const [task] = await tx.execute<{
    villageCode: string;
    zoneId: number | null;
    state: InspectionState;
    recheckDays: number;
  }>(sql`
    select inspection.village_code as "villageCode", inspection.zone_id::float8 as "zoneId", inspection.state,
      plan.recheck_days as "recheckDays"
    from inspection
    join inspection_plan plan on plan.county_code = inspection.county_code and plan.id = inspection.plan_id
    where inspection.county_code = ${ref.countyCode} and inspection.id = ${ref.id}
    for update of inspection`);
  if (!task) throw new AppError({ code: 'notFound' });
  if (!scope.mayAt('inspection.do', { areaCode: task.villageCode, zoneId: task.zoneId })) {
    throw new AppError({ code: 'notAllowed', detail: { action: 'inspection.do' } });
  }
  if (task.state === 'passed') throw new AppError({ code: 'conflict' });
  await checkHazards(tx, ref.countyCode, result.hazardIds);
  const after = inspectionAfter(result, today(), task.recheckDays);
  await tx.execute(sql`
    update inspection
    set state = ${after.state}, recheck_on = ${after.recheckOn}::date, done_at = now(), done_by = ${scope.actor}, note = ${result.note},
      hazard_ids = hazard_ids || ${idArray(result.hazardIds)}
    where county_code = ${ref.countyCode} and id = ${ref.id}`);
  const owner = sql`inspection_id = ${ref.id}, village_code = ${task.villageCode}`;
  await takePhotos(tx, scope, ref.countyCode, result.photoIds, owner);
  const { note, hazardIds, photoIds } = result;
  await recordChange(tx, {
    countyCode: ref.countyCode,
    villageCode: task.villageCode,
    actor: scope.actor,
    action: 'inspect',
    subject: 'inspection',
    subjectId: ref.id,
    before: { state: task.state },
    after: { ...after, note, hazardIds, photoIds },
  });
  return after;
}

/** Hazards said to have been reported on a round are there to be seen. */
async function checkHazards(tx: Tx, countyCode: string, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  const found = await tx.execute(
    sql`select id from hazard where county_code = ${countyCode} and ${anyId(sql`id`, ids)}`,
  );
  if (found.length !== new Set(ids).size) throw new AppError({ code: 'notFound', detail: { field: 'hazardIds' } });
}
