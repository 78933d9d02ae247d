import { sql } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Gesture } from '../../shared/move.ts';
import { packed } from '../../shared/plan.ts';
import type { PlanDetail, PlanPosition, PlanSummary } from '../../shared/reassign.ts';
import { openTestApp } from '../support/app.ts';
import { callAs } from '../support/asking.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { refOf } from '../support/reassigning.ts';
import { signInAs } from '../support/signIn.ts';

const county = '379996';
const village = '379996001001';
const households = 20_000;

let test: TestDatabase;
let app: FastifyInstance;
let cookie: string;

beforeAll(async () => {
  test = await openTestDatabase();
  const run = (query: ReturnType<typeof sql>) => test.database.execute(query);
  await run(sql`
    insert into area (county_code, code, level, parent_code, name) values
      (${county}, ${county}, 'county', null, '试验县'), (${county}, '379996001', 'town', ${county}, '试验镇'),
      (${county}, ${village}, 'village', '379996001', '试验社区')`);
  await run(sql`
    insert into zone_level values
      (${county}, 'grid', 1, '网格', 'Grid', '网格长', 'Grid lead', 30, 60), (${county}, 'lane', 2, '街巷', 'Lane', '街巷长', 'Lane lead', 10, 20)`);
  await run(sql`
    insert into zone (county_code, id, village_code, level, parent_id, number, name)
    overriding system value
    values (${county}, 1, ${village}, 'grid', null, 1, '网格'), (${county}, 2, ${village}, 'lane', 1, 1, '甲巷'),
      (${county}, 3, ${village}, 'lane', 1, 2, '乙巷')`);
  await run(sql`
    insert into household (county_code, id, village_code, kind, number, lane_id, address)
    overriding system value
    select ${county}, n, ${village}, 'home', 'H-' || n, 2, '' from generate_series(1, ${households}::integer) n`);
  ({ app } = await openTestApp(test.database));
  cookie = await signInAs(test.database, 'villageOfficial', village);
});
afterAll(async () => {
  await app?.close();
  await test?.close();
});

describe('a gesture of 20,000 households', () => {
  it('is one step that the server takes, keeps, undoes and redoes whole', async () => {
    const { data: plan } = await callAs<PlanSummary>(app, cookie, 'reassign.plan.create', {
      villageCode: village,
      name: '大',
    });
    const moves = Array.from({ length: households }, (_, at) => ({
      slot: 'lane' as const,
      id: at + 1,
      from: 2,
      to: 3,
    }));
    const gesture: Gesture = { kind: 'assign', moves };
    const made = await callAs<PlanPosition>(app, cookie, 'reassign.plan.gesture', {
      ...refOf(plan),
      revision: plan.revision,
      gesture: packed(gesture),
    });
    expect(made.data).toEqual({ revision: plan.revision + 1, done: 1, undone: 0 });
    const stepped = async (by: 'undo' | 'redo', revision: number) =>
      (await callAs<PlanPosition>(app, cookie, `reassign.plan.${by}`, { ...refOf(plan), revision })).data;
    expect(await stepped('undo', made.data.revision)).toMatchObject({ done: 0, undone: 1 });
    expect(await stepped('redo', made.data.revision + 1)).toMatchObject({ done: 1, undone: 0 });
    const kept = await callAs<PlanDetail>(app, cookie, 'reassign.plan.get', refOf(plan));
    expect(kept.code ?? kept.data.gestures.done).toEqual([gesture]);
  }, 60_000);
});
