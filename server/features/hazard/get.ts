import { sql } from 'drizzle-orm';
import { AppError } from '../../../shared/errors.ts';
import { nextSteps } from '../../../shared/hazardLoop.ts';
import type { HazardDetail } from '../../../shared/hazardRegister.ts';
import { outcomeOf, reachOf } from '../../../shared/hazardRules.ts';
import type { RowRef } from '../../../shared/household.ts';
import type { Scope } from '../../auth/scope.ts';
import { dayOf, isoMoment, today } from '../../db/calendar.ts';
import type { Tx } from '../../db/connect.ts';
import { position } from '../../db/geometry.ts';
import { countySettings } from '../../db/settings.ts';
import { isWithin } from '../../db/shape.ts';
import { mayEdit } from './edit.ts';
import { hazardEvents, hazardPhotos } from './history.ts';
import { loopStateOf, takerOf } from './row.ts';

const nearbyMetres = 100;

type Row = Omit<HazardDetail, 'reach' | 'reachIsOwn' | 'onTime' | 'events' | 'photos' | 'steps' | 'mayEdit'> & {
  ownReach: number | null;
  closedOn: string | null;
  reportedByAccount: string | null;
};

/** A hazard with its history, its photographs, who is within 100 m of it, and what whoever asks may do next. Throws notFound. */
export async function getHazard(tx: Tx, scope: Scope, ref: RowRef): Promise<HazardDetail> {
  const row = await hazardRow(tx, ref);
  const { ownReach, closedOn, reportedByAccount, ...hazard } = row;
  const settings = await countySettings(tx, ref.countyCode);
  const placed = {
    countyCode: hazard.countyCode,
    villageCode: hazard.villageCode,
    zoneId: hazard.zone?.id ?? null,
    state: hazard.state,
    reportedBy: reportedByAccount,
  };
  const taker = takerOf(scope, { ...placed, assigneeAccountId: hazard.assignee?.accountId ?? null });
  return {
    ...hazard,
    reach: reachOf(settings.hazardReach, { ...hazard, isArea: hazard.shape === 'area', reach: ownReach }),
    reachIsOwn: ownReach !== null,
    onTime: outcomeOf({ ...hazard, closedOn }, today()).onTime,
    events: await hazardEvents(tx, ref),
    photos: await hazardPhotos(tx, ref),
    steps: nextSteps(loopStateOf(hazard), taker),
    mayEdit: mayEdit(scope, placed),
  };
}

async function hazardRow(tx: Tx, ref: RowRef): Promise<Row> {
  const [hazard] = await tx.execute<Row>(sql`
    select hazard.id::float8 as id, hazard.county_code as "countyCode", hazard.village_code as "villageCode",
      hazard.seq::float8 as seq, hazard.number, hazard.category, hazard.kind, hazard.channel, hazard.severity,
      hazard.state, hazard.title, hazard.description, hazard.reach as "ownReach",
      case when zone.id is not null
        then json_build_object('id', zone.id, 'name', zone.name, 'leadName', lead.name) end as zone,
      ${isoMoment(sql`hazard.reported_at`)} as "reportedAt", hazard.due_on::text as "dueOn",
      ${isoMoment(sql`hazard.closed_at`)} as "closedAt",
      ${dayOf(sql`hazard.closed_at`)}::text as "closedOn",
      hazard.satisfied, hazard.reopened, hazard.referred_to as "referredTo",
      hazard.reported_by as "reportedByAccount", reporter.name as "reportedBy",
      case when hazard.assignee_id is not null or hazard.assignee_account_id is not null
        then json_build_object('personId', hazard.assignee_id, 'accountId', hazard.assignee_account_id,
          'name', coalesce(assignee.name, account.name, '')) end as assignee,
      ${position(sql`st_pointonsurface(hazard.geometry)`)} as position,
      st_asgeojson(hazard.geometry, 8, 0)::json as geometry,
      case st_dimension(hazard.geometry) when 0 then 'point' when 1 then 'line' else 'area' end as shape,
      near.households as "householdsNearby", near.key_persons as "keyPersonsNearby",
      ${isoMoment(sql`hazard.updated_at`)} as "updatedAt"
    from hazard
    left join zone on zone.county_code = hazard.county_code and zone.id = hazard.zone_id
    left join zone_lead on zone_lead.county_code = zone.county_code and zone_lead.zone_id = zone.id and zone_lead.to_on is null
    left join lateral duty_people(zone.county_code, array[zone_lead.person_id]) lead on true
    left join lateral duty_people(hazard.county_code, array[hazard.assignee_id]) assignee on true
    left join lateral accounts_of(hazard.county_code, '{}', array[hazard.assignee_account_id]) account on true
    left join lateral accounts_of(hazard.county_code, '{}', array[hazard.reported_by]) reporter on true
    cross join lateral (
      select count(*)::integer as households, coalesce(sum(watched.persons), 0)::integer as key_persons
      from household
      cross join lateral (
        select count(distinct person.id) as persons
        from person
        join key_person on key_person.county_code = person.county_code and key_person.person_id = person.id
        where person.county_code = household.county_code and person.household_id = household.id
          and person.ended_at is null and key_person.to_on is null
      ) watched
      where household.county_code = hazard.county_code and household.ended_at is null
        and ${isWithin(sql`household.geometry`, sql`hazard.geometry`, sql`${nearbyMetres}::float8`)}
    ) near
    where hazard.county_code = ${ref.countyCode} and hazard.id = ${ref.id}`);
  if (!hazard) throw new AppError({ code: 'notFound' });
  return hazard;
}
