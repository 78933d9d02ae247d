import { sql } from 'drizzle-orm';
import { type HardBreach, hardBreachesOf, type Limits } from '../../../shared/balance.ts';
import { zonesAround } from '../../../shared/lock.ts';
import type { Move } from '../../../shared/move.ts';
import { countyOf } from '../../db/area.ts';
import type { Tx } from '../../db/connect.ts';
import { idArray } from '../../db/ids.ts';
import type { Present } from './present.ts';

/** Households of every zone of the village, at all levels, before and after net moves. */
type Counts = { before: Map<number, number>; after: Map<number, number> };

/** Holders that net moves take further beyond the hard limit. Reads counts, not households. */
export async function breachesOf(tx: Tx, present: Present, moves: readonly Move[]): Promise<HardBreach[]> {
  const limits = await readLimits(tx, present.villageCode);
  const { before, after } = await countZones(tx, present, moves);
  const size = (households: number) => ({ households, people: 0, keyPeople: 0, walking: 0, pieces: 0 });
  const rows = [...present.zones.values()].map(({ id, level, ordinal }) => ({
    zoneId: id,
    level,
    ordinal,
    before: size(before.get(id) ?? 0),
    after: size(after.get(id) ?? 0),
    issuesBefore: [],
    issues: [],
    gained: 0,
    lost: 0,
  }));
  return hardBreachesOf(rows, await countMembers(tx, present.villageCode, moves), (level) => {
    const found = limits.get(level);
    if (!found) throw new Error(`unknown zone level ${level}`);
    return found;
  });
}

async function readLimits(tx: Tx, villageCode: string): Promise<Map<string, Limits>> {
  const rows = await tx.execute<Limits>(sql`
    select level, ordinal, min_households as "minHouseholds", max_households as "maxHouseholds"
    from zone_level
    where county_code = ${countyOf(villageCode)}`);
  return new Map([...rows].map((limits) => [limits.level, limits]));
}

async function countZones(tx: Tx, { villageCode, zones, belonging }: Present, moves: readonly Move[]): Promise<Counts> {
  const rows = await tx.execute<{ id: number; households: number }>(sql`
    select lane_id::float8 as id, count(*)::integer as households
    from household
    where county_code = ${countyOf(villageCode)} and village_code = ${villageCode} and ended_at is null and lane_id is not null
    group by lane_id`);
  const lanes = new Map([...rows].map(({ id, households }) => [id, households]));
  const parents = new Map([...zones.values()].map(({ id, parentId }) => [id, parentId]));
  const before = rollUp(lanes, parents);
  for (const { slot, id, to } of moves) {
    if (slot === 'grid') parents.set(id, to);
    if (slot !== 'lane') continue;
    const from = belonging.holder('lane', id);
    if (from !== null) lanes.set(from, (lanes.get(from) ?? 0) - 1);
    if (to !== null) lanes.set(to, (lanes.get(to) ?? 0) + 1);
  }
  return { before, after: rollUp(lanes, parents) };
}

function rollUp(lanes: Map<number, number>, parents: Map<number, number | null>): Map<number, number> {
  const sums = new Map<number, number>();
  const above = { holder: (_slot: unknown, id: number) => parents.get(id) ?? null };
  for (const [lane, households] of lanes) {
    for (const zone of zonesAround(lane, above)) sums.set(zone, (sums.get(zone) ?? 0) + households);
  }
  return sums;
}

type MemberCount = { memberId: number; capacity: number; before: number; after: number; gained: number; lost: number };

async function countMembers(tx: Tx, villageCode: string, moves: readonly Move[]): Promise<MemberCount[]> {
  const gained = new Map<number, number>();
  const lost = new Map<number, number>();
  const more = (counts: Map<number, number>, id: number | null) => {
    if (id !== null) counts.set(id, (counts.get(id) ?? 0) + 1);
  };
  for (const { slot, from, to } of moves) {
    if (slot !== 'member') continue;
    more(lost, from);
    more(gained, to);
  }
  if (gained.size === 0) return [];
  const countyCode = countyOf(villageCode);
  const rows = await tx.execute<{ memberId: number; capacity: number; before: number }>(sql`
    select person_id::float8 as "memberId", capacity, (
      select count(*) from household_link
      where county_code = ${countyCode} and member_id = person_id and to_on is null
    )::integer as before
    from party_member
    where county_code = ${countyCode} and person_id = any(${idArray(gained.keys())})`);
  return [...rows].map((row) => {
    const [came, left] = [gained.get(row.memberId) ?? 0, lost.get(row.memberId) ?? 0];
    return { ...row, after: row.before + came - left, gained: came, lost: left };
  });
}
