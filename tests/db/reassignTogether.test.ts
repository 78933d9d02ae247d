import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { random as randomOf } from '../../geodata/demo/random.ts';
import { loadScope } from '../../server/auth/loadScope.ts';
import type { Scope } from '../../server/auth/scope.ts';
import { write } from '../../server/db/transaction.ts';
import { createPlan } from '../../server/features/reassign/plans/create.ts';
import { approvePlan, submitPlan } from '../../server/features/reassign/plans/decide.ts';
import { performGesture } from '../../server/features/reassign/plans/gesture.ts';
import { publishPlan } from '../../server/features/reassign/plans/publish.ts';
import { AppError } from '../../shared/errors.ts';
import type { Move, Slot } from '../../shared/move.ts';
import type { PlanSummary } from '../../shared/reassign.ts';
import { callerWith } from '../support/calling.ts';
import { databaseKind, openTestDatabase, type TestDatabase } from '../support/database.ts';
import { countyCode, day, village } from '../support/reassigning.ts';

const isNative = databaseKind === 'native';
const writers = isNative ? 20 : 4;
const plansOfEach = isNative ? 50 : 6;

let test: TestDatabase;
let maker: Scope;
let approver: Scope;

beforeAll(async () => {
  test = await openTestDatabase({ demo: true });
  for (const name of ['maker', 'approver']) {
    await callerWith(test.database, { name, role: 'villageOfficial', areaCode: village });
  }
  maker = await loadScope(test.database, { accountId: 'maker', actor: 'maker' });
  approver = await loadScope(test.database, { accountId: 'approver', actor: 'approver' });
});
afterAll(() => test?.close());

type State = Record<Slot, Map<number, number | null>>;

/** Who has what now: every household of the village, every lane, every link. */
async function stateNow(): Promise<State> {
  const pairs = async (query: ReturnType<typeof sql>) => {
    const rows = await test.database.execute<{ id: number; holder: number | null }>(query);
    return new Map([...rows].map(({ id, holder }) => [id, holder]));
  };
  return {
    lane: await pairs(
      sql`select id::float8 as id, lane_id::float8 as holder from household where village_code = ${village} and ended_at is null`,
    ),
    grid: await pairs(
      sql`select id::float8 as id, parent_id::float8 as holder from zone where village_code = ${village} and ended_at is null`,
    ),
    member: await pairs(sql`
      select household.id::float8 as id, household_link.member_id::float8 as holder from household
      left join household_link on household_link.household_id = household.id and to_on is null
      where household.village_code = ${village} and household.ended_at is null`),
  };
}

/** An approved plan of one gesture. Throws what it is refused for. */
async function prepare(moves: Move[]): Promise<PlanSummary> {
  const submitted = await write(test.database, maker, async (tx) => {
    const plan = await createPlan(tx, maker, { villageCode: village, name: '并发' });
    const { revision } = await performGesture(tx, maker, {
      countyCode,
      id: plan.id,
      revision: plan.revision,
      gesture: { kind: 'assign', moves },
    });
    return submitPlan(tx, maker, { countyCode, id: plan.id, revision, note: '' });
  });
  const { id, revision } = submitted;
  return write(test.database, approver, (tx) => approvePlan(tx, approver, { countyCode, id, revision, note: '' }));
}

/** The same; null when it is refused for what it met. */
async function prepareIfPossible(moves: Move[]): Promise<PlanSummary | null> {
  try {
    return await prepare(moves);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

type Outcome = 'published' | 'planConflict' | 'planBreaches' | 'planRefused';

async function publish({ id, revision }: PlanSummary): Promise<Outcome> {
  try {
    await write(test.database, approver, (tx) =>
      publishPlan(tx, approver, { countyCode, id, revision, note: '', effectiveOn: day(), resolutions: [] }),
    );
    return 'published';
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.code as Outcome;
  }
}

describe('many writers at once', () => {
  it('leave every household in one lane, every count as a recount, and a log that leads from the start to the present', async () => {
    const start = await stateNow();
    const lanes = [...start.grid].filter(([, parent]) => parent !== null).map(([id]) => id);
    const grids = [...start.grid].filter(([, parent]) => parent === null).map(([id]) => id);
    const members = [...new Set([...start.member.values()].filter((id) => id !== null))];
    const households = [...start.lane.keys()];
    const outcomes = new Map<string, number>();
    const [counter] = await test.database.execute<{ last: number }>(sql`select max(id)::float8 as last from change`);

    const work = async (writer: number) => {
      const random = randomOf(`writer ${writer}`);
      let seen = await stateNow();
      for (let round = 0; round < plansOfEach; round++) {
        // Now and then a writer goes on from what it saw a while ago.
        if (random.chance(0.6)) seen = await stateNow();
        const to = random.pick(lanes);
        const chosen = random.shuffled(households).slice(0, random.whole(1, 5));
        const moves: Move[] = chosen.map((id) => ({ slot: 'lane', id, from: seen.lane.get(id) ?? null, to }));
        if (random.chance(0.3)) {
          const id = random.pick(households);
          moves.push({ slot: 'member', id, from: seen.member.get(id) ?? null, to: random.pick(members) });
        }
        if (random.chance(0.1)) {
          const id = random.pick(lanes);
          moves.push({ slot: 'grid', id, from: seen.grid.get(id) ?? null, to: random.pick(grids) });
        }
        const plan = await prepareIfPossible(moves.filter((move) => move.from !== move.to));
        const outcome = plan ? await publish(plan) : 'refused before';
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: writers }, (_, writer) => work(writer)));
    expect(outcomes.get('published') ?? 0).toBeGreaterThan(writers);

    const end = await stateNow();
    expect([...end.lane.keys()].sort()).toEqual([...start.lane.keys()].sort());
    const [links] = await test.database.execute<{ most: number }>(sql`
      select max(count)::integer as most from (
        select count(*) from household_link where village_code = ${village} and to_on is null group by household_id
      ) held`);
    expect(links?.most).toBe(1);

    const replayed: State = { lane: new Map(start.lane), grid: new Map(start.grid), member: new Map(start.member) };
    const changes = await test.database.execute<Line>(sql`
      select action, subject, subject_id::float8 as id, before, after
      from change
      where village_code = ${village} and id > ${counter?.last ?? 0} and action in ('assign', 'link')
      order by change.id`);
    for (const change of changes) {
      const [slot, key] = slotOf(change);
      expect(change.before[key], `${slot} ${change.id}`).toBe(replayed[slot].get(change.id) ?? null);
      replayed[slot].set(change.id, change.after[key] ?? null);
    }
    expect(replayed).toEqual(end);

    const counted = await write(test.database, approver, (tx) =>
      tx.execute<{ id: number; households: number }>(sql`
        select lane_id::float8 as id, count(*)::integer as households
        from household where village_code = ${village} and ended_at is null and lane_id is not null group by lane_id`),
    );
    const recount = new Map<number, number>();
    for (const lane of replayed.lane.values()) if (lane !== null) recount.set(lane, (recount.get(lane) ?? 0) + 1);
    expect(new Map([...counted].map(({ id, households: count }) => [id, count]))).toEqual(recount);
  }, 600_000);

  type Line = {
    action: string;
    subject: string;
    id: number;
    before: Record<string, number | null>;
    after: Record<string, number | null>;
  };
  function slotOf({ action, subject }: Line): [Slot, string] {
    if (action === 'link') return ['member', 'memberId'];
    return subject === 'zone' ? ['grid', 'parentId'] : ['lane', 'laneId'];
  }

  const clashing = 3;

  /** Lanes that can take so many more households without breaking their own limit (20) or that of their grid (60). */
  function lanesWithRoom({ lane, grid }: Pick<State, 'lane' | 'grid'>, more: number): number[] {
    const sizes = new Map<number, number>();
    const count = (id: number) => sizes.set(id, (sizes.get(id) ?? 0) + 1);
    for (const at of lane.values()) {
      const parent = at === null ? null : grid.get(at);
      if (at !== null) count(at);
      if (parent) count(parent);
    }
    const fits = (id: number, limit: number) => (sizes.get(id) ?? 0) + more <= limit;
    return [...grid].flatMap(([id, parent]) => (parent && fits(id, 20) && fits(parent, 60) ? [id] : []));
  }

  it('who clash are told apart: exactly one wins, the other hears what the rows are now', async () => {
    for (let round = 0; round < (isNative ? 10 : 3); round++) {
      const { lane, grid } = await stateNow();
      const [one = 0, other = 0] = lanesWithRoom({ lane, grid }, clashing);
      const shared = [...lane].filter(([, at]) => at !== one && at !== other).slice(round * 4, round * 4 + clashing);
      const to = (target: number) => shared.map(([id, from]): Move => ({ slot: 'lane', id, from, to: target }));
      const plans = await Promise.all([prepare(to(one)), prepare(to(other).toReversed())]);
      const outcomes = await Promise.all(plans.map(publish));
      expect(outcomes.toSorted()).toEqual(['planConflict', 'published']);
      const winner = outcomes[0] === 'published' ? one : other;
      const after = await stateNow();
      for (const [id] of shared) expect(after.lane.get(id)).toBe(winner);
    }
  });
});
