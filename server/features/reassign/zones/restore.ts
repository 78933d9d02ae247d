import { sql } from 'drizzle-orm';
import { AppError } from '../../../../shared/errors.ts';
import type { RowRef } from '../../../../shared/household.ts';
import type { Move } from '../../../../shared/move.ts';
import type { EndedZone, ZonesChanged } from '../../../../shared/zoneChange.ts';
import type { Scope } from '../../../auth/scope.ts';
import { inArea } from '../../../db/area.ts';
import { today } from '../../../db/calendar.ts';
import type { Tx } from '../../../db/connect.ts';
import { applyMoves } from '../applyMoves.ts';
import { holdVillage, readPresent } from '../present.ts';
import { tellCharges } from '../tell.ts';
import { withBorderLog } from './borderLog.ts';
import { demandFreeNames } from './create.ts';
import { moveHazards } from './split.ts';
import { logZone, readZone, type ZoneRow, zonesChanged } from './zoneRow.ts';

/**
 * Takes back that a zone was retired, or merged into another: it lives again under its number, with its border, with those
 * of what it then held that are still where the merge put them, and with its last lead if they can lead today. Throws
 * notAllowed, invalidInput for a zone that has not ended, zoneEnded when the zone around it has, and nameTaken.
 */
export async function restoreZone(tx: Tx, scope: Scope, ref: RowRef): Promise<ZonesChanged> {
  const { villageCode } = await readZone(tx, ref);
  if (!scope.mayAt('zone.change', { areaCode: villageCode })) {
    throw new AppError({ code: 'notAllowed', detail: { action: 'zone.change' } });
  }
  await holdVillage(tx, villageCode);
  const zone = await readZone(tx, ref);
  if (!zone.ended) throw new AppError({ code: 'invalidInput', detail: { field: 'id' } });
  if (zone.parentId !== null && (await readZone(tx, { ...ref, id: zone.parentId })).ended) {
    throw new AppError({ code: 'zoneEnded' });
  }
  await demandFreeNames(tx, villageCode, [zone.name]);
  const end = await endOf(tx, zone);
  await tx.execute(sql`update zone set ended_at = null where county_code = ${zone.countyCode} and id = ${zone.id}`);
  if (end.into !== null) await takeBack(tx, scope, zone, end.into, end.at);
  await reappoint(tx, zone, end.on);
  await logZone(tx, scope, zone, 'restore', { endedOn: end.on }, { from: end.into });
  return zonesChanged(tx, zone.countyCode, end.into === null ? [zone.id] : [zone.id, end.into]);
}

type End = { at: string; on: string; into: number | null };

/** How the zone ended: when, and into which other one, that still lives, if into any. */
async function endOf(tx: Tx, { countyCode, villageCode, id }: ZoneRow): Promise<End> {
  const [end] = await tx.execute<End>(sql`
    select change.at::text as at, zone.ended_at::text as on, host.id::float8 as into
    from zone
    left join lateral (
      select at, after from change
      where change.county_code = zone.county_code and change.village_code = ${villageCode} and subject = 'zone'
        and subject_id = zone.id and action in ('retire', 'merge') and after ->> 'zones' is null
      order by change.at desc, change.id desc
      limit 1
    ) change on true
    left join zone host on host.county_code = zone.county_code and host.id = (change.after ->> 'into')::bigint and host.ended_at is null
    where zone.county_code = ${countyCode} and zone.id = ${id}`);
  if (!end) throw new AppError({ code: 'notFound' });
  return end;
}

/** What the merge gave to the other zone and what is still there, with the land and the hazards on it. */
async function takeBack(tx: Tx, scope: Scope, zone: ZoneRow, into: number, at: string): Promise<void> {
  const { countyCode, villageCode, id, isInnermost } = zone;
  const subject = isInnermost ? sql`household` : sql`zone`;
  const holder = isInnermost ? sql`lane_id` : sql`parent_id`;
  const key = isInnermost ? 'laneId' : 'parentId';
  const rows = await tx.execute<{ id: number }>(sql`
    select thing.id::float8 as id
    from change
    join ${subject} thing on thing.county_code = ${countyCode} and thing.id = change.subject_id and thing.ended_at is null
      and thing.${holder} = ${into}
    where change.county_code = ${countyCode} and change.village_code = ${villageCode} and change.at = ${at}::timestamptz
      and subject = ${isInnermost ? 'household' : 'zone'} and action = 'assign' and (before ->> ${key}::text)::bigint = ${id}
    order by thing.id
    for no key update of thing`);
  const moves = [...rows].map((row): Move => ({ slot: isInnermost ? 'lane' : 'grid', id: row.id, from: into, to: id }));
  const present = await readPresent(tx, villageCode, moves);
  await applyMoves(tx, { countyCode, villageCode, planId: null, actor: scope.actor }, moves);
  await tellCharges(tx, present, moves);
  await withBorderLog(tx, scope, { countyCode, villageCode, ids: [into] }, async () => {
    await tx.execute(sql`
      update zone
      set geometry = (
        select st_multi(st_collectionextract(st_difference(zone.geometry, own.geometry), 3))
        from zone own
        where own.county_code = ${countyCode} and own.id = ${id} and not st_isempty(st_difference(zone.geometry, own.geometry))
      )
      where county_code = ${countyCode} and id = ${into} and geometry is not null
        and exists (select from zone own where own.county_code = ${countyCode} and own.id = ${id} and own.geometry is not null)`);
  });
  await moveHazards(tx, scope, { countyCode, villageCode, id: into }, [id]);
}

/** Whoever left office as the zone ended comes back to it today, unless they have left the register since. */
async function reappoint(tx: Tx, { countyCode, villageCode, id, name }: ZoneRow, endedOn: string): Promise<void> {
  await tx.execute(sql`
    with back as (
      insert into zone_lead (county_code, village_code, zone_id, person_id, from_on)
      select ${countyCode}, ${villageCode}, ${id}, zone_lead.person_id, ${today()}::date
      from zone_lead
      join person on person.county_code = zone_lead.county_code and person.id = zone_lead.person_id and person.ended_at is null
      where zone_lead.county_code = ${countyCode} and zone_lead.zone_id = ${id} and zone_lead.to_on = ${endedOn}::date
      order by zone_lead.from_on desc
      limit 1
      returning person_id
    )
    insert into notice (county_code, village_code, account_id, kind, detail)
    select ${countyCode}, ${villageCode}, told.account_id, 'leadChanged',
      jsonb_build_object('zoneId', ${id}::bigint, 'zoneName', ${name}::text)
    from back, accounts_of_people(${countyCode}, array[back.person_id]) told`);
}

/** Zones of an area that have ended, the latest first. */
export async function listEnded(tx: Tx, areaCode: string): Promise<EndedZone[]> {
  const rows = await tx.execute<EndedZone>(sql`
    select zone.id::float8 as "zoneId", zone.name, zone.level, zone.ended_at::text as "endedOn", host.name as into
    from zone
    left join lateral (
      select after from change
      where change.county_code = zone.county_code and change.village_code = zone.village_code and subject = 'zone'
        and subject_id = zone.id and action in ('retire', 'merge') and after ->> 'zones' is null
      order by at desc, id desc
      limit 1
    ) ending on true
    left join zone host on host.county_code = zone.county_code and host.id = (ending.after ->> 'into')::bigint
    where ${inArea(sql`zone.county_code`, sql`zone.village_code`, areaCode)} and zone.ended_at is not null
    order by zone.ended_at desc, zone.id desc
    limit 200`);
  return [...rows];
}
