import { sql } from 'drizzle-orm';
import { Scope } from '../../server/auth/scope.ts';
import { readColumns } from '../../server/columns/routes.ts';
import { today } from '../../server/db/calendar.ts';
import { connect, type Database, type Tx } from '../../server/db/connect.ts';
import { read, write } from '../../server/db/transaction.ts';
import { getDossier } from '../../server/features/household/dossier.ts';
import { find } from '../../server/features/search/find.ts';
import { type ColumnSet, columnSets } from '../../shared/columns.ts';
import type { Role } from '../../shared/permissions.ts';
import { median } from './overHttp.ts';

/** Medians in milliseconds of the same request with the policies on and off. */
export type ScopeTime = { what: string; on: number; off: number };

const rounds = 5;
const runsPerRound = 5;

/** Times what people do all day, by a village official and by a county analyst, with row-level security on and off in turns. */
export async function scopeTimes(databaseUrl: string): Promise<ScopeTime[]> {
  const database = connect(databaseUrl, { max: 1 });
  try {
    const [place] = await database.execute<{ county: string; village: string; household: number }>(sql`
      select min(county_code) as county, min(village_code) as village, min(id)::float8 as household from household`);
    if (!place) throw new Error('there is no household');
    const { county, village, household } = place;
    const official = holder('villageOfficial', village);
    const analyst = holder('countyAnalyst', county);
    const box = (tx: Tx) =>
      tx.execute(sql`
        select count(*) from household
        where geometry && st_expand((select geometry from household where county_code = ${county} and id = ${household}), 0.002)`);
    const columnsOf = async (scope: Scope) => {
      for (const set of Object.keys(columnSets) as ColumnSet[]) {
        await read(database, scope, (tx) =>
          readColumns(tx, scope, set, { areaCode: village, since: null, today: today() }, undefined),
        );
      }
    };
    const search = (scope: Scope, text: string) => (tx: Tx) => find(tx, scope, { text, areaCode: village, perKind: 5 });
    const tasks: [string, () => Promise<unknown>][] = [
      ["a village's columns, its official", () => columnsOf(official)],
      ["a village's columns, county analyst", () => columnsOf(analyst)],
      ['households in a box, village official', () => read(database, official, box)],
      ['households in a box, county analyst', () => read(database, analyst, box)],
      [
        'a dossier',
        () => write(database, official, (tx) => getDossier(tx, official, { countyCode: county, id: household })),
      ],
      ['search for a name, village official', () => write(database, official, search(official, '王'))],
      ['search for a number, village official', () => write(database, official, search(official, 'H-0217'))],
      ['search for a street, county analyst', () => write(database, analyst, search(analyst, '幸福街'))],
    ];
    return await compare(database, tasks);
  } finally {
    await database.$client.end();
  }
}

function holder(role: Role, areaCode: string): Scope {
  return new Scope({ accountId: 'bench', actor: 'bench', action: 'bench' }, [
    { role, reach: { kind: 'area', areaCode } },
  ]);
}

async function compare(database: Database, tasks: [string, () => Promise<unknown>][]): Promise<ScopeTime[]> {
  const times = new Map(tasks.map(([what]) => [what, { on: [] as number[], off: [] as number[] }]));
  for (let round = -1; round < rounds; round += 1) {
    for (const state of ['on', 'off'] as const) {
      await secure(database, state === 'on');
      for (const [what, task] of tasks) {
        for (let run = -1; run < runsPerRound; run += 1) {
          const start = performance.now();
          await task();
          if (round >= 0 && run >= 0) times.get(what)?.[state].push(performance.now() - start);
        }
      }
    }
  }
  await secure(database, true);
  return [...times].map(([what, { on, off }]) => ({ what, on: median(on), off: median(off) }));
}

async function secure(database: Database, isOn: boolean): Promise<void> {
  const tables = await database.execute<{ name: string }>(sql`
    select distinct tablename as name from pg_policies where schemaname = 'public'`);
  for (const { name } of tables) {
    await database.execute(
      sql`alter table ${sql.identifier(name)} ${sql.raw(isOn ? 'enable' : 'disable')} row level security`,
    );
  }
}
