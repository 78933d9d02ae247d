import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishDue } from '../../server/features/reassign/plans/publishDue.ts';
import type { Move } from '../../shared/move.ts';
import { type Caller, callerWith } from '../support/calling.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import {
  approved,
  countyCode,
  day,
  draft,
  holderOf,
  type Lane,
  lanesOf,
  publish,
  refOf,
  seen,
  village,
} from '../support/reassigning.ts';

let test: TestDatabase;
let official: Caller;
let colleague: Caller;
let town: Caller;
let gridLead: Caller;
let lanes: Lane[];
let grid: number;

beforeAll(async () => {
  test = await openTestDatabase({ demo: true });
  const { database } = test;
  lanes = await lanesOf(database);
  grid = lanes.find((lane) => lanes.filter(({ gridId }) => gridId === lane.gridId).length >= 3)?.gridId ?? 0;
  official = (await callerWith(database, { name: 'official', role: 'villageOfficial', areaCode: village })).call;
  colleague = (await callerWith(database, { name: 'colleague', role: 'villageOfficial', areaCode: village })).call;
  town = (await callerWith(database, { name: 'township', role: 'townOfficial', areaCode: village.slice(0, 9) })).call;
  gridLead = (await callerWith(database, { name: 'lead', role: 'gridLead', areaCode: village, zoneId: grid })).call;
});
afterAll(() => test?.close());

const failure = (code: string, detail: object = {}) => ({
  cause: expect.objectContaining({ code, detail: expect.objectContaining(detail) }),
});

/** Lanes of the grid that the grid lead leads, as they are now. */
async function ownLanes(): Promise<[Lane, Lane, Lane]> {
  lanes = await lanesOf(test.database);
  const [a, b, c] = lanes.filter(({ gridId, households }) => gridId === grid && households.length > 4);
  if (!a || !b || !c) throw new Error('the demo has no grid with three lanes');
  return [a, b, c];
}

const laneMove = (lane: Lane, at: number, to: Lane): Move => ({
  slot: 'lane',
  id: lane.households[at] ?? 0,
  from: lane.id,
  to: to.id,
});

describe('a draft', () => {
  it('keeps gestures, undo and redo on the server, and says when another device has gone on', async () => {
    const [a, b] = await ownLanes();
    const plan = await official.reassign.plan.create({ villageCode: village, name: '两条巷' });
    const one = await official.reassign.plan.gesture({
      ...seen(plan),
      gesture: { kind: 'assign', moves: [laneMove(a, 0, b)] },
    });
    const two = await official.reassign.plan.gesture({
      ...refOf(plan),
      revision: one.revision,
      gesture: { kind: 'assign', moves: [laneMove(a, 1, b), laneMove(a, 2, b)] },
    });
    expect(two).toMatchObject({ done: 2, undone: 0 });
    const back = await official.reassign.plan.undo({ ...refOf(plan), revision: two.revision });
    expect(back).toMatchObject({ done: 1, undone: 1 });
    expect(await official.reassign.plan.get(refOf(plan))).toMatchObject({
      gestures: { done: [{ moves: [laneMove(a, 0, b)] }], undone: [{ moves: [laneMove(a, 1, b), laneMove(a, 2, b)] }] },
      conflicts: [],
      may: ['edit', 'discard', 'submit'],
    });
    await expect(official.reassign.plan.redo({ ...refOf(plan), revision: two.revision })).rejects.toMatchObject(
      failure('planChanged', { revision: back.revision }),
    );
    const again = await official.reassign.plan.redo({ ...refOf(plan), revision: back.revision });
    expect(again).toMatchObject({ done: 2, undone: 0 });
    const undone = await official.reassign.plan.undo({ ...refOf(plan), revision: again.revision });
    const fork = await official.reassign.plan.gesture({
      ...refOf(plan),
      revision: undone.revision,
      gesture: { kind: 'assign', moves: [laneMove(a, 3, b)] },
    });
    expect(await official.reassign.plan.redo({ ...refOf(plan), revision: fork.revision })).toEqual({
      ...fork,
      done: 2,
      undone: 0,
    });
    const renamed = await official.reassign.plan.rename({ ...refOf(plan), name: '新名' });
    expect((await official.reassign.plan.list({ villageCode: village })).map(({ name }) => name)).toContain('新名');
    await official.reassign.plan.discard(seen(renamed));
    await expect(official.reassign.plan.get(refOf(plan))).rejects.toMatchObject(failure('notFound'));
    expect(await holderOf(test.database, 'lane', a.households[0] ?? 0)).toBe(a.id);
  });

  it('is edited by its maker alone, whatever others may see', async () => {
    const [a, b] = await ownLanes();
    const plan = await draft(gridLead, [laneMove(a, 0, b)]);
    expect(await official.reassign.plan.get(refOf(plan))).toMatchObject({ isMine: false, may: [] });
    await expect(
      official.reassign.plan.gesture({ ...seen(plan), gesture: { kind: 'assign', moves: [laneMove(a, 1, b)] } }),
    ).rejects.toMatchObject(failure('notAllowed'));
    const strangers = lanes.find(({ gridId }) => gridId !== grid);
    const { call } = await callerWith(test.database, {
      name: 'otherlead',
      role: 'gridLead',
      areaCode: village,
      zoneId: strangers?.gridId ?? 0,
    });
    await expect(call.reassign.plan.get(refOf(plan))).rejects.toMatchObject(failure('notFound'));
    expect(await call.reassign.plan.list({ villageCode: village })).toEqual([]);
  });

  it('takes no move of what is not there, to what is no lane or no member, past a lock, or beyond the duty', async () => {
    const [a, b] = await ownLanes();
    const foreign = lanes.find(({ gridId, households }) => gridId !== grid && households.length > 0);
    if (!foreign) throw new Error('no other grid');
    const id = a.households[0] ?? 0;
    const refused = async (call: Caller, move: Move, reason: string) => {
      const plan = await call.reassign.plan.create({ villageCode: village, name: reason });
      await expect(
        call.reassign.plan.gesture({ ...seen(plan), gesture: { kind: 'assign', moves: [laneMove(a, 1, b), move] } }),
      ).rejects.toMatchObject(failure('planRefused', { refusals: [expect.objectContaining({ reason, move })] }));
      expect((await call.reassign.plan.get(refOf(plan))).steps).toBe(0);
    };
    await refused(official, { slot: 'lane', id: 987_654_321, from: a.id, to: b.id }, 'unknownThing');
    await refused(official, { slot: 'lane', id, from: a.id, to: 987_654_321 }, 'unknownZone');
    await refused(official, { slot: 'lane', id, from: a.id, to: grid }, 'wrongLevel');
    await refused(official, { slot: 'grid', id: a.id, from: grid, to: b.id }, 'wrongLevel');
    await refused(official, { slot: 'member', id, from: null, to: 987_654_321 }, 'notMember');
    await refused(gridLead, { slot: 'lane', id, from: a.id, to: foreign.id }, 'unknownZone');
    await refused(
      gridLead,
      { slot: 'lane', id: foreign.households[0] ?? 0, from: foreign.id, to: a.id },
      'unknownThing',
    );

    const locks = await gridLead.reassign.lock.set({ villageCode: village, zoneIds: [a.id], locked: true });
    expect(locks).toMatchObject([{ zoneId: a.id, by: 'lead', isMine: true }]);
    await refused(official, laneMove(a, 0, b), 'locked').catch(() => {});
    const plan = await official.reassign.plan.create({ villageCode: village, name: '锁' });
    await expect(
      official.reassign.plan.gesture({ ...seen(plan), gesture: { kind: 'assign', moves: [laneMove(a, 0, b)] } }),
    ).rejects.toMatchObject(
      failure('planRefused', { refusals: [{ reason: 'locked', zoneId: a.id, move: laneMove(a, 0, b) }] }),
    );
    await expect(
      gridLead.reassign.lock.set({ villageCode: village, zoneIds: [foreign.id], locked: true }),
    ).rejects.toMatchObject(failure('notAllowed'));
    expect(await official.reassign.lock.set({ villageCode: village, zoneIds: [a.id], locked: false })).toEqual([]);
  });

  it('shows who else drafts the same households, until a minute after their last sign of life', async () => {
    const [a, b] = await ownLanes();
    const mine = await draft(gridLead, [laneMove(a, 0, b), laneMove(a, 1, b)], '我的');
    const theirs = await draft(official, [laneMove(a, 1, b), laneMove(a, 2, b)], '他的');
    expect(await gridLead.reassign.plan.beat({ villageCode: village, planId: mine.id })).toEqual([]);
    const others = await official.reassign.plan.beat({ villageCode: village, planId: theirs.id });
    expect(others).toMatchObject([{ name: 'lead', planId: mine.id, planName: '我的', shared: [a.households[1]] }]);
    expect(await gridLead.reassign.plan.beat({ villageCode: village, planId: mine.id })).toMatchObject([
      { name: 'official', planId: theirs.id, shared: [a.households[1]] },
    ]);
    await test.database.execute(
      sql`update plan_presence set at = at - interval '61 seconds' where account_id = 'lead'`,
    );
    expect(await official.reassign.plan.beat({ villageCode: village, planId: theirs.id })).toEqual([]);
    await official.reassign.plan.beat({ villageCode: village, planId: null });
    expect(await gridLead.reassign.plan.beat({ villageCode: village, planId: mine.id })).toEqual([]);
  });
});

describe('a decision', () => {
  it('needs four eyes: never the maker, the village for a grid lead, a colleague or the town for the village', async () => {
    const [a, b] = await ownLanes();
    const plan = await draft(official, [laneMove(a, 0, b)]);
    await expect(colleague.reassign.plan.approve(seen(plan))).rejects.toMatchObject(
      failure('planState', { state: 'draft' }),
    );
    const submitted = await official.reassign.plan.submit({ ...seen(plan), note: '请审' });
    expect(submitted).toMatchObject({
      state: 'submitted',
      moves: 1,
      may: ['return'],
      decisions: { submitted: { note: '请审' } },
    });
    await expect(official.reassign.plan.approve(seen(submitted))).rejects.toMatchObject(failure('ownPlan'));
    await expect(gridLead.reassign.plan.approve(seen(submitted))).rejects.toMatchObject(failure('notAllowed'));
    expect(await noticesOf('colleague', 'planSubmitted', plan.id)).toBe(1);
    expect(await noticesOf('township', 'planSubmitted', plan.id)).toBe(1);
    expect(await noticesOf('official', 'planSubmitted', plan.id)).toBe(0);
    const returned = await colleague.reassign.plan.return({ ...seen(submitted), note: '再想想' });
    expect(returned).toMatchObject({
      state: 'draft',
      moves: null,
      decisions: { returned: { note: '再想想', by: 'colleague' } },
    });
    expect(await noticesOf('official', 'planDecided', plan.id)).toBe(1);
    const agreed = await approved(returned, official, town);
    expect(agreed).toMatchObject({ state: 'approved', may: ['return', 'publish'] });
    await expect(gridLead.reassign.plan.publish({ ...seen(agreed), effectiveOn: day() })).rejects.toMatchObject(
      failure('notAllowed'),
    );
    await expect(town.reassign.plan.publish({ ...seen(agreed), effectiveOn: day(-1) })).rejects.toMatchObject(
      failure('invalidInput', { field: 'effectiveOn' }),
    );
    await official.reassign.plan.return(seen(agreed));
    const empty = await official.reassign.plan.create({ villageCode: village, name: '空' });
    await expect(official.reassign.plan.submit(seen(empty))).rejects.toMatchObject(failure('planEmpty'));
  });
});

async function noticesOf(account: string, kind: string, planId: number): Promise<number> {
  const [row] = await test.database.execute<{ count: number }>(sql`
    select count(*)::integer as count from notice
    where account_id = ${account} and kind = ${kind} and (detail ->> 'planId')::bigint = ${planId}`);
  return row?.count ?? 0;
}

async function changesOf(planId: number) {
  const rows = await test.database.execute<{
    action: string;
    subject: string;
    id: number;
    before: object;
    after: object;
    account: string;
  }>(sql`
    select action, subject, subject_id::float8 as id, before, after, account_id as account from change
    where plan_id = ${planId} and subject <> 'plan' order by id`);
  return [...rows];
}

describe('publishing', () => {
  it('moves households, lanes and links at once, writes a line for each, and tells whose charge changes', async () => {
    const [a, b, c] = await ownLanes();
    const elsewhere = lanes.find(({ gridId }) => gridId !== grid)?.gridId ?? 0;
    // The leads of both lanes get accounts, unless the demo has given them one.
    await test.database.execute(sql`
      insert into account (id, username, display_name, email, person_county_code, person_id)
      select 'lead-' || person_id, 'lead-' || person_id, 'lead', 'lead-' || person_id, county_code, person_id
      from zone_lead where zone_id in (${a.id}, ${b.id}) and to_on is null
      on conflict do nothing`);
    const linked = (
      await test.database.execute<{ id: number; member: number }>(sql`
        select household_id::float8 as id, member_id::float8 as member from household_link
        where village_code = ${village} and to_on is null order by household_id limit 1`)
    )[0];
    const member = (
      await test.database.execute<{ id: number }>(sql`
        select person_id::float8 as id from party_member where village_code = ${village} and person_id <> ${linked?.member ?? 0} limit 1`)
    )[0];
    const moves: Move[] = [
      laneMove(a, 0, b),
      laneMove(a, 1, b),
      { slot: 'lane', id: a.households[2] ?? 0, from: a.id, to: null },
      { slot: 'grid', id: c.id, from: grid, to: elsewhere },
      { slot: 'member', id: linked?.id ?? 0, from: linked?.member ?? null, to: member?.id ?? null },
    ];
    const plan = await approved(await draft(official, moves), official, town);
    const published = await publish(plan, town);
    expect(published).toMatchObject({
      applied: true,
      moved: 5,
      plan: { state: 'published', effectiveOn: day(), moves: 5 },
    });
    for (const { slot, id, to } of moves) expect(await holderOf(test.database, slot, id), slot).toBe(to);
    const changes = await changesOf(plan.id);
    expect(changes).toHaveLength(5);
    expect(changes).toContainEqual(
      expect.objectContaining({
        action: 'assign',
        subject: 'household',
        id: a.households[0],
        account: 'township',
        before: expect.objectContaining({ laneId: a.id }),
        after: expect.objectContaining({ laneId: b.id }),
      }),
    );
    expect(changes).toContainEqual(
      expect.objectContaining({
        action: 'link',
        before: { memberId: linked?.member },
        after: { memberId: member?.id },
      }),
    );
    expect(await noticesOf('official', 'planDecided', plan.id)).toBe(2);
    const told = await test.database.execute<{ zone: number; added: number; removed: number }>(sql`
      select (detail ->> 'zoneId')::float8 as zone, (detail ->> 'added')::integer as added, (detail ->> 'removed')::integer as removed
      from notice
      join account on account.id = account_id
      join zone_lead on zone_lead.person_id = account.person_id and zone_lead.zone_id = (detail ->> 'zoneId')::bigint and to_on is null
      where notice.kind = 'chargeChanged' order by 1`);
    const leads = await test.database.execute<{ zone: number }>(sql`
      select zone_id::float8 as zone from zone_lead where zone_id in (${a.id}, ${b.id}) and to_on is null order by 1`);
    expect([...told].filter(({ zone }) => zone === a.id || zone === b.id)).toEqual(
      [...leads].map(({ zone }) => (zone === a.id ? { zone, added: 0, removed: 3 } : { zone, added: 2, removed: 0 })),
    );
    const [state] = await test.database.execute<{ seq: number }>(
      sql`select seq::float8 as seq from household where id = ${a.households[0] ?? 0}`,
    );
    expect(state?.seq).toBe(published.seq);
    // Changed again on the same day: the link of no day stays as a row, and one holds.
    const back = await approved(
      await draft(official, [
        { slot: 'member', id: linked?.id ?? 0, from: member?.id ?? null, to: linked?.member ?? null },
      ]),
      official,
      colleague,
    );
    await publish(back, official);
    expect(await holderOf(test.database, 'member', linked?.id ?? 0)).toBe(linked?.member);
  });

  it('is refused with the rows somebody else has changed and what they are now, until each is decided on', async () => {
    lanes = await lanesOf(test.database);
    const [a, b, c] = lanes.filter(({ households }) => households.length > 6) as [Lane, Lane, Lane];
    const late = await approved(
      await draft(official, [laneMove(a, 0, b), laneMove(a, 1, b), laneMove(a, 2, b)]),
      official,
      colleague,
    );
    const early = await approved(await draft(colleague, [laneMove(a, 0, c), laneMove(a, 1, c)]), colleague, official);
    await publish(early, official);
    const conflicts = [
      { move: laneMove(a, 0, b), now: c.id },
      { move: laneMove(a, 1, b), now: c.id },
    ];
    await expect(publish(late, colleague)).rejects.toMatchObject(failure('planConflict', { conflicts }));
    expect(await holderOf(test.database, 'lane', a.households[2] ?? 0)).toBe(a.id);
    const [mine, theirs] = conflicts;
    const resolutions = [
      { slot: 'lane' as const, id: mine?.move.id ?? 0, now: c.id, choice: 'mine' as const },
      { slot: 'lane' as const, id: theirs?.move.id ?? 0, now: a.id, choice: 'theirs' as const },
    ];
    const resolved = { ...seen(late), effectiveOn: day(), resolutions };
    await expect(colleague.reassign.plan.publish(resolved)).rejects.toMatchObject(
      failure('planConflict', { conflicts }),
    );
    const done = await colleague.reassign.plan.publish({
      ...resolved,
      resolutions: resolutions.map((resolution) => ({ ...resolution, now: c.id })),
    });
    expect(done).toMatchObject({ moved: 2, plan: { state: 'published' } });
    expect(await Promise.all(a.households.slice(0, 3).map((id) => holderOf(test.database, 'lane', id)))).toEqual([
      b.id,
      c.id,
      b.id,
    ]);
    expect((await changesOf(late.id)).map(({ before }) => before)).toEqual(
      expect.arrayContaining([expect.objectContaining({ laneId: c.id }), expect.objectContaining({ laneId: a.id })]),
    );
  });

  it('lets a draft go on after a conflict, with its steps of undo', async () => {
    lanes = await lanesOf(test.database);
    const [a, b, c] = lanes.filter(({ households }) => households.length > 6) as [Lane, Lane, Lane];
    const plan = await official.reassign.plan.create({ villageCode: village, name: '继续' });
    const one = await official.reassign.plan.gesture({
      ...seen(plan),
      gesture: { kind: 'assign', moves: [laneMove(a, 0, b)] },
    });
    const two = await official.reassign.plan.gesture({
      ...refOf(plan),
      revision: one.revision,
      gesture: { kind: 'assign', moves: [laneMove(a, 1, b)] },
    });
    await publish(
      await approved(await draft(colleague, [laneMove(a, 0, c), laneMove(a, 1, c)]), colleague, official),
      official,
    );
    const met = await official.reassign.plan.get(refOf(plan));
    expect(met.conflicts.map(({ now }) => now)).toEqual([c.id, c.id]);
    await expect(official.reassign.plan.submit({ ...refOf(plan), revision: two.revision })).rejects.toMatchObject(
      failure('planConflict'),
    );
    const went = await official.reassign.plan.resolve({
      ...seen(met),
      resolutions: [
        { slot: 'lane', id: a.households[0] ?? 0, now: c.id, choice: 'theirs' },
        { slot: 'lane', id: a.households[1] ?? 0, now: c.id, choice: 'mine' },
      ],
    });
    expect(went).toMatchObject({
      conflicts: [],
      gestures: { done: [{ moves: [{ id: a.households[1], from: c.id, to: b.id }] }], undone: [] },
    });
  });

  it('is refused when it takes a lane beyond the hard limit, or past a lock set since', async () => {
    lanes = await lanesOf(test.database);
    const target = lanes[0] as Lane;
    const crowd = lanes
      .filter(({ id }) => id !== target.id)
      .flatMap((lane) => lane.households.map((_, at) => laneMove(lane, at, target)))
      .slice(0, 40);
    const plan = await draft(official, crowd);
    await expect(official.reassign.plan.submit(seen(plan))).rejects.toMatchObject(
      failure('planBreaches', {
        breaches: [
          expect.objectContaining({ holder: 'zone', id: target.id, after: target.households.length + 40, limit: 30 }),
        ],
      }),
    );
    const [a, b] = lanes.filter(({ households }) => households.length > 6) as [Lane, Lane];
    const agreed = await approved(await draft(official, [laneMove(a, 0, b)]), official, colleague);
    await colleague.reassign.lock.set({ villageCode: village, zoneIds: [b.id], locked: true });
    await expect(publish(agreed, colleague)).rejects.toMatchObject(
      failure('planRefused', { refusals: [{ reason: 'locked', zoneId: b.id, move: laneMove(a, 0, b) }] }),
    );
    await colleague.reassign.lock.set({ villageCode: village, zoneIds: [b.id], locked: false });
    await publish(agreed, colleague);
  });

  it('waits for its day, then happens once, even with several servers', async () => {
    lanes = await lanesOf(test.database);
    const [a, b] = lanes.filter(({ households }) => households.length > 6) as [Lane, Lane];
    const plan = await approved(await draft(official, [laneMove(a, 0, b)]), official, colleague);
    const scheduled = await publish(plan, colleague, 3);
    expect(scheduled).toMatchObject({ applied: false, moved: 0, plan: { state: 'approved', effectiveOn: day(3) } });
    expect(await publishDue(test.database, day(2))).toBe(0);
    expect(await holderOf(test.database, 'lane', a.households[0] ?? 0)).toBe(a.id);
    const runs = await Promise.all([1, 2, 3].map(() => publishDue(test.database, day(3))));
    expect(runs.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(await holderOf(test.database, 'lane', a.households[0] ?? 0)).toBe(b.id);
    expect(await official.reassign.plan.get(refOf(plan))).toMatchObject({
      state: 'published',
      decisions: { published: { by: 'colleague' } },
    });
    expect(await changesOf(plan.id)).toHaveLength(1);
  });

  it('says so when on its day it no longer can', async () => {
    lanes = await lanesOf(test.database);
    const [a, b, c] = lanes.filter(({ households }) => households.length > 6) as [Lane, Lane, Lane];
    const plan = await approved(await draft(official, [laneMove(a, 0, b)]), official, colleague);
    await publish(plan, colleague, 2);
    await publish(await approved(await draft(colleague, [laneMove(a, 0, c)]), colleague, official), official);
    expect(await publishDue(test.database, day(2))).toBe(0);
    const failed = await official.reassign.plan.get(refOf(plan));
    expect(failed).toMatchObject({
      state: 'approved',
      failure: 'conflict',
      effectiveOn: null,
      conflicts: [{ now: c.id }],
    });
    expect(await publishDue(test.database, day(2))).toBe(0);
    await official.reassign.plan.return(seen(failed));
  });

  it('is taken back whole by a new plan that shows what has changed since', async () => {
    lanes = await lanesOf(test.database);
    const [a, b, c] = lanes.filter(({ households }) => households.length > 6) as [Lane, Lane, Lane];
    const ids = a.households.slice(0, 3);
    const plan = await approved(
      await draft(official, [laneMove(a, 0, b), laneMove(a, 1, b), laneMove(a, 2, b)], '要撤的'),
      official,
      colleague,
    );
    await publish(plan, colleague);
    const since: Move[] = [
      { slot: 'lane', id: ids[0] ?? 0, from: b.id, to: c.id },
      { slot: 'lane', id: ids[1] ?? 0, from: b.id, to: a.id },
    ];
    await publish(await approved(await draft(colleague, since), colleague, official), official);
    const { plan: back, conflicts } = await official.reassign.plan.revert(refOf(plan));
    expect(back).toMatchObject({ state: 'draft', revertsPlanId: plan.id, name: '要撤的' });
    expect(conflicts).toEqual([{ move: { slot: 'lane', id: ids[0], from: b.id, to: a.id }, now: c.id }]);
    const resolved = await official.reassign.plan.resolve({
      ...seen(back),
      resolutions: [{ slot: 'lane', id: ids[0] ?? 0, now: c.id, choice: 'theirs' }],
    });
    await publish(await approved(resolved, official, colleague), colleague);
    expect(await Promise.all(ids.map((id) => holderOf(test.database, 'lane', id)))).toEqual([c.id, a.id, a.id]);
    expect(await official.reassign.plan.get(refOf(plan))).toMatchObject({
      state: 'reverted',
      decisions: { reverted: { by: 'colleague' } },
      may: [],
    });
    expect(countyCode).toBe(village.slice(0, 6));
  });
});
