import { sql } from 'drizzle-orm';
import { AppError } from '../../../../shared/errors.ts';
import type { RowRef } from '../../../../shared/household.ts';
import type { Move, Slot } from '../../../../shared/move.ts';
import { chargesOf, diffOfPlans, netMoves } from '../../../../shared/plan.ts';
import type { ChargeNotice, DiffRow, Holder, PlanDiff } from '../../../../shared/reassign.ts';
import type { Scope } from '../../../auth/scope.ts';
import type { Tx } from '../../../db/connect.ts';
import { position } from '../../../db/geometry.ts';
import { householdItems } from '../../../db/householdItems.ts';
import { idArray } from '../../../db/ids.ts';
import { recordShown } from '../../../db/recordAccess.ts';
import { readPresent } from '../present.ts';
import { type PlanRow, planRow } from './planRow.ts';
import { readSteps } from './steps.ts';

/**
 * Who moves from whom to whom: a plan against what is there now, or what it does otherwise than another plan of its
 * village. A plan that took effect is shown as it moved things then. Names as far as the reader may know them; that they
 * were shown is on record. Throws notFound.
 */
export async function diffPlan(
  tx: Tx,
  scope: Scope,
  { against, ...ref }: RowRef & { against: number | null },
): Promise<PlanDiff & { plan: PlanRow }> {
  const plan = await planRow(tx, ref);
  const moves = await movesOf(tx, plan, against);
  return { plan, ...(await inWords(tx, scope, plan, moves)) };
}

/** What every holder gains and loses by a plan, to be printed for each. Throws notFound. */
export async function chargeNotices(tx: Tx, scope: Scope, ref: RowRef): Promise<ChargeNotice[]> {
  const { plan, rows, holders } = await diffPlan(tx, scope, { ...ref, against: null });
  const rowOf = new Map(rows.map((row) => [row.move, row]));
  const named = new Map(holders.map((holder) => [`${kindOf(holder.slot)} ${holder.id}`, holder]));
  const charges = chargesOf(rows.map(({ move }) => move));
  return charges.flatMap(({ slot, holder: id, gains, loses }) => {
    const holder = named.get(`${kindOf(slot)} ${id}`);
    if (!holder) return [];
    const others = new Set([...gains.map(({ from }) => from), ...loses.map(({ to }) => to)]);
    return [
      {
        holder: { ...holder, slot },
        effectiveOn: plan.effectiveOn,
        gains: gains.flatMap((move) => rowOf.get(move) ?? []),
        loses: loses.flatMap((move) => rowOf.get(move) ?? []),
        holders: holders.filter((other) => kindOf(other.slot) === kindOf(slot) && others.has(other.id)),
      },
    ];
  });
}

const kindOf = (slot: Slot): 'member' | 'zone' => (slot === 'member' ? 'member' : 'zone');

async function movesOf(tx: Tx, plan: PlanRow, against: number | null): Promise<Move[]> {
  const moves = netMoves(await readSteps(tx, plan));
  if (against !== null) {
    const other = await planRow(tx, { countyCode: plan.countyCode, id: against });
    if (other.villageCode !== plan.villageCode) throw new AppError({ code: 'notFound' });
    return diffOfPlans(netMoves(await readSteps(tx, other)), moves);
  }
  if (plan.state === 'published' || plan.state === 'reverted') return moves;
  const { belonging } = await readPresent(tx, plan.villageCode, moves);
  return moves.flatMap((move) => {
    const from = belonging.holder(move.slot, move.id);
    return from === move.to ? [] : [{ ...move, from }];
  });
}

async function inWords(tx: Tx, scope: Scope, plan: PlanRow, moves: readonly Move[]): Promise<PlanDiff> {
  const households = await householdRows(tx, scope, plan, moves);
  const zones = await zoneRows(tx, plan, moves);
  const unseen = { label: '', address: '', name: '', position: null, persons: 0 };
  const rows = moves.map((move) => ({
    move,
    ...((move.slot === 'grid' ? zones : households).get(move.id) ?? unseen),
  }));
  return { rows, holders: await holdersOf(tx, plan, moves) };
}

type Words = Omit<DiffRow, 'move'>;

async function householdRows(
  tx: Tx,
  scope: Scope,
  { countyCode }: PlanRow,
  moves: readonly Move[],
): Promise<Map<number, Words>> {
  const ids = [...new Set(moves.filter(({ slot }) => slot !== 'grid').map(({ id }) => id))];
  if (ids.length === 0) return new Map();
  const chosen = sql`household.county_code = ${countyCode} and household.id = any(${idArray(ids)})`;
  const items = await householdItems(tx, scope, chosen, { offset: 0, limit: ids.length });
  const named = items.filter(
    ({ villageCode, id }) => scope.level('name', { areaCode: villageCode, householdId: id }) === 'full',
  );
  await recordShown(tx, 'list', named);
  return new Map(
    items.map(({ id, number, address, name, position: at, persons }) => [
      id,
      { label: number, address, name, position: at, persons },
    ]),
  );
}

async function zoneRows(tx: Tx, { countyCode }: PlanRow, moves: readonly Move[]): Promise<Map<number, Words>> {
  const ids = moves.filter(({ slot }) => slot === 'grid').map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const rows = await tx.execute<{ id: number; label: string; position: Words['position'] }>(sql`
    select named.id::float8 as id, named.name as label,
      case when zone.geometry is not null then ${position(sql`st_pointonsurface(zone.geometry)`)} end as position
    from zone_names(${countyCode}, ${idArray(ids)}) named
    left join zone on zone.county_code = ${countyCode} and zone.id = named.id`);
  return new Map([...rows].map(({ id, ...row }) => [id, { ...row, address: '', name: '', persons: 0 }]));
}

async function holdersOf(tx: Tx, { countyCode }: PlanRow, moves: readonly Move[]): Promise<Holder[]> {
  const ids = (slot: Slot) =>
    [...new Set(moves.filter((move) => move.slot === slot).flatMap(({ from, to }) => [from, to]))].filter(
      (id) => id !== null,
    );
  const zones = await tx.execute<Holder>(sql`
    select case when named.id = any(${idArray(ids('lane'))}) then 'lane' else 'grid' end as slot, named.id::float8 as id, named.name,
      lead.name as "leadName"
    from zone_names(${countyCode}, ${idArray([...ids('lane'), ...ids('grid')])}) named
    left join zone_lead on zone_lead.county_code = ${countyCode} and zone_lead.zone_id = named.id and zone_lead.to_on is null
    left join lateral duty_people(${countyCode}, array[zone_lead.person_id]) lead on true
    order by named.id`);
  const members = await tx.execute<Holder>(sql`
    select 'member' as slot, duty.id::float8 as id, duty.name, null as "leadName"
    from duty_people(${countyCode}, ${idArray(ids('member'))}) duty
    order by duty.id`);
  return [...zones, ...members];
}
