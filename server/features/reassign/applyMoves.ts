import { sql } from 'drizzle-orm';
import type { Move, Slot } from '../../../shared/move.ts';
import { today } from '../../db/calendar.ts';
import type { Tx } from '../../db/connect.ts';
import { idArray } from '../../db/ids.ts';

/**
 * Writes net moves whose rows are held and checked: a statement for the rows of each slot and one for their lines in the
 * log, however many they are.
 */
export async function applyMoves(tx: Tx, line: Line, moves: readonly Move[]): Promise<void> {
  const of = (slot: Slot) => moves.filter((move) => move.slot === slot).sort((a, b) => a.id - b.id);
  // Zones first, so that households enter zones that lie where the plan puts them.
  await moveZones(tx, line, of('grid'));
  await moveHouseholds(tx, line, of('lane'));
  await moveLinks(tx, line, of('member'));
}

/** What the log says of the moves: where, by whom, and by which plan, if by any. */
type Line = { countyCode: string; villageCode: string; planId: number | null; actor: string };

/** The moves as rows `moved (id, from_id, to_id)`. */
function movedRows(moves: readonly Move[]) {
  const { ids, froms, tos } = {
    ids: idArray(moves.map(({ id }) => id)),
    froms: idArray(moves.map(({ from }) => from)),
    tos: idArray(moves.map(({ to }) => to)),
  };
  return sql`unnest(${ids}, ${froms}, ${tos}) as moved (id, from_id, to_id)`;
}

async function moveZones(tx: Tx, line: Line, moves: Move[]): Promise<void> {
  if (moves.length === 0) return;
  await tx.execute(sql`
    update zone
    set parent_id = moved.to_id
    from ${movedRows(moves)}
    where zone.county_code = ${line.countyCode} and zone.id = moved.id`);
  await log(tx, line, moves, { action: 'assign', subject: 'zone', id: 'parentId', name: 'parent' });
}

async function moveHouseholds(tx: Tx, line: Line, moves: Move[]): Promise<void> {
  if (moves.length === 0) return;
  await tx.execute(sql`
    update household
    set lane_id = moved.to_id
    from ${movedRows(moves)}
    where household.county_code = ${line.countyCode} and household.id = moved.id`);
  await log(tx, line, moves, { action: 'assign', subject: 'household', id: 'laneId', name: 'lane' });
}

async function moveLinks(tx: Tx, line: Line, moves: Move[]): Promise<void> {
  if (moves.length === 0) return;
  const { countyCode, villageCode } = line;
  const day = today();
  await tx.execute(sql`
    update household_link
    set to_on = greatest(${day}::date, from_on)
    from ${movedRows(moves)}
    where household_link.county_code = ${countyCode} and household_link.household_id = moved.id and household_link.to_on is null`);
  await tx.execute(sql`
    insert into household_link (county_code, village_code, household_id, member_id, from_on)
    select ${countyCode}, ${villageCode}, moved.id, moved.to_id, ${day}::date
    from ${movedRows(moves)}
    where moved.to_id is not null`);
  await tx.execute(sql`
    insert into change (county_code, village_code, actor, action, subject, subject_id, before, after, plan_id)
    select ${countyCode}, ${villageCode}, ${line.actor}, 'link', 'household', moved.id,
      jsonb_build_object('memberId', moved.from_id), jsonb_build_object('memberId', moved.to_id), ${line.planId}
    from ${movedRows(moves)}`);
}

type Words = { action: string; subject: string; id: string; name: string };

/** A line for every row that went from one zone to another, with the names the zones have now. */
async function log(tx: Tx, line: Line, moves: Move[], { action, subject, id, name }: Words): Promise<void> {
  await tx.execute(sql`
    insert into change (county_code, village_code, actor, action, subject, subject_id, before, after, plan_id)
    select ${line.countyCode}, ${line.villageCode}, ${line.actor}, ${action}, ${subject}, moved.id,
      jsonb_build_object(${id}::text, moved.from_id, ${name}::text, coalesce(old.name, '')),
      jsonb_build_object(${id}::text, moved.to_id, ${name}::text, coalesce(new.name, '')), ${line.planId}
    from ${movedRows(moves)}
    left join zone old on old.county_code = ${line.countyCode} and old.id = moved.from_id
    left join zone new on new.county_code = ${line.countyCode} and new.id = moved.to_id`);
}
