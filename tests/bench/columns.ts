import { sql } from 'drizzle-orm';
import { setRows } from '../../server/columns/sets.ts';
import { columnsStatement } from '../../server/columns/statement.ts';
import { today } from '../../server/db/calendar.ts';
import { type ColumnSet, columnSets } from '../../shared/columns.ts';
import { scopeOf } from '../support/scope.ts';
import { median, serveFor } from './overHttp.ts';

/** Medians in milliseconds of one set of an area: over HTTP, its bare statement, and unchanged since the last time. */
export type ColumnTime = {
  set: ColumnSet;
  area: string;
  rows: number;
  bytes: number;
  http: number;
  bare: number;
  ratio: number;
};

const runs = 7;
/** Reads the bare statements as the owner; decides only how key people are shown. */
const analyst = scopeOf('villageOfficial', '379999');

/** Times every column set of the whole of the first county and of its first village, beside the bare statements. */
export async function columnTimes(databaseUrl: string): Promise<ColumnTime[]> {
  const asked = await serveFor(databaseUrl);
  try {
    const [place] = await asked.database.execute<{ county: string; village: string }>(
      sql`select min(county_code) as county, min(village_code) as village from household`,
    );
    const times: ColumnTime[] = [];
    for (const area of [place?.county ?? '', place?.village ?? '']) {
      for (const set of Object.keys(columnSets) as ColumnSet[]) times.push(await timeSet(asked, set, area));
    }
    return times;
  } finally {
    await asked.close();
  }
}

async function timeSet(asked: Awaited<ReturnType<typeof serveFor>>, set: ColumnSet, area: string): Promise<ColumnTime> {
  const statement = columnsStatement(set, setRows[set]({ areaCode: area, since: null, today: today() }, analyst));
  const http: number[] = [];
  const bare: number[] = [];
  let bytes = 0;
  for (let run = -1; run < runs; run += 1) {
    const made = await asked.overHttp(`/columns/${set}/${area}`);
    const direct = await asked.bare(statement);
    if (run < 0) continue;
    http.push(made.milliseconds);
    bare.push(direct);
    bytes = made.bytes;
  }
  const [counted] = await asked.database.execute<{ rows: number }>(
    sql`select length(id) / 4 as rows from (${statement}) packed`,
  );
  const [ours, floor] = [median(http), median(bare)];
  return { set, area, rows: counted?.rows ?? 0, bytes, http: ours, bare: floor, ratio: ours / floor };
}
