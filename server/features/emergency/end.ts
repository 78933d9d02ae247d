import { sql } from 'drizzle-orm';
import { AppError } from '../../../shared/errors.ts';
import type { EmergencyReport } from '../../../shared/evacuation.ts';
import type { RowRef } from '../../../shared/household.ts';
import type { Scope } from '../../auth/scope.ts';
import { villageOf } from '../../db/area.ts';
import type { Tx } from '../../db/connect.ts';
import { recordChange } from '../../db/recordChange.ts';
import { getEmergency, shelterLoads } from './list.ts';

/** Ends an emergency and keeps its figures. Throws notFound, notAllowed and emergencyEnded. */
export async function endEmergency(tx: Tx, scope: Scope, ref: RowRef): Promise<EmergencyReport> {
  const [locked] = await tx.execute<{ areaCode: string; ended: boolean }>(sql`
    select area_code as "areaCode", ended_at is not null as ended from emergency
    where county_code = ${ref.countyCode} and id = ${ref.id}
    for update`);
  if (!locked) throw new AppError({ code: 'notFound' });
  if (!scope.mayAt('emergency.lead', { areaCode: locked.areaCode })) {
    throw new AppError({ code: 'notAllowed', detail: { action: 'emergency.lead' } });
  }
  if (locked.ended) throw new AppError({ code: 'emergencyEnded' });
  await tx.execute(sql`
    update emergency set ended_at = now(), ended_by = ${scope.actor}
    where county_code = ${ref.countyCode} and id = ${ref.id}`);
  const report = await emergencyReport(tx, ref);
  await tx.execute(sql`
    update emergency set report = ${JSON.stringify(report)}::jsonb where county_code = ${ref.countyCode} and id = ${ref.id}`);
  const { households, safe, persons } = report.emergency;
  await recordChange(tx, {
    countyCode: ref.countyCode,
    villageCode: villageOf(locked.areaCode),
    actor: scope.actor,
    action: 'end',
    subject: 'emergency',
    subjectId: ref.id,
    after: { households, safe, persons },
  });
  return report;
}

/** What came of it so far: figures, how long the first half and all but the last took, by lane, and what is left. Names nobody. */
export async function emergencyReport(tx: Tx, ref: RowRef): Promise<EmergencyReport> {
  const emergency = await getEmergency(tx, ref);
  const [times] = await tx.execute<EmergencyReport['minutes']>(sql`
    select
      percentile_cont(0.5) within group (order by minutes) as half, percentile_cont(0.9) within group (order by minutes) as most,
      max(minutes) as last
    from (
      select extract(epoch from evacuation.safe_at - emergency.started_at)::float8 / 60 as minutes
      from emergency
      join evacuation on evacuation.county_code = emergency.county_code and evacuation.emergency_id = emergency.id
      where emergency.county_code = ${ref.countyCode} and emergency.id = ${ref.id} and evacuation.safe_at is not null
    ) taken`);
  const lanes = await tx.execute<EmergencyReport['lanes'][number]>(sql`
    select area.name as village, lane.name, count(*)::integer as households, coalesce(sum(evacuation.persons), 0)::integer as persons,
      (count(*) filter (where evacuation.safe_at is not null))::integer as safe
    from evacuation
    join area on area.county_code = evacuation.county_code and area.code = evacuation.village_code
    left join zone lane on lane.county_code = evacuation.county_code and lane.id = evacuation.lane_id
    where evacuation.county_code = ${ref.countyCode} and evacuation.emergency_id = ${ref.id}
    group by area.code, area.name, lane.id, lane.name, lane.number
    order by area.code, lane.number nulls last, lane.id`);
  return {
    emergency,
    minutes: times ?? { half: null, most: null, last: null },
    lanes: [...lanes],
    shelters: (await shelterLoads(tx, ref)).filter(({ expected }) => expected > 0),
  };
}
