import { type SQL, sql } from 'drizzle-orm';
import type { ZoneOrder } from '../../../shared/lock.ts';
import { type Belonging, belongingOf, type Move } from '../../../shared/move.ts';
import { countyOf } from '../../db/area.ts';
import type { Tx } from '../../db/connect.ts';
import { idArray } from '../../db/ids.ts';

export type PresentZone = { id: number; level: string; ordinal: number; parentId: number | null; name: string };

/** What there is now of what moves are about, and who has it. */
export type Present = {
  villageCode: string;
  zones: Map<number, PresentZone>;
  order: ZoneOrder;
  belonging: Belonging;
  /** Households of the village that live, among those the moves name. */
  households: ReadonlySet<number>;
  locked: ReadonlySet<number>;
};

/**
 * One writer of belonging at a time in a village, until the transaction ends: publishing and every change of zones take
 * this first, so that rows are locked in one order and nothing is checked against what is about to go.
 */
export async function holdVillage(tx: Tx, villageCode: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`reassign ${villageCode}`}))`);
}

/** The zones of a village that live, by id. */
export async function presentZones(tx: Tx, villageCode: string): Promise<Map<number, PresentZone>> {
  const rows = await tx.execute<PresentZone>(sql`
    select zone.id::float8 as id, zone.level, zone_level.ordinal, zone.parent_id::float8 as "parentId", zone.name
    from zone
    join zone_level on zone_level.county_code = zone.county_code and zone_level.level = zone.level
    where zone.county_code = ${countyOf(villageCode)} and zone.village_code = ${villageCode} and zone.ended_at is null
    order by zone.id`);
  return new Map([...rows].map((zone) => [zone.id, zone]));
}

/** With `hold`, the rows that move stay as they are until the transaction ends; they are taken in the order of their ids. */
export async function readPresent(
  tx: Tx,
  villageCode: string,
  moves: readonly Move[],
  { hold = false }: { hold?: boolean } = {},
): Promise<Present> {
  const countyCode = countyOf(villageCode);
  const ids = (wanted: (move: Move) => boolean) => [...new Set(moves.filter(wanted).map(({ id }) => id))];
  const locking = hold ? sql`for no key update` : sql``;
  const zoneIds = ids(({ slot }) => slot === 'grid');
  if (hold && zoneIds.length > 0) {
    await tx.execute(sql`
      select id from zone where county_code = ${countyCode} and id = any(${idArray(zoneIds)}) order by id ${locking}`);
  }
  const zones = await presentZones(tx, villageCode);
  const [deepest] = await tx.execute<{ ordinal: number }>(
    sql`select max(ordinal) as ordinal from zone_level where county_code = ${countyCode}`,
  );
  const households = await pairs(
    tx,
    ids(({ slot }) => slot !== 'grid'),
    (chosen) => sql`
      select id::float8 as id, lane_id::float8 as holder
      from household
      where county_code = ${countyCode} and village_code = ${villageCode} and id = any(${chosen}) and ended_at is null
      order by id ${locking}`,
  );
  const links = await pairs(
    tx,
    ids(({ slot }) => slot === 'member'),
    (chosen) => sql`
      select household_id::float8 as id, member_id::float8 as holder
      from household_link
      where county_code = ${countyCode} and household_id = any(${chosen}) and to_on is null
      order by household_id ${locking}`,
  );
  return {
    villageCode,
    zones,
    order: { ordinalOf: (id) => zones.get(id)?.ordinal ?? null, innermost: deepest?.ordinal ?? 0 },
    belonging: belongingOf({
      lane: held(households),
      grid: held([...zones.values()].map(parentOf)),
      member: held(links),
    }),
    households: new Set(households.map(({ id }) => id)),
    locked: await lockedZones(tx, villageCode),
  };
}

/** Zones of a village that are locked now. */
export async function lockedZones(tx: Tx, villageCode: string): Promise<Set<number>> {
  const rows = await tx.execute<{ id: number }>(sql`
    select zone_id::float8 as id
    from zone_lock
    where county_code = ${countyOf(villageCode)} and village_code = ${villageCode} and released_at is null`);
  return new Set([...rows].map(({ id }) => id));
}

type Pair = { id: number; holder: number | null };

async function pairs(tx: Tx, ids: number[], query: (chosen: SQL) => SQL): Promise<Pair[]> {
  return ids.length === 0 ? [] : [...(await tx.execute<Pair>(query(idArray(ids))))];
}

const parentOf = ({ id, parentId }: PresentZone): Pair => ({ id, holder: parentId });

function held(rows: readonly Pair[]): Map<number, number> {
  return new Map(rows.flatMap(({ id, holder }) => (holder === null ? [] : [[id, holder] as const])));
}
