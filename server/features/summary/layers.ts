import { type SQL, sql } from 'drizzle-orm';
import { type RegisterLayer, registerLayers, type Summary } from '../../../shared/summary.ts';
import { isoMoment } from '../../db/calendar.ts';
import type { Tx } from '../../db/connect.ts';
import type { Within } from './scope.ts';

type LayerRow = Summary['layers'][number];
/** Which rows of a table are alive, which of them the register expects more of, and which have it. */
type Layer = { table: string; alive?: SQL; asked?: SQL; complete: SQL | null };

/** What makes a row of each layer complete. */
const layers: Record<RegisterLayer, Layer> = {
  // Somebody leads it.
  zone: {
    table: 'zone',
    alive: sql`ended_at is null`,
    complete: sql`exists (
      select from zone_lead where zone_lead.county_code = zone.county_code and zone_lead.zone_id = zone.id and to_on is null
    )`,
  },
  // People live or trade in it, and it has a door number.
  building: { table: 'building', asked: sql`kind in ('home', 'shop', 'flats')`, complete: sql`address <> ''` },
  street: { table: 'street', asked: sql`kind in ('highway', 'main', 'street')`, complete: sql`name <> ''` },
  household: {
    table: 'household',
    alive: sql`ended_at is null`,
    complete: sql`geometry is not null and lane_id is not null`,
  },
  person: {
    table: 'person',
    alive: sql`ended_at is null`,
    complete: sql`id_number_hash is not null and birth_date is not null`,
  },
  // The map can show where to find them.
  keyPerson: {
    table: 'key_person',
    alive: sql`to_on is null`,
    complete: sql`exists (
      select from person
      join household on household.county_code = person.county_code and household.id = person.household_id
      where person.county_code = key_person.county_code and person.id = key_person.person_id and household.geometry is not null
    )`,
  },
  place: { table: 'place', alive: sql`ended_at is null`, complete: sql`address <> '' or phone is not null` },
  asset: { table: 'asset', alive: sql`ended_at is null`, complete: sql`lessee = '' or contract_to is not null` },
  // Somebody's zone is named and a day is set.
  hazard: {
    table: 'hazard',
    asked: sql`state not in ('closed', 'rejected')`,
    complete: sql`zone_id is not null and due_on is not null`,
  },
  householdLink: { table: 'household_link', alive: sql`to_on is null`, complete: null },
  visit: { table: 'visit', complete: null },
  landform: { table: 'landform', complete: null },
};

/** 掌握底数: how many rows of each layer the area has, what share is complete, and when one last changed. */
export async function layerNumbers(tx: Tx, scope: Within): Promise<LayerRow[]> {
  const parts = registerLayers.map((name) => {
    const { table, alive = sql`true`, asked = sql`true`, complete } = layers[name];
    const share = complete ? sql`avg((${complete})::integer) filter (where ${asked})` : sql`null`;
    return sql`
      select ${name} as layer, count(*)::integer as count, (${share})::float8 as complete,
        ${isoMoment(sql`max(updated_at)`)} as "updatedAt"
      from ${sql.identifier(table)}
      where ${scope.area(sql.identifier(table))} and ${alive}`;
  });
  const rows = await tx.execute<LayerRow>(sql.join(parts, sql` union all `));
  return [...rows];
}
