import { sql } from 'drizzle-orm';
import { Scope } from '../../server/auth/scope.ts';
import { today } from '../../server/db/calendar.ts';
import { connect, type Database } from '../../server/db/connect.ts';
import { idArray } from '../../server/db/ids.ts';
import { write } from '../../server/db/transaction.ts';
import { createPlan } from '../../server/features/reassign/plans/create.ts';
import { planRow } from '../../server/features/reassign/plans/planRow.ts';
import { publishPlan } from '../../server/features/reassign/plans/publish.ts';
import { putGestures, zonesOf } from '../../server/features/reassign/plans/steps.ts';
import { invert, type Move } from '../../shared/move.ts';
import { median } from './overHttp.ts';

const rounds = 9;
const moved = 1000;

/** Medians in milliseconds of publishing 1,000 moves, and of the bare update of the same rows to the same lanes, in turns. */
export async function publishTimes(databaseUrl: string): Promise<{ publish: number; bare: number }> {
  const database = connect(databaseUrl, { max: 1 });
  try {
    const [place] = await database.execute<{ county: string; village: string }>(
      sql`select min(county_code) as county, min(village_code) as village from household`,
    );
    if (!place) throw new Error('there is no household');
    const { county, village } = place;
    let moves = await swaps(database, county, village);
    const times = { publish: [] as number[], bare: [] as number[] };
    for (let round = 0; round < rounds; round++) {
      times.publish.push(await publishOnce(database, village, moves));
      // The bare update moves them back; then each of the two goes the other way, so that both do the same work.
      moves = invert(moves);
      times.bare.push(await updateOnce(database, county, moves));
      await updateOnce(database, county, invert(moves));
      await database.execute(sql`vacuum household, change, plan, plan_gesture`);
    }
    return { publish: median(times.publish), bare: median(times.bare) };
  } finally {
    await database.$client.end();
  }
}

/** Households of every lane of a village to the next lane, as many from each, so that no limit is passed. */
async function swaps(database: Database, county: string, village: string): Promise<Move[]> {
  const rows = await database.execute<{ id: number; lane: number; rank: number }>(sql`
    select id::float8 as id, lane_id::float8 as lane, row_number() over (partition by lane_id order by id)::integer as rank
    from household where county_code = ${county} and village_code = ${village} and lane_id is not null order by rank, id`);
  const lanes = [...new Set([...rows].map(({ lane }) => lane))].sort((a, b) => a - b);
  const next = new Map(lanes.map((lane, at) => [lane, lanes[(at + 1) % lanes.length] ?? lane]));
  return [...rows]
    .slice(0, moved)
    .map(({ id, lane }) => ({ slot: 'lane', id, from: lane, to: next.get(lane) ?? null }));
}

async function publishOnce(database: Database, village: string, moves: Move[]): Promise<number> {
  const official = (accountId: string) =>
    new Scope({ accountId, actor: accountId }, [
      { role: 'villageOfficial', reach: { kind: 'area', areaCode: village } },
    ]);
  const plan = await write(database, official('maker'), async (tx) => {
    const made = await createPlan(tx, official('maker'), { villageCode: village, name: 'bench' });
    await putGestures(tx, await planRow(tx, made), 1, [{ kind: 'assign', moves }]);
    await tx.execute(sql`
      update plan set done = 1, gestures = 1, state = 'approved', zones = ${idArray(zonesOf(moves))} where id = ${made.id}`);
    return made;
  });
  const { countyCode, id, revision } = plan;
  const start = performance.now();
  await write(database, official('publisher'), (tx) =>
    publishPlan(tx, official('publisher'), {
      countyCode,
      id,
      revision,
      note: '',
      effectiveOn: today(),
      resolutions: [],
    }),
  );
  return performance.now() - start;
}

async function updateOnce(database: Database, county: string, moves: Move[]): Promise<number> {
  const start = performance.now();
  await database.execute(sql`
    update household
    set lane_id = moved.to_id
    from unnest(${idArray(moves.map(({ id }) => id))}, ${idArray(moves.map(({ to }) => to))}) as moved (id, to_id)
    where household.county_code = ${county} and household.id = moved.id`);
  return performance.now() - start;
}
