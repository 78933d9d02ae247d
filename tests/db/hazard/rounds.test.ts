import { sql } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRounds } from '../../../server/features/inspection/createRounds.ts';
import { demoUsernames } from '../../../shared/demo.ts';
import { dayNumber } from '../../../shared/geo.ts';
import type { Inspection, InspectionPlan, InspectionWithLooks } from '../../../shared/inspection.ts';
import { openTestApp } from '../../support/app.ts';
import { callAs } from '../../support/asking.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { day } from '../../support/reassigning.ts';
import { signIn } from '../../support/signIn.ts';

const countyCode = '371082';
const village = '371082999001';
let test: TestDatabase;
let app: FastifyInstance;
const today = () => dayNumber(day());

beforeAll(async () => {
  test = await openTestDatabase({ demo: true });
  ({ app } = await openTestApp(test.database));
});
afterAll(async () => {
  await app?.close();
  await test?.close();
});

describe('inspection rounds', () => {
  const plan = {
    areaCode: village,
    name: '26 日消防大巡查',
    category: 'fire',
    inspected: { kind: 'zone', level: 'lane' },
    startsOn: '2026-01-01',
    recurrence: { every: 'month', day: 26 },
    graceDays: 3,
    recheckDays: 14,
    checklist: ['灭火器在期', '通道畅通'],
  };
  // The demo makes rounds of its own.
  beforeAll(async () => {
    await test.database.execute(sql`delete from inspection`);
    await test.database.execute(sql`delete from inspection_plan`);
  });
  const tasks = async (as: string, more: object = {}) =>
    (
      await callAs<{ total: number; overdue: number; items: Inspection[] }>(app, as, 'inspection.tasks', {
        areaCode: village,
        ...more,
      })
    ).data;

  it('make a task for each lane on each round, once however often they are made, and none before their day', async () => {
    const official = await signIn(test.database, 'villageOfficial');
    const made = await callAs<{ id: number }>(app, official, 'inspection.createPlan', {
      ...plan,
      startsOn: day(),
    });
    expect(made.code).toBeUndefined();
    await test.database.execute(
      sql`update inspection_plan set planned_to = null, starts_on = '2026-02-01' where id = ${made.data.id}`,
    );
    await test.database.execute(sql`delete from inspection`);
    const [lanes] = await test.database.execute<{ count: number }>(sql`
      select count(*)::integer as count from zone where village_code = ${village} and level = 'lane' and ended_at is null`);
    expect(await createRounds(test.database, '2026-02-10')).toBe(0);
    expect(await createRounds(test.database, '2026-02-20')).toBe(lanes?.count);
    expect(await createRounds(test.database, '2026-02-20')).toBe(0);
    // Nobody was there in March and April: what was missed is made up for.
    expect(await createRounds(test.database, '2026-04-27')).toBe(2 * (lanes?.count ?? 0));
    await callAs(app, official, 'inspection.endPlan', { countyCode, id: made.data.id });
    await createRounds(test.database, '2030-01-01');
    const [after] = await test.database.execute<{ count: number }>(sql`
      select count(*)::integer as count from inspection where round_on >= ${day()}::date`);
    expect(after?.count).toBe(0);
    await test.database.execute(sql`delete from inspection where round_on > '2026-04-27'`);
  });

  it('are done by the lead of the lane, looked at again where something was found, and overdue until then', async () => {
    const lane = await signIn(test.database, 'laneLead');
    const official = await signIn(test.database, 'villageOfficial');
    const own = await tasks(lane);
    expect(own.items.length).toBe(3);
    expect(own.overdue).toBe(own.items.filter(({ dueOn }) => dayNumber(dueOn) < today()).length);
    const [task] = own.items;
    const write = (as: string, id: number | undefined, result: object) =>
      callAs<{ state: string; recheckOn: string | null }>(app, as, 'inspection.do', { countyCode, id, result });
    expect(
      own.items.every(({ mayDo, checklist, position }) => mayDo && checklist.length === 2 && position !== null),
    ).toBe(true);
    expect((await write(lane, task?.id, { passed: false, hazardIds: [999_999] })).detail).toEqual({
      field: 'hazardIds',
    });
    const [photo] = await test.database.execute<{ id: number }>(sql`
      insert into hazard_photo (county_code, account_id, actor, key, width, height, bytes)
      select ${countyCode}, id, 'x', gen_random_uuid()::text, 10, 10, 10 from account where username = ${demoUsernames.laneLead}
      returning id::float8 as id`);
    const [own1] = await test.database.execute<{ id: number }>(sql`
      select id::float8 as id from hazard where zone_id = ${task?.zoneId} or village_code = ${village} order by (zone_id = ${task?.zoneId}) desc nulls last, id limit 1`);
    const found = await write(lane, task?.id, {
      passed: false,
      note: '灭火器过期',
      hazardIds: [own1?.id],
      photoIds: [photo?.id],
    });
    expect(found.data).toEqual({ state: 'found', recheckOn: day(14) });
    const again = (await tasks(lane)).items.find(({ id }) => id === task?.id);
    expect(again).toMatchObject({ state: 'found', overdue: false, hazardIds: [own1?.id], photoIds: [photo?.id] });
    expect((await tasks(official, { limit: 500 })).items.find(({ id }) => id === task?.id)?.photoIds).toEqual([
      photo?.id,
    ]);
    const taken = await callAs(app, lane, 'hazard.report', {
      countyCode,
      shape: { type: 'Point', coordinates: task?.position },
      category: 'fire',
      severity: 3,
      title: '灭火器过期',
      photoIds: [photo?.id],
    });
    expect(taken, 'of the round already').toMatchObject({ code: 'notFound', detail: { field: 'photoIds' } });
    expect((await write(lane, task?.id, { passed: false, note: '还没换' })).data?.state).toBe('found');
    expect((await write(lane, task?.id, { passed: true })).data).toEqual({ state: 'passed', recheckOn: null });
    const whole = (as: string, id: number | undefined) =>
      callAs<InspectionWithLooks>(app, as, 'inspection.task', { countyCode, id });
    for (const as of [lane, official]) {
      const { looks } = (await whole(as, task?.id)).data;
      expect(looks.map(({ state, note }) => [state, note])).toEqual([
        ['found', '灭火器过期'],
        ['found', '还没换'],
        ['passed', ''],
      ]);
      expect(looks[0]).toMatchObject({ hazardIds: [own1?.id], photoIds: [photo?.id] });
      expect(looks.every(({ at, by }) => at !== '' && by !== '')).toBe(true);
    }
    expect((await write(lane, task?.id, { passed: true })).code).toBe('conflict');
    const foreign = (await tasks(official)).items.find((item) => item.zoneId !== task?.zoneId);
    expect((await write(lane, foreign?.id, { passed: true })).code).toBe('notFound');
    expect((await whole(lane, foreign?.id)).code).toBe('notFound');
    expect((await whole(official, foreign?.id)).data.looks).toEqual([]);
    expect((await callAs(app, lane, 'inspection.createPlan', plan)).code).toBe('notAllowed');
    for (const startsOn of ['1926-01-01', '2026-02-30']) {
      const long = await callAs(app, official, 'inspection.createPlan', { ...plan, startsOn });
      expect(long).toMatchObject({ code: 'invalidInput', detail: { field: 'startsOn' } });
    }
    const plans = (await callAs<InspectionPlan[]>(app, lane, 'inspection.plans', { areaCode: village })).data;
    expect(plans).toMatchObject([{ name: plan.name, recurrence: plan.recurrence }]);
    const edit = { name: '26 日消防夜查', graceDays: 5, recheckDays: 7, checklist: ['灭火器'] };
    const next = await callAs<{ id: number }>(app, official, 'inspection.createPlan', {
      ...plan,
      startsOn: day(),
    });
    const ref = { countyCode, id: next.data.id };
    expect((await callAs(app, lane, 'inspection.editPlan', { ...ref, ...edit })).code).toBe('notAllowed');
    expect((await callAs(app, official, 'inspection.editPlan', { ...ref, ...edit })).code).toBeUndefined();
    const edited = (await callAs<InspectionPlan[]>(app, official, 'inspection.plans', { areaCode: village })).data;
    expect(edited.find(({ id }) => id === ref.id)).toMatchObject({ ...edit, recurrence: plan.recurrence });
    expect((await callAs(app, official, 'inspection.editPlan', { countyCode, id: plans[0]?.id, ...edit })).code).toBe(
      'notFound',
    );
    const [logged] = await test.database.execute<{ actions: string[] }>(sql`
      select json_agg(action order by id) as actions from change where subject = 'inspection_plan' and subject_id = ${ref.id}`);
    expect(logged?.actions).toEqual(['create', 'update']);
  });
});
