import { type SQL, sql } from 'drizzle-orm';
import type { HazardItem, HazardSort } from '../../../shared/hazardFilter.ts';
import { dayOf, isoMoment } from '../../db/calendar.ts';
import type { Tx } from '../../db/connect.ts';
import { position } from '../../db/geometry.ts';
import { idArray } from '../../db/ids.ts';

type Order = Exclude<HazardSort, 'urgency'>;

const orders: Record<Order, SQL> = {
  due: sql`hazard.due_on`,
  reported: sql`hazard.reported_at`,
  severity: sql`hazard.severity`,
  number: sql`hazard.number`,
  updated: sql`hazard.updated_at`,
};

/** Ids of the hazards a condition holds for, in an order that is always the same. */
export async function orderedIds(
  tx: Tx,
  condition: SQL,
  sort: Order,
  descending: boolean,
  most: number,
): Promise<number[]> {
  const direction = descending ? sql`desc nulls last` : sql`asc nulls last`;
  const rows = await tx.execute<{ id: number }>(sql`
    select hazard.id::float8 as id from hazard
    where ${condition}
    order by ${orders[sort]} ${direction}, hazard.id
    limit ${most}`);
  return [...rows].map(({ id }) => id);
}

/** With what only a file shows: moments, and the whole geometry as GeoJSON. */
export type ListedHazard = HazardItem & {
  description: string;
  reportedAt: string;
  closedAt: string | null;
  geometry: string;
};

/** Hazards as the list and the exports show them, in the order of the ids. */
export async function hazardItems(tx: Tx, countyCode: string, ids: readonly number[]): Promise<ListedHazard[]> {
  if (ids.length === 0) return [];
  const rows = await tx.execute<ListedHazard>(sql`
    select hazard.id::float8 as id, hazard.county_code as "countyCode", hazard.village_code as "villageCode",
      village.name as "villageName", hazard.number, hazard.category, hazard.kind, hazard.severity, hazard.state, hazard.title,
      hazard.description, hazard.zone_id::float8 as "zoneId", zone.name as "zoneName",
      coalesce(person.name, account.name) as "assigneeName", hazard.referred_to as "referredTo",
      ${dayOf(sql`hazard.reported_at`)}::text as "reportedOn", hazard.due_on::text as "dueOn",
      ${dayOf(sql`hazard.closed_at`)}::text as "closedOn", hazard.satisfied, hazard.reopened,
      ${position(sql`st_pointonsurface(hazard.geometry)`)} as position, st_asgeojson(hazard.geometry, 8, 0) as geometry,
      ${isoMoment(sql`hazard.reported_at`)} as "reportedAt", ${isoMoment(sql`hazard.closed_at`)} as "closedAt", null as score
    from unnest(${idArray(ids)}) with ordinality wanted (id, place)
    join hazard on hazard.county_code = ${countyCode} and hazard.id = wanted.id
    left join area village on village.county_code = hazard.county_code and village.code = hazard.village_code
    left join zone on zone.county_code = hazard.county_code and zone.id = hazard.zone_id
    left join lateral duty_people(hazard.county_code, array[hazard.assignee_id]) person on hazard.assignee_id is not null
    left join lateral accounts_of(hazard.county_code, '{}', array[hazard.assignee_account_id]) account
      on person.id is null and hazard.assignee_account_id is not null
    order by wanted.place`);
  return [...rows];
}
