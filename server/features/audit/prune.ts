import { sql } from 'drizzle-orm';
import { type LogName, shortestLogDays } from '../../../shared/audit.ts';
import type { Tx } from '../../db/connect.ts';
import { recordChange } from '../../db/recordChange.ts';

/** How many rows left which log of a county. */
export type Pruned = { countyCode: string; log: LogName; rows: number };
/** The rows of a log's seals after number `from` and up to `until` are old enough to go. */
type Old = { countyCode: string; log: LogName; from: number; until: number };

/**
 * Removes the rows of the named logs that were sealed more than `days` days ago, and notes it in the change log, where the
 * note is sealed in turn; the seals stay, so that the chain can still be followed. Only the owner of the tables may do it.
 * @throws {RangeError} for fewer days than the law asks for
 */
export async function pruneLogs(tx: Tx, { days, logs }: { days: number; logs: readonly LogName[] }): Promise<Pruned[]> {
  if (days < shortestLogDays) throw new RangeError(`logs are kept ${shortestLogDays} days at least`);
  const found = await oldSeals(tx, days);
  const old = found.filter(({ log, from, until }) => logs.includes(log) && until > from);
  for (const countyCode of new Set(old.map((entry) => entry.countyCode))) {
    // Every note holds all there is to know, because the notes before it may be among the rows that go.
    const upTo = found
      .filter((entry) => entry.countyCode === countyCode)
      .map((entry) => [entry.log, old.includes(entry) ? entry.until : entry.from]);
    await recordChange(tx, {
      countyCode,
      villageCode: null,
      actor: 'prune',
      action: 'prune',
      subject: 'log',
      subjectId: null,
      after: Object.fromEntries(upTo),
    });
  }
  const pruned: Pruned[] = [];
  for (const entry of old) pruned.push({ ...entry, rows: await removeRows(tx, entry) });
  return pruned;
}

async function oldSeals(tx: Tx, days: number): Promise<Old[]> {
  const rows = await tx.execute<Old>(sql`
    select county_code as "countyCode", log,
      coalesce((
        select max((after ->> log)::bigint)
        from change
        where change.county_code = log_seal.county_code and action = 'prune' and subject = 'log'
      ), 0)::float8 as "from",
      coalesce(min(number) filter (where at >= now() - make_interval(days => ${days})) - 1, max(number))::float8 as until
    from log_seal
    group by county_code, log
    order by county_code, log`);
  return [...rows];
}

async function removeRows(tx: Tx, { countyCode, log, from, until }: Old): Promise<number> {
  const table = sql.identifier(log);
  await tx.execute(sql`alter table ${table} disable trigger refuse_rewrite`);
  const { count } = await tx.execute(sql`
    delete from ${table} entry
    using log_seal seal
    cross join lateral unnest(seal.covers) as part
    where seal.county_code = ${countyCode} and seal.log = ${log} and seal.number > ${from} and seal.number <= ${until}
      and entry.county_code = seal.county_code and entry.id >= lower(part) and entry.id < upper(part)`);
  await tx.execute(sql`alter table ${table} enable trigger refuse_rewrite`);
  return count;
}
