import { sql } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DemoRole, demoRoles, demoUsernames } from '../../../shared/demo.ts';
import { type HazardState, hazardStates } from '../../../shared/hazard.ts';
import { type HazardStep, hazardLoop, hazardSteps, mayTake } from '../../../shared/hazardLoop.ts';
import type { Candidate, HazardDetail, Nearby } from '../../../shared/hazardRegister.ts';
import type { NoticePage } from '../../../shared/notice.ts';
import { openTestApp } from '../../support/app.ts';
import { callAs } from '../../support/asking.ts';
import { databaseKind, openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { signIn, signInAs } from '../../support/signIn.ts';

const countyCode = '371082';
const village = '371082999001';
let test: TestDatabase;
let app: FastifyInstance;
const cookies = new Map<string, string>();
let hazardId = 0;
let lead = 0;
/** Somebody within the reach of a grid's lead who can be given a hazard. */
let leadInGrid = 0;
/** The lane a hazard must lie in to be within the reach of a lead. */
const lanes = new Map<string, number>();

beforeAll(async () => {
  test = await openTestDatabase({ demo: true });
  ({ app } = await openTestApp(test.database));
  for (const role of demoRoles) cookies.set(role, await signIn(test.database, role));
  const [row] = await test.database.execute<{
    id: number;
    lane: number;
    grid: number;
    inGrid: number;
    lead: number;
    leadInGrid: number;
  }>(sql`
    with lane as (
      select zone_id, account.person_id from account join zone_lead on zone_lead.person_id = account.person_id and zone_lead.to_on is null
      where username = ${demoUsernames.laneLead}
    ),
    grid as (
      select zone_id from account join zone_lead on zone_lead.person_id = account.person_id and zone_lead.to_on is null
      where username = ${demoUsernames.gridLead}
    )
    select (select id from hazard where village_code = ${village} order by id limit 1)::float8 as id,
      lane.zone_id::float8 as lane, grid.zone_id::float8 as grid, lane.person_id::float8 as lead,
      (select id from zone where parent_id = grid.zone_id order by id limit 1)::float8 as "inGrid",
      (select person_id from zone_lead where zone_id = grid.zone_id and to_on is null)::float8 as "leadInGrid"
    from lane, grid`);
  if (!row) throw new Error('the demo has no leads with accounts');
  hazardId = row.id;
  lead = row.lead;
  leadInGrid = row.leadInGrid;
  for (const role of demoRoles) lanes.set(role, role === 'gridLead' ? row.inGrid : row.lane);
});
afterAll(async () => {
  await app?.close();
  await test?.close();
});

const cookie = (role: string) => cookies.get(role) ?? '';

type Set = {
  state: HazardState;
  zoneId: number;
  referredTo?: string | null;
  reportedBy?: string | null;
  assignee?: string | null;
};

/** Puts the hazard where a case begins. */
async function put({ state, zoneId, referredTo = null, reportedBy = null, assignee = null }: Set): Promise<void> {
  await test.database.execute(sql`
    update hazard set state = ${state}, closed_at = case when ${state} = 'closed' then now() end, zone_id = ${zoneId},
      referred_to = ${referredTo}, assignee_id = null, satisfied = null,
      reported_by = (select id from account where username = ${reportedBy}),
      assignee_account_id = (select id from account where username = ${assignee})
    where id = ${hazardId}`);
}

async function photo(username: string): Promise<number> {
  const [row] = await test.database.execute<{ id: number }>(sql`
    insert into hazard_photo (county_code, account_id, actor, key, width, height, bytes)
    select ${countyCode}, id, 'x', gen_random_uuid()::text, 10, 10, 10 from account where username = ${username}
    returning id::float8 as id`);
  return row?.id ?? 0;
}

async function step(role: string, name: HazardStep, username: string) {
  const photoIds = name === 'finish' ? [await photo(username)] : [];
  return callAs<{ state: HazardState }>(app, cookie(role), 'hazard.advance', {
    countyCode,
    id: hazardId,
    step: name,
    note: '已到现场',
    photoIds,
    satisfied: true,
    assignee: { kind: 'person', personId: role === 'gridLead' ? leadInGrid : lead },
  });
}

describe('every step, from every state, by every role', () => {
  // The embedded database takes one statement at a time.
  const taking = databaseKind === 'native' ? demoRoles : (['villageOfficial', 'laneLead', 'reporter'] as const);
  it.each(taking)(
    '%s takes those the one table allows, and is refused the rest without a trace',
    async (role) => {
      for (const referredTo of levels)
        for (const state of hazardStates) for (const name of hazardSteps) await check(role, referredTo, state, name);
    },
    240_000,
  );

  // With whom the hazard is: its village, the town or the county.
  const levels = databaseKind === 'native' ? ([null, 'town', 'county'] as const) : ([null] as const);
  const codes = { town: village.slice(0, 9), county: countyCode };

  async function check(role: DemoRole, referredTo: (typeof levels)[number], state: HazardState, name: HazardStep) {
    await put({ state, zoneId: lanes.get(role) ?? 0, referredTo: referredTo && codes[referredTo] });
    const events = await count();
    const answer = await step(role, name, demoUsernames[role]);
    const roles = role === 'administrator' || role === 'reporter' || role === 'partyMember' ? [] : [role];
    const allowed = mayTake(name, { state, referredTo }, { roles, isAssignee: false, isReporter: false });
    const said = `${name} from ${state}, with ${referredTo}, by ${role}: ${answer.code} ${JSON.stringify(answer.detail)}`;
    if (allowed) {
      expect(answer.data, said).toEqual({ state: hazardLoop[name].to });
      expect(await count(), said).toBe(events + 1);
    } else {
      expect(answer.code, said).toMatch(/^(stepNotAllowed|notFound|notAllowed)$/);
      expect(await count(), said).toBe(events);
    }
  }

  const count = async () => {
    const [row] = await test.database.execute<{ count: number }>(
      sql`select count(*)::integer as count from hazard_event where hazard_id = ${hazardId}`,
    );
    return row?.count ?? 0;
  };

  it('belongs to whoever has it: the assignee and the reporter take theirs, wherever it lies, and nobody below takes what was referred', async () => {
    const elsewhere = lanes.get('gridLead') ?? 0;
    for (const state of hazardStates) {
      for (const name of hazardSteps) {
        for (const [role, own] of [
          ['partyMember', 'isAssignee'],
          ['reporter', 'isReporter'],
        ] as const) {
          const username = demoUsernames[role];
          await put({
            state,
            zoneId: elsewhere,
            ...(own === 'isAssignee' ? { assignee: username } : { reportedBy: username }),
          });
          const allowed = mayTake(
            name,
            { state, referredTo: null },
            { roles: [], isAssignee: false, isReporter: false, [own]: true },
          );
          const answer = await step(role, name, username);
          expect(answer.code === undefined, `${name} from ${state} by ${role}: ${answer.code}`).toBe(allowed);
        }
      }
    }
    for (const [code, role, allowed] of [
      ['371082999', 'villageOfficial', false],
      ['371082999', 'townOfficial', true],
      ['371082', 'townOfficial', false],
      ['371082', 'countyAnalyst', true],
    ] as const) {
      await put({ state: 'verified', zoneId: elsewhere, referredTo: code });
      const answer = await step(role, 'assign', demoUsernames[role]);
      expect(answer.code, `${code} ${role}`).toBe(allowed ? undefined : 'stepNotAllowed');
    }
  });
});

describe('a hazard from a villager’s photograph to the end', () => {
  const at = (role: string) => (procedure: string, input: object) =>
    callAs<unknown>(app, cookie(role), procedure, input);
  const notices = async (role: string) =>
    (await callAs<NoticePage>(app, cookie(role), 'notice.list', { limit: 50 })).data.items.map(({ kind }) => kind);
  const detail = async (role: string, id: number) =>
    (await callAs<HazardDetail>(app, cookie(role), 'hazard.get', { countyCode, id })).data;

  it('is found its zone, walked through the loop by three people, reopened, and tells each of them', async () => {
    const [spot] = await test.database.execute<{ position: [number, number]; lane: number }>(sql`
      select json_build_array(st_x(geometry), st_y(geometry)) as position, lane_id::float8 as lane from household
      where lane_id = ${lanes.get('laneLead')} and geometry is not null and ended_at is null order by id limit 1`);
    const shape = { type: 'Point', coordinates: spot?.position };
    const near = await callAs<Nearby>(app, cookie('reporter'), 'hazard.nearby', { countyCode, shape });
    expect(near.data.village?.code).toBe(village);
    const reported = await callAs<{ id: number; number: string; zoneId: number }>(
      app,
      cookie('reporter'),
      'hazard.report',
      {
        countyCode,
        shape,
        category: 'facility',
        kind: 'manhole',
        severity: 2,
        title: '井盖破损',
        channel: 'snapshot',
        photoIds: [await photo(demoUsernames.reporter)],
      },
    );
    expect(reported.code).toBeUndefined();
    const { id } = reported.data;
    expect(reported.data.zoneId).toBe(spot?.lane);
    expect(reported.data.number).toMatch(/^F-\d{3,}$/);
    expect(
      (await callAs<Nearby>(app, cookie('villageOfficial'), 'hazard.nearby', { countyCode, shape, title: '井盖' })).data
        .duplicates[0]?.id,
    ).toBe(id);

    const official = at('villageOfficial');
    const take = (ask: typeof official, step: string, more: object = {}) =>
      ask('hazard.advance', { countyCode, id, step, ...more });
    expect((await take(at('reporter'), 'verify')).code).toBe('stepNotAllowed');
    expect((await take(official, 'close', { note: 'x' })).code).toBe('stepNotAllowed');
    expect((await take(official, 'verify')).data).toEqual({ state: 'verified' });
    expect((await take(official, 'assign')).code).toBe('stepIncomplete');
    const candidates = (
      await callAs<Candidate[]>(app, cookie('villageOfficial'), 'hazard.candidates', { countyCode, id })
    ).data;
    expect(candidates[0]).toMatchObject({
      duty: 'laneLead',
      assignee: { kind: 'person', personId: lead },
      hasAccount: true,
    });
    expect(candidates.map(({ duty }) => duty)).toContain('villageOfficial');
    expect((await take(official, 'assign', { assignee: candidates[0]?.assignee })).data).toEqual({ state: 'assigned' });
    expect(await notices('laneLead')).toContain('hazardAssigned');
    const lane = at('laneLead');
    expect((await take(lane, 'start')).data).toEqual({ state: 'rectifying' });
    expect((await take(lane, 'finish', { note: '已更换' })).detail).toEqual({ needs: 'photo' });
    expect((await take(lane, 'finish', { note: '已更换', photoIds: [await photo(demoUsernames.reporter)] })).code).toBe(
      'notFound',
    );
    const after = await photo(demoUsernames.laneLead);
    expect((await take(lane, 'finish', { note: '已更换', photoIds: [after] })).data).toEqual({ state: 'rectifying' });
    expect((await take(lane, 'recheck', { note: '合格' })).code).toBe('stepNotAllowed');
    expect((await take(official, 'recheck', { note: '合格' })).data).toEqual({ state: 'rechecked' });
    expect((await take(official, 'close', { note: '销号' })).data).toEqual({ state: 'closed' });
    expect(await notices('reporter')).toContain('hazardDecided');

    expect((await take(at('reporter'), 'rate', { satisfied: false })).data).toEqual({ state: 'closed' });
    const closed = await detail('reporter', id);
    expect(closed).toMatchObject({
      state: 'closed',
      onTime: true,
      satisfied: false,
      steps: ['rate', 'reopen'],
      reopened: 0,
    });
    expect(closed.events.map(({ step }) => step)).toEqual([
      'report',
      'verify',
      'assign',
      'start',
      'finish',
      'recheck',
      'close',
      'rate',
    ]);
    expect(closed.photos.map(({ eventId }) => closed.events.find((event) => event.id === eventId)?.step)).toEqual([
      'report',
      'finish',
    ]);
    expect((await take(at('reporter'), 'reopen', { note: '又坏了' })).data).toEqual({ state: 'verified' });
    expect(await notices('laneLead')).toContain('hazardReopened');
    expect(await notices('villageOfficial')).toContain('hazardReopened');
    expect(await detail('villageOfficial', id)).toMatchObject({
      state: 'verified',
      closedAt: null,
      satisfied: null,
      reopened: 1,
    });
  });

  it('goes up to the town and comes back, and each level is told', async () => {
    await put({ state: 'verified', zoneId: lanes.get('laneLead') ?? 0 });
    const take = (role: string, name: string) =>
      at(role)('hazard.advance', { countyCode, id: hazardId, step: name, note: '超出村级权限' });
    expect((await take('villageOfficial', 'refer')).code).toBeUndefined();
    expect(await detail('villageOfficial', hazardId)).toMatchObject({ referredTo: '371082999', steps: [] });
    expect(await notices('townOfficial')).toContain('hazardReferred');
    expect((await take('townOfficial', 'handBack')).code).toBeUndefined();
    expect(await detail('villageOfficial', hazardId)).toMatchObject({ referredTo: null });
    expect(await notices('villageOfficial')).toContain('hazardReturned');
  });

  it('is edited by those in charge, from what they read, and its day follows its severity', async () => {
    await put({ state: 'verified', zoneId: lanes.get('laneLead') ?? 0 });
    const before = await detail('villageOfficial', hazardId);
    const edit = (role: string, more: object) =>
      at(role)('hazard.edit', { countyCode, id: hazardId, seq: before.seq, ...more });
    expect((await edit('reporter', { severity: 1 })).code).toBe('notFound');
    expect((await edit('villageOfficial', { kind: 'manhole', category: 'gas' })).code).toBe('invalidInput');
    const severity = before.severity === 1 ? 4 : 1;
    expect((await edit('villageOfficial', { severity, title: '新名称' })).code).toBeUndefined();
    const after = await detail('villageOfficial', hazardId);
    expect(after).toMatchObject({ severity, title: '新名称' });
    expect(after.dueOn).not.toBe(before.dueOn);
    expect(after.events.at(-1)).toMatchObject({
      step: 'edit',
      changes: [
        { field: 'title', before: before.title, after: '新名称' },
        { field: 'severity', before: before.severity, after: severity },
        { field: 'dueOn', before: before.dueOn, after: after.dueOn },
      ],
    });
    expect((await edit('villageOfficial', { title: '又一个' })).code).toBe('conflict');
  });

  it('is not moved to where whoever moves it has no duty', async () => {
    await put({ state: 'verified', zoneId: lanes.get('laneLead') ?? 0 });
    const { seq } = await detail('villageOfficial', hazardId);
    const [home] = await test.database.execute<{ position: [number, number] }>(sql`
      select json_build_array(st_x(geometry), st_y(geometry)) as position from household
      where village_code = '371082999002' and geometry is not null and lane_id is not null order by id limit 1`);
    const shape = { type: 'Point', coordinates: home?.position };
    const moved = await at('villageOfficial')('hazard.edit', { countyCode, id: hazardId, seq, shape });
    expect(moved.code).toBe('notAllowed');
    expect((await at('townOfficial')('hazard.edit', { countyCode, id: hazardId, seq, shape })).code).toBeUndefined();
    await test.database.execute(sql`update hazard set village_code = ${village} where id = ${hazardId}`);
  });

  it('is given to one assignee together with others, all or none', async () => {
    const rows = await test.database.execute<{ id: number }>(sql`
      select id::float8 as id from hazard where village_code = ${village} and state in ('verified', 'closed') order by state desc, id`);
    const ids = [...rows].map(({ id }) => id);
    const assignee = { kind: 'person', personId: lead };
    const none = await at('villageOfficial')('hazard.assignMany', { countyCode, ids, assignee });
    expect(none.code).toBe('stepNotAllowed');
    const [open] = await test.database.execute<{ ids: number[] }>(
      sql`select json_agg(id order by id) as ids from hazard where village_code = ${village} and state = 'verified'`,
    );
    expect(open?.ids.length).toBeGreaterThan(1);
    const all = await at('villageOfficial')('hazard.assignMany', { countyCode, ids: open?.ids, assignee });
    expect(all.data).toEqual({ assigned: open?.ids.length });
  });

  it('is reported only by somebody with a duty where it lies', async () => {
    const stranger = await signInAs(test.database, 'reporter', '371083');
    const answer = await callAs(app, stranger, 'hazard.report', {
      countyCode,
      shape: { type: 'Point', coordinates: [122.43, 36.9] },
      category: 'road',
      severity: 3,
      title: '路面破损',
    });
    expect(answer.code).toBe('notAllowed');
  });
});
