import { sql } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemoRole } from '../../../shared/demo.ts';
import { demoUsernames } from '../../../shared/demo.ts';
import { openTestApp } from '../../support/app.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { signIn } from '../../support/signIn.ts';

const countyCode = '371082';
let test: TestDatabase;
let app: FastifyInstance;
/** A household of the village that the demo's lane lead is not in charge of. */
let stranger: { id: number; number: string };

beforeAll(async () => {
  test = await openTestDatabase({ demo: true });
  ({ app } = await openTestApp(test.database));
  const [found] = await test.database.execute<{ id: number; number: string }>(sql`
    select household.id::float8 as id, number from household
    where village_code = '371082999001' and ended_at is null and lane_id is not null
      and lane_id not in (
        select zone_id from zone_lead join account using (person_id)
        where username = ${demoUsernames.laneLead} and to_on is null
      )
      and exists (select from person where household_id = household.id and phone_sealed is not null and length(name) > 1)
    order by id limit 1`);
  if (!found) throw new Error('the demo has no such household');
  stranger = found;
});
afterAll(async () => {
  await app?.close();
  await test?.close();
});

async function ask(role: DemoRole, procedure: string, payload: object = {}) {
  const cookie = await signIn(test.database, role);
  const response = await app.inject({ method: 'POST', url: `/trpc/${procedure}`, payload, headers: { cookie } });
  const { result, error } = response.json();
  return { data: result?.data, code: error?.data.appCode ?? null };
}

const reason = '台风夜敲门无人应';

describe('looking through the glass', () => {
  it('needs a reason, and reaches no further than a role may look in an emergency', async () => {
    expect((await ask('laneLead', 'glass.open', { countyCode, id: stranger.id, reason: ' ' })).code).toBe(
      'invalidInput',
    );
    const other = { villageCode: '371082999002', number: 'H-0001', reason };
    expect((await ask('laneLead', 'glass.open', other)).code).toBe('notFound');
    expect((await ask('villageOfficial', 'glass.open', other)).code).toBeNull();
    for (const role of ['partyMember', 'reporter', 'administrator'] as const) {
      expect((await ask(role, 'glass.open', { countyCode, id: stranger.id, reason })).code, role).toBe('notAllowed');
    }
    const own = await ask('villageOfficial', 'glass.open', { countyCode, id: stranger.id, reason });
    expect(own.code).toBe('alreadyAllowed');
  });

  it('shows that household and no other, tells the superior, and is on record with its reason', async () => {
    const card = { countyCode, id: stranger.id };
    expect((await ask('laneLead', 'household.get', card)).code).toBe('notFound');
    const opened = await ask('laneLead', 'glass.open', {
      villageCode: '371082999001',
      number: stranger.number.toLowerCase(),
      reason,
    });
    expect(opened.data).toMatchObject(card);
    const dossier = await ask('laneLead', 'household.get', card);
    expect(dossier.data).toMatchObject({ levels: { name: 'full', phone: 'full' }, glassUntil: opened.data.until });
    const next = await ask('laneLead', 'household.list', {
      countyCode,
      ids: [stranger.id, stranger.id + 1, stranger.id + 2],
    });
    expect(next.data.items.map(({ id }: { id: number }) => id)).toContain(stranger.id);
    const looks = await ask('villageOfficial', 'glass.list');
    expect(looks.data[0]).toMatchObject({ householdId: stranger.id, reason, role: 'laneLead' });
    const [notices, records] = await Promise.all([
      test.database.execute(sql`
        select detail from notice join account on account.id = account_id
        where username = ${demoUsernames.villageOfficial} and kind = 'glassOpened'`),
      test.database.execute(sql`
        select fields from access_record where glass and subject_ids = array[${stranger.id}]::bigint[] and action = 'household.get'`),
    ]);
    expect([...notices]).toContainEqual({ detail: { householdId: stranger.id, number: stranger.number } });
    expect([...records]).toEqual([{ fields: expect.arrayContaining(['name', 'phone']) }]);
  });

  it('ends after half an hour', async () => {
    const card = { countyCode, id: stranger.id };
    expect((await ask('laneLead', 'household.get', card)).code).toBeNull();
    const [longest] = await test.database.execute<{ minutes: number }>(sql`
      select extract(epoch from until - opened_at)::float8 / 60 as minutes from glass order by id desc limit 1`);
    expect(longest?.minutes).toBeCloseTo(30, 3);
    await test.database.execute(sql`update glass set until = now() - interval '1 second'`);
    expect((await ask('laneLead', 'household.get', card)).code).toBe('notFound');
  });
});
