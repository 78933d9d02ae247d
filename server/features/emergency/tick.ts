import { sql } from 'drizzle-orm';
import { AppError } from '../../../shared/errors.ts';
import type { Tick, TickInput } from '../../../shared/evacuation.ts';
import type { Scope } from '../../auth/scope.ts';
import type { Tx } from '../../db/connect.ts';
import { anyId } from '../../db/ids.ts';

const columns: Record<Tick, string> = { acknowledged: 'acknowledged', onTheWay: 'on_the_way', safe: 'safe' };

/**
 * Ticks households off, with who did and when; a tick that is there already stays whoever's it was, so that one sent
 * again changes nothing. One made while the server was out of reach keeps its own time, between the start and now. All or
 * none. Throws emergencyEnded, and notFound for households beyond one's reach.
 */
export async function tickOff(tx: Tx, scope: Scope, input: TickInput): Promise<{ ticked: number }> {
  const { countyCode, emergencyId, evacuationIds, tick, on } = input;
  const [emergency] = await tx.execute<{ ended: boolean; made: string }>(sql`
    select ended_at is not null as ended,
      least(greatest(coalesce(${input.at}::timestamptz, now()), started_at), now())::text as made
    from emergency where county_code = ${countyCode} and id = ${emergencyId} for share`);
  if (!emergency) throw new AppError({ code: 'notFound' });
  if (emergency.ended) throw new AppError({ code: 'emergencyEnded' });
  const ids = [...new Set(evacuationIds)].sort((a, b) => a - b);
  const [at, by] = [sql.identifier(`${columns[tick]}_at`), sql.identifier(`${columns[tick]}_by`)];
  const locked = await tx.execute<{ id: number; ticked: boolean; newer: boolean }>(sql`
    select id::float8 as id, ${at} is not null as ticked, coalesce(${at} > ${emergency.made}::timestamptz, false) as newer
    from evacuation
    where county_code = ${countyCode} and emergency_id = ${emergencyId} and ${anyId(sql`id`, ids)}
    order by id
    for update`);
  if (locked.length !== ids.length) throw new AppError({ code: 'notFound', detail: { field: 'evacuationIds' } });
  const changing = [...locked].filter(({ ticked, newer }) => ticked !== on && !newer);
  if (changing.length === 0) return { ticked: 0 };
  const changed = anyId(
    sql`evacuation.id`,
    changing.map(({ id }) => id),
  );
  await tx.execute(sql`
    update evacuation
    set ${at} = ${on ? sql`${emergency.made}::timestamptz` : sql`null`}, ${by} = ${on ? scope.actor : null}
    where county_code = ${countyCode} and ${changed}`);
  await tx.execute(sql`
    insert into change (county_code, village_code, actor, action, subject, subject_id, after)
    select ${countyCode}, evacuation.village_code, ${scope.actor}, 'tick', 'evacuation', evacuation.id,
      ${JSON.stringify({ tick, on })}::jsonb
    from evacuation
    where county_code = ${countyCode} and ${changed}`);
  return { ticked: changing.length };
}
