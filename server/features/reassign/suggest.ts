import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { Limits } from '../../../shared/balance.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Move, Slot } from '../../../shared/move.ts';
import { netMoves } from '../../../shared/plan.ts';
import type {
  suggestLinksInputSchema,
  suggestRepairInputSchema,
  suggestSplitInputSchema,
} from '../../../shared/reassign.ts';
import { maxHouseholdsOfSplit } from '../../../shared/suggest.ts';
import { countyOf, heldWhole } from '../../db/area.ts';
import type { Tx } from '../../db/connect.ts';
import { position } from '../../db/geometry.ts';
import type { Tasks } from '../../solve/tasks.ts';
import type { RepairZone } from '../../solve/village.ts';
import { planRow } from './plans/planRow.ts';
import { readSteps } from './plans/steps.ts';
import { lockedZones } from './present.ts';

type Household = { id: number; lng: number | null; lat: number | null; lane: number | null };

/** A repair to solve: the village as the plan has it so far. Throws notFound. */
export async function repairTask(
  tx: Tx,
  { villageCode, planId, locked, variant, keepTogether }: z.infer<typeof suggestRepairInputSchema>,
): Promise<{ solver: 'repair'; task: Tasks['repair'] } | { solver: 'repairZones'; task: Tasks['repairZones'] }> {
  const moved = await drafted(tx, villageCode, planId);
  const levels = await readLevels(tx, villageCode);
  const zones = await readZones(
    tx,
    villageCode,
    moved.grid,
    new Set([...locked, ...(await lockedZones(tx, villageCode))]),
  );
  const households = columnsOf(await readHouseholds(tx, villageCode), moved.lane);
  if (variant === 'households') return { solver: 'repair', task: { levels, zones, households, keepTogether } };
  const innermost = levels.toSorted((a, b) => b.ordinal - a.ordinal)[0];
  if (!innermost) throw new AppError({ code: 'notFound' });
  return { solver: 'repairZones', task: { levels, zones, households, level: innermost.level } };
}

/** Links to solve. Throws notFound. */
export async function linksTask(
  tx: Tx,
  { villageCode, planId, keepExisting, reach }: z.infer<typeof suggestLinksInputSchema>,
): Promise<Tasks['links']> {
  const countyCode = countyOf(villageCode);
  const moved = await drafted(tx, villageCode, planId);
  const rows = await readHouseholds(tx, villageCode);
  const links = await tx.execute<{ id: number; member: number }>(sql`
    select household_id::float8 as id, member_id::float8 as member
    from household_link
    where county_code = ${countyCode} and village_code = ${villageCode} and to_on is null`);
  const held = new Map([...links].map(({ id, member }) => [id, member]));
  const memberOf = ({ id }: Household) => (moved.member.has(id) ? moved.member.get(id) : held.get(id)) ?? 0;
  const members = await tx.execute<Tasks['links']['members'][number]>(sql`
    select party_member.person_id::float8 as id, party_member.capacity,
      case when duty.home is not null then json_build_array(st_x(duty.home), st_y(duty.home)) end as position
    from party_member
    left join lateral duty_people(party_member.county_code, array[party_member.person_id]) duty on true
    where party_member.county_code = ${countyCode} and party_member.village_code = ${villageCode} and party_member.ended_at is null
    order by party_member.person_id`);
  const { id, lng, lat } = columnsOf(rows, moved.lane);
  const member = Int32Array.from(rows, memberOf);
  return { households: { id, lng, lat, member }, members: [...members], keep: keepExisting, maxMetres: reach };
}

type AskedSplit = { solver: 'split'; task: Tasks['split'] } | { solver: 'splitZones'; task: Tasks['splitZones'] };

/**
 * A split to solve: of an innermost zone into parts of households, of an outer one into parts of the zones directly in it.
 * Throws notFound, nothingToSplit, and tooMany for more households than one zone can have by any measure.
 */
export async function splitTask(
  tx: Tx,
  { villageCode, planId, zoneId, parts }: z.infer<typeof suggestSplitInputSchema>,
): Promise<AskedSplit> {
  const moved = await drafted(tx, villageCode, planId);
  const levels = await readLevels(tx, villageCode);
  const zones = await readZones(tx, villageCode, moved.grid, new Set());
  const zone = zones.find(({ id }) => id === zoneId);
  const limits = levels.find(({ level }) => level === zone?.level);
  if (!zone || !limits) throw new AppError({ code: 'notFound' });
  // By zone, the one directly in the split zone that it lies in, or is; outer zones come first.
  const inner = new Map([[zoneId, zoneId]]);
  for (const { id, parentId } of zones) {
    const around = parentId === null ? undefined : inner.get(parentId);
    if (around !== undefined) inner.set(id, parentId === zoneId ? id : around);
  }
  const laneOf = ({ id, lane }: Household) => (moved.lane.has(id) ? moved.lane.get(id) : lane) ?? 0;
  const rows = (await readHouseholds(tx, villageCode)).filter((row) => inner.has(laneOf(row)));
  if (rows.length > maxHouseholdsOfSplit)
    throw new AppError({ code: 'tooMany', detail: { limit: maxHouseholdsOfSplit } });
  const { id, lng, lat } = columnsOf(rows, moved.lane);
  const { minHouseholds, maxHouseholds } = limits;
  const wanted = { parts, minHouseholds, maxHouseholds };
  if (limits.ordinal === Math.max(...levels.map(({ ordinal }) => ordinal))) {
    if (rows.length < parts) throw new AppError({ code: 'nothingToSplit' });
    return { solver: 'split', task: { households: { id, lng, lat }, ...wanted } };
  }
  const wholes = zones.filter(({ parentId }) => parentId === zoneId);
  if (wholes.length === 0) throw new AppError({ code: 'nothingToSplit' });
  const households = { id, lng, lat, zone: Int32Array.from(rows, (row) => inner.get(laneOf(row)) ?? 0) };
  return { solver: 'splitZones', task: { households, zones: wholes, ...wanted } };
}

type Drafted = Record<Slot, Map<number, number | null>>;

/** Where a plan has put things so far; nowhere without one. */
async function drafted(tx: Tx, villageCode: string, planId: number | null): Promise<Drafted> {
  const moved: Drafted = { lane: new Map(), grid: new Map(), member: new Map() };
  if (planId === null) return moved;
  const plan = await planRow(tx, { countyCode: countyOf(villageCode), id: planId });
  if (plan.villageCode !== villageCode) throw new AppError({ code: 'notFound' });
  const moves: Move[] = netMoves(await readSteps(tx, plan));
  for (const { slot, id, to } of moves) moved[slot].set(id, to);
  return moved;
}

async function readLevels(tx: Tx, villageCode: string): Promise<Limits[]> {
  const rows = await tx.execute<Limits>(sql`
    select level, ordinal, min_households as "minHouseholds", max_households as "maxHouseholds"
    from zone_level
    where county_code = ${countyOf(villageCode)}
    order by ordinal`);
  return [...rows];
}

/** Zones whose every household the reader sees, outer ones first: the others cannot be judged. */
async function readZones(
  tx: Tx,
  villageCode: string,
  moved: ReadonlyMap<number, number | null>,
  locked: ReadonlySet<number>,
): Promise<RepairZone[]> {
  const rows = await tx.execute<Omit<RepairZone, 'locked'>>(sql`
    select zone.id::float8 as id, zone.level, zone.parent_id::float8 as "parentId",
      case when zone.geometry is not null then ${position(sql`st_pointonsurface(zone.geometry)`)} end as position
    from zone
    join zone_level on zone_level.county_code = zone.county_code and zone_level.level = zone.level
    where zone.county_code = ${countyOf(villageCode)} and zone.village_code = ${villageCode} and zone.ended_at is null
      and ${heldWhole(sql`zone`)}
    order by zone_level.ordinal, zone.id`);
  return [...rows].map((zone) => ({
    ...zone,
    parentId: moved.has(zone.id) ? (moved.get(zone.id) ?? null) : zone.parentId,
    locked: locked.has(zone.id),
  }));
}

async function readHouseholds(tx: Tx, villageCode: string): Promise<Household[]> {
  const rows = await tx.execute<Household>(sql`
    select id::float8 as id, st_x(geometry) as lng, st_y(geometry) as lat, lane_id::float8 as lane
    from household
    where county_code = ${countyOf(villageCode)} and village_code = ${villageCode} and ended_at is null
    order by id`);
  return [...rows];
}

function columnsOf(
  rows: readonly Household[],
  moved: ReadonlyMap<number, number | null>,
): Tasks['repair']['households'] {
  return {
    id: Int32Array.from(rows, ({ id }) => id),
    lng: Float64Array.from(rows, ({ lng }) => lng ?? Number.NaN),
    lat: Float64Array.from(rows, ({ lat }) => lat ?? Number.NaN),
    lane: Int32Array.from(rows, ({ id, lane }) => (moved.has(id) ? moved.get(id) : lane) ?? 0),
  };
}
