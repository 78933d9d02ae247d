import { sql } from 'drizzle-orm';
import { AppError } from '../../../../shared/errors.ts';
import type { RowRef } from '../../../../shared/household.ts';
import type { Action } from '../../../../shared/permissions.ts';
import type { ZonesChanged } from '../../../../shared/zoneChange.ts';
import type { Scope } from '../../../auth/scope.ts';
import type { Tx } from '../../../db/connect.ts';
import { idArray } from '../../../db/ids.ts';
import { recordChange } from '../../../db/recordChange.ts';
import { holdVillage } from '../present.ts';

export type ZoneRow = {
  countyCode: string;
  id: number;
  villageCode: string;
  level: string;
  parentId: number | null;
  name: string;
  /** Holds households and no zones. */
  isInnermost: boolean;
  hasBorder: boolean;
  ended: boolean;
};

/**
 * A zone that lives, with its village held, so that nothing is published into it meanwhile. Throws notFound, notAllowed
 * when the action is not for this village, and zoneEnded.
 */
export async function holdZone(tx: Tx, scope: Scope, action: Action, ref: RowRef): Promise<ZoneRow> {
  const { villageCode } = await readZone(tx, ref);
  if (!scope.mayAt(action, { areaCode: villageCode })) throw new AppError({ code: 'notAllowed', detail: { action } });
  await holdVillage(tx, villageCode);
  const zone = await readZone(tx, ref);
  if (zone.ended) throw new AppError({ code: 'zoneEnded' });
  return zone;
}

/** A zone, whether it lives or not. Throws notFound. */
export async function readZone(tx: Tx, { countyCode, id }: RowRef): Promise<ZoneRow> {
  const [zone] = await tx.execute<ZoneRow>(sql`
    select zone.county_code as "countyCode", zone.id::float8 as id, zone.village_code as "villageCode", zone.level,
      zone.parent_id::float8 as "parentId", zone.name, zone.geometry is not null as "hasBorder",
      zone_level.ordinal = (select max(ordinal) from zone_level deepest where deepest.county_code = zone.county_code) as "isInnermost",
      zone.ended_at is not null as ended
    from zone
    join zone_level on zone_level.county_code = zone.county_code and zone_level.level = zone.level
    where zone.county_code = ${countyCode} and zone.id = ${id}`);
  if (!zone) throw new AppError({ code: 'notFound' });
  return zone;
}

type Line = Pick<ZoneRow, 'countyCode' | 'villageCode' | 'id'>;

/** A line about a zone in the log. */
export async function logZone(
  tx: Tx,
  scope: Scope,
  { countyCode, villageCode, id }: Line,
  action: string,
  before: object | null,
  after: object | null,
): Promise<void> {
  const { actor } = scope;
  await recordChange(tx, { countyCode, villageCode, actor, action, subject: 'zone', subjectId: id, before, after });
}

/** Ids of what is directly in a zone: households of an innermost one, zones of any other. */
export async function contentOf(tx: Tx, { countyCode, villageCode, id, isInnermost }: ZoneRow): Promise<number[]> {
  const rows = isInnermost
    ? await tx.execute<{ id: number }>(sql`
        select id::float8 as id
        from household
        where county_code = ${countyCode} and village_code = ${villageCode} and lane_id = ${id} and ended_at is null
        order by id
        for no key update`)
    : await tx.execute<{ id: number }>(sql`
        select id::float8 as id
        from zone
        where county_code = ${countyCode} and parent_id = ${id} and ended_at is null
        order by id
        for no key update`);
  return [...rows].map((row) => row.id);
}

/** What a change of zones answers. */
export async function zonesChanged(tx: Tx, countyCode: string, ids: readonly number[]): Promise<ZonesChanged> {
  const zones = await tx.execute<ZonesChanged['zones'][number]>(sql`
    with recursive below as (
      select id as root, id from zone where county_code = ${countyCode} and id = any(${idArray(ids)})
      union all
      select below.root, zone.id
      from below
      join zone on zone.county_code = ${countyCode} and zone.parent_id = below.id and zone.ended_at is null
    )
    select zone.id::float8 as id, zone.name, zone.level, (
      select count(*) from below
      join household on household.county_code = ${countyCode} and household.lane_id = below.id and household.ended_at is null
      where below.root = zone.id
    )::integer as households
    from zone
    where zone.county_code = ${countyCode} and zone.id = any(${idArray(ids)})
    order by array_position(${idArray(ids)}, zone.id)`);
  const [counter] = await tx.execute<{ seq: number }>(
    sql`select seq::float8 as seq from county_sequence where county_code = ${countyCode}`,
  );
  return { zones: [...zones], seq: counter?.seq ?? 0 };
}
