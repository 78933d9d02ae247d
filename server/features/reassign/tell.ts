import { sql } from 'drizzle-orm';
import { zonesAround } from '../../../shared/lock.ts';
import type { Move } from '../../../shared/move.ts';
import type { NoticeDetail } from '../../../shared/notice.ts';
import type { Scope } from '../../auth/scope.ts';
import { countyOf } from '../../db/area.ts';
import type { Tx } from '../../db/connect.ts';
import { idArray } from '../../db/ids.ts';
import { notify } from '../../db/notify.ts';
import type { PlanRow } from './plans/planRow.ts';
import type { Present } from './present.ts';

/** Tells whoever may approve a plan that it waits: officials of the village, and of the town when an official of the village made it. */
export async function tellApprovers(tx: Tx, scope: Scope, plan: PlanRow, moves: number): Promise<void> {
  const ofVillage = scope.mayAt('plan.approve', { areaCode: plan.villageCode });
  const roles = ofVillage ? sql`('villageOfficial'), ('townOfficial')` : sql`('villageOfficial')`;
  await tx.execute(sql`
    insert into notice (county_code, village_code, account_id, kind, detail)
    select distinct ${plan.countyCode}, ${plan.villageCode}, approver.account_id, 'planSubmitted',
      jsonb_build_object('planId', ${plan.id}::bigint, 'moves', ${moves}::integer)
    from (values ${roles}) asked (role)
    cross join lateral accounts_of_role(asked.role, ${plan.villageCode}) approver
    where approver.account_id <> ${scope.accountId}`);
}

/** Tells the maker what was decided, unless they decided it themselves. */
export async function tellMaker(
  tx: Tx,
  { countyCode, villageCode, accountId, id }: PlanRow,
  decision: NoticeDetail<'planDecided'>['decision'],
  decider: string | null,
): Promise<void> {
  if (accountId === decider) return;
  await notify(tx, { countyCode, villageCode, accountId, kind: 'planDecided', detail: { planId: id, decision } });
}

type Count = { added: number; removed: number };

/** Tells every lead, at every level, and every party member whose charge the moves change, if they have an account. */
export async function tellCharges(tx: Tx, present: Present, moves: readonly Move[]): Promise<void> {
  await tellLeads(tx, present.villageCode, zoneCharges(present, moves));
  await tellMembers(tx, present.villageCode, memberCharges(moves));
}

/** What comes into and goes out of each zone: what moves about within one is no change of it. */
function zoneCharges({ belonging }: Present, moves: readonly Move[]): Map<number, Count> {
  const counts = new Map<number, Count>();
  const after = new Map(moves.flatMap(({ slot, id, to }) => (slot === 'grid' ? [[id, to] as const] : [])));
  const later = {
    holder: (_slot: unknown, id: number) => (after.has(id) ? (after.get(id) ?? null) : belonging.holder('grid', id)),
  };
  for (const { slot, from, to } of moves) {
    if (slot === 'member') continue;
    const left = zonesAround(from, belonging);
    const entered = zonesAround(to, later);
    for (const zone of left) if (!entered.includes(zone)) countOf(counts, zone).removed += 1;
    for (const zone of entered) if (!left.includes(zone)) countOf(counts, zone).added += 1;
  }
  return counts;
}

function memberCharges(moves: readonly Move[]): Map<number, Count> {
  const counts = new Map<number, Count>();
  for (const { slot, from, to } of moves) {
    if (slot !== 'member') continue;
    if (from !== null) countOf(counts, from).removed += 1;
    if (to !== null) countOf(counts, to).added += 1;
  }
  return counts;
}

function countOf(counts: Map<number, Count>, id: number): Count {
  const count = counts.get(id) ?? { added: 0, removed: 0 };
  counts.set(id, count);
  return count;
}

/** Ids with their counts as rows `charge (id, added, removed)`. */
function rowsOf(counts: Map<number, Count>) {
  const charges = [...counts.values()];
  return sql`unnest(
    ${idArray(counts.keys())}, ${idArray(charges.map(({ added }) => added))}, ${idArray(charges.map(({ removed }) => removed))}
  ) as charge (id, added, removed)`;
}

async function tellLeads(tx: Tx, villageCode: string, counts: Map<number, Count>): Promise<void> {
  if (counts.size === 0) return;
  const countyCode = countyOf(villageCode);
  await tx.execute(sql`
    with leads as (
      select zone.id, zone.name, zone_lead.person_id, charge.added, charge.removed
      from ${rowsOf(counts)}
      join zone on zone.county_code = ${countyCode} and zone.id = charge.id
      join zone_lead on zone_lead.county_code = zone.county_code and zone_lead.zone_id = zone.id and zone_lead.to_on is null
    )
    insert into notice (county_code, village_code, account_id, kind, detail)
    select ${countyCode}, ${villageCode}, told.account_id, 'chargeChanged', jsonb_build_object(
      'zoneId', leads.id, 'zoneName', leads.name, 'added', leads.added, 'removed', leads.removed
    )
    from accounts_of_people(${countyCode}, array(select person_id from leads)) told
    join leads on leads.person_id = told.person_id`);
}

async function tellMembers(tx: Tx, villageCode: string, counts: Map<number, Count>): Promise<void> {
  if (counts.size === 0) return;
  const countyCode = countyOf(villageCode);
  await tx.execute(sql`
    insert into notice (county_code, village_code, account_id, kind, detail)
    select ${countyCode}, ${villageCode}, told.account_id, 'linksChanged',
      jsonb_build_object('added', charge.added, 'removed', charge.removed)
    from ${rowsOf(counts)}
    join accounts_of_people(${countyCode}, ${idArray(counts.keys())}) told on told.person_id = charge.id`);
}
