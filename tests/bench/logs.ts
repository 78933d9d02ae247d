import { connect } from '../../server/db/connect.ts';
import { maintain } from '../../server/db/transaction.ts';
import { verifyLogs } from '../../server/features/audit/verify.ts';
import { median } from './overHttp.ts';

const county = '371082';

/** Medians in milliseconds of the same statement with the rows sealed and without. */
export type SealTime = { what: string; sealed: number; plain: number };
/** Following the chain: rows a second, beside only counting them. */
export type VerifyTime = { rows: number; perSecond: number };

/** What the seals cost: one look, a plan of a thousand moves, an import, and eight readers at a time in one county. */
export async function sealTimes(url: string): Promise<{ times: SealTime[]; verify: VerifyTime }> {
  const database = connect(url, { max: 8 });
  const client = database.$client;
  const changes = (
    count: number,
  ) => `insert into change (county_code, actor, action, subject, subject_id, before, after)
    select '${county}', '王', 'move', 'household', n, '{"lane": 1}', jsonb_build_object('lane', n) from generate_series(1, ${count}) n`;
  const look = `insert into access_record (county_code, actor, subject, subject_ids, fields, action)
    values ('${county}', '王', 'household', '{1}', '{name,phone}', 'household.get')`;
  const cases: [what: string, statement: string, rounds: number, readers: number][] = [
    ['one look', look, 200, 1],
    ['a look of each of 8 readers at once', look, 50, 8],
    ['1,000 changes in a statement', changes(1000), 20, 1],
    ['100,000 changes in a statement', changes(100_000), 3, 1],
  ];
  const times: SealTime[] = [];
  for (const [what, statement, rounds, readers] of cases) {
    const took: Record<'sealed' | 'plain', number[]> = { sealed: [], plain: [] };
    // By turns, so that whatever else the machine does meets both.
    for (let round = 0; round < rounds; round += 1) {
      for (const way of ['sealed', 'plain'] as const) {
        await client.unsafe(`alter table change ${way === 'plain' ? 'disable' : 'enable'} trigger seal_rows`);
        await client.unsafe(`alter table access_record ${way === 'plain' ? 'disable' : 'enable'} trigger seal_rows`);
        const began = performance.now();
        await Promise.all(Array.from({ length: readers }, () => client.begin((tx) => tx.unsafe(statement))));
        took[way].push(performance.now() - began);
      }
    }
    times.push({ what, sealed: median(took.sealed), plain: median(took.plain) });
  }
  const began = performance.now();
  const reports = await maintain(database, 'bench', (tx) => verifyLogs(tx));
  const rows = reports.reduce((sum, report) => sum + report.rows, 0);
  const verify = { rows, perSecond: (rows / (performance.now() - began)) * 1000 };
  await client.end();
  return { times, verify };
}
