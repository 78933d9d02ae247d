import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { type SQL, sql } from 'drizzle-orm';
import { rowsInPlace } from '../../client/features/triage/filter/inPlace.ts';
import { rowOrder, rowsInOrder } from '../../client/features/triage/list/sorting.ts';
import { Scope } from '../../server/auth/scope.ts';
import { connect, type Database, type Tx } from '../../server/db/connect.ts';
import { maintain, read, write } from '../../server/db/transaction.ts';
import { leavingHouseholds } from '../../server/features/emergency/leaving.ts';
import { listEvacuations } from '../../server/features/emergency/list.ts';
import { startEmergency } from '../../server/features/emergency/start.ts';
import { closeSolvers, prepareSolver } from '../../server/solve/solveInWorker.ts';
import { exposures } from '../../server/triage/exposure.ts';
import { walkAround } from '../../server/triage/footways.ts';
import { hazardUrgencies } from '../../server/triage/urgencies.ts';
import { hazardCategories, hazardStates } from '../../shared/hazard.ts';
import { filterHazards } from '../../shared/hazardColumns.ts';
import { hazardFilterSchema } from '../../shared/hazardFilter.ts';
import { defaultHazardReach } from '../../shared/hazardRules.ts';
import type { Region } from '../../shared/shape.ts';
import { median } from './overHttp.ts';

export type TriageTime = { what: string; ours: number; bare: number; atMost: number | null };

/** The main thread's work when a filter changes: what passes, the counts of every facet, and the rows in the list's order. */
export function filterTimes(count: number): TriageTime[] {
  const hazards = scattered(count);
  const today = 20_000;
  const order = rowOrder(hazards, 'due', false, new Map());
  const choices = [
    { severities: [1, 2] as const },
    { severities: [1] as const, states: ['rectifying', 'assigned'] as const },
    { categories: ['fire', 'flood'] as const, due: ['overdue'] as const },
    { ages: [0, 1] },
  ];
  const filters = choices.map((choice) => hazardFilterSchema.parse({ areaCode: '379999', ...choice }));
  let turn = 0;
  const ours = timed(40, () => {
    const filter = filters[turn++ % filters.length];
    if (!filter) return;
    const { passes } = filterHazards(hazards, filter, { today, inPlace: null, zones: null });
    rowsInOrder(order, passes);
  });
  const ring = [0.25, 0.25, 0.75, 0.25, 0.75, 0.75, 0.3, 0.5, 0.25, 0.75, 0.25, 0.25];
  const corners = Array.from({ length: 6 }, (_, at): [number, number] => [ring[2 * at] ?? 0, ring[2 * at + 1] ?? 0]);
  const drawn = { kind: 'region' as const, region: { type: 'Polygon' as const, coordinates: [corners] } };
  const began = performance.now();
  rowsInPlace(hazards, [drawn]);
  const firstTime = performance.now() - began;
  const inPlace = timed(20, () => rowsInPlace(hazards, [drawn]));
  const bare = timed(40, () => {
    const counts = new Int32Array(8);
    for (let row = 0; row < count; row++) {
      const severity = hazards.severity[row] ?? 0;
      if (severity <= 2 && (hazards.state[row] ?? 0) < 5) counts[severity] = (counts[severity] ?? 0) + 1;
    }
    return counts;
  });
  return [
    {
      what: `filter change at ${count} hazards; beside: a bare loop that counts one facet`,
      ours,
      bare,
      atMost: 8,
    },
    { what: `an area drawn over ${count} hazards; beside: the same loop`, ours: inPlace, bare, atMost: 8 },
    {
      what: 'the first of them, which reads their extents; beside: the same loop',
      ours: firstTime,
      bare,
      atMost: null,
    },
  ];
}

function timed(times: number, work: () => unknown): number {
  for (let warm = 0; warm < 3; warm++) work();
  return median(
    Array.from({ length: times }, () => {
      const start = performance.now();
      work();
      return performance.now() - start;
    }),
  );
}

/** Over a square of one degree, a third of them lines and areas, the same every time. */
function scattered(count: number) {
  const spread = (step: number) => (index: number) => (index * step) % 1;
  const [x, y] = [spread(0.754_877_666_246_693), spread(0.569_840_290_998_053)];
  const whole = (most: number, step: number) => Int16Array.from({ length: count }, (_, index) => (index * step) % most);
  const days = (most: number, step: number, from: number) =>
    Int32Array.from({ length: count }, (_, index) => from + ((index * step) % most));
  const square = (index: number) => {
    const [lng, lat] = [x(index), y(index)];
    const ring = [
      [lng, lat],
      [lng + 0.001, lat],
      [lng + 0.001, lat + 0.001],
      [lng, lat],
    ];
    return index % 3 === 0 ? JSON.stringify({ type: 'Polygon', coordinates: [ring] }) : '';
  };
  return {
    id: Int32Array.from({ length: count }, (_, index) => index + 1),
    lng: Float64Array.from({ length: count }, (_, index) => x(index)),
    lat: Float64Array.from({ length: count }, (_, index) => y(index)),
    severity: Int16Array.from(whole(4, 7), (value) => value + 1),
    category: whole(hazardCategories.length, 11),
    state: whole(hazardStates.length, 5),
    reportedOn: days(500, 13, 19_500),
    dueOn: days(200, 17, 19_900),
    lastStepOn: days(300, 19, 19_700),
    zone: days(900, 23, 1),
    assignee: days(300, 29, 0),
    kind: Array.from({ length: count }, (_, index) => `kind${index % 50}`),
    number: Array.from({ length: count }, (_, index) => `F-${String(index + 1).padStart(5, '0')}`),
    geometry: Array.from({ length: count }, (_, index) => square(index)),
  };
}

const county = '379999';
const runs = 7;

/** The work of the database, each beside its floor in turns: 5,000 hazards and 160,000 households of one county. */
export async function exposureTimes(databaseUrl: string): Promise<TriageTime[]> {
  const database = connect(databaseUrl, { max: 1 });
  try {
    await prepare(database);
    const analyst = holder('countyAnalyst');
    const some = sql`hazard.county_code = ${county} and hazard.id <= 5000`;
    const [counted] = await database.execute<{ hazards: number; households: number }>(sql`
      select (select count(*)::integer from hazard where ${some}) as hazards, (select count(*)::integer from household) as households`);
    const size = `${counted?.hazards} hazards × ${counted?.households} households`;
    const exposure = await inTurns(
      () => read(database, analyst, (tx) => exposures(tx, analyst, county, some, defaultHazardReach)),
      () => maintain(database, 'bench', (tx) => tx.execute(bareJoin(some))),
    );
    const urgency = await inTurns(
      () => read(database, analyst, (tx) => hazardUrgencies(tx, analyst, county, some, 50_000)),
      () => maintain(database, 'bench', (tx) => tx.execute(bareJoin(some))),
    );
    const walk = { position: [121.0055, 36.502] as [number, number], minutes: 15, pace: 'usual' as const };
    const onFoot = await inTurns(
      () => read(database, analyst, (tx) => walkAround(tx, county, walk)),
      () => read(database, analyst, (tx) => bareStreets(tx, walk.position)),
    );
    return [
      { what: `exposure of ${size}; beside: the bare join, as the owner`, ...exposure, atMost: 1_000 },
      { what: `urgency of ${counted?.hazards} hazards; beside: the same join`, ...urgency, atMost: null },
      { what: '15 minutes on foot; beside: reading the streets', ...onFoot, atMost: null },
      ...(await emergencyTimes(database, analyst)),
    ];
  } finally {
    await database.$client.end();
  }
}

/** Key people who need help, and shelters with room, as the county has none of its own. */
async function prepare(database: Database): Promise<void> {
  await database.execute(sql`update key_person set needs_help_to_move = true where id % 9 = 0`);
  await database.execute(sql`update place set capacity = 900 where category = 'shelter'`);
  // What the database does by itself some minutes after an import.
  await database.execute(sql`vacuum analyze`);
}

function holder(role: 'countyAnalyst'): Scope {
  return new Scope({ accountId: 'bench', actor: 'bench', action: 'bench' }, [
    { role, reach: { kind: 'area', areaCode: county } },
  ]);
}

/** Points within the reach of points, by the index and nothing else: households counted, nobody looked at. */
function bareJoin(condition: SQL): SQL {
  return sql`
    select hazard.id, count(*) from hazard
    join household on household.county_code = hazard.county_code
      and household.geometry && st_expand(hazard.geometry, coalesce(hazard.reach, case when st_dimension(hazard.geometry) = 2 then 0
        else (${JSON.stringify(defaultHazardReach)}::jsonb ->> hazard.category)::float8 end) / 89000)
    where ${condition}
    group by hazard.id`;
}

async function bareStreets(tx: Tx, [lng, lat]: readonly [number, number]): Promise<unknown> {
  return tx.execute(sql`
    select st_asgeojson(geometry, 8, 0) from street
    where county_code = ${county} and geometry && st_expand(st_setsrid(st_makepoint(${lng}, ${lat}), 4490), 0.0126, 0.0102)`);
}

/** Three villages and a third of a fourth: some 5,000 households. */
const region: Region = {
  type: 'Polygon',
  coordinates: [
    [
      [120.999, 36.499],
      [121.1056, 36.499],
      [121.1056, 36.508],
      [120.999, 36.508],
      [120.999, 36.499],
    ],
  ],
};

export async function emergencyTimes(database: Database, analyst: Scope): Promise<TriageTime[]> {
  const drawn = sql`st_setsrid(st_geomfromgeojson(${JSON.stringify(region)}::text), 4490)`;
  let households = 0;
  const list = await inTurns(
    async () => {
      households = (await read(database, analyst, (tx) => leavingHouseholds(tx, county, region))).length;
    },
    () =>
      maintain(database, 'bench', (tx) =>
        tx.execute(sql`
          select household.id, household.number, household.address, household.lane_id, st_x(household.geometry), st_y(household.geometry),
            count(person.id) as persons
          from household
          left join person on person.county_code = household.county_code and person.household_id = household.id and person.ended_at is null
          where household.county_code = ${county} and household.geometry && ${drawn} and st_intersects(household.geometry, ${drawn})
          group by household.county_code, household.id`),
      ),
  );
  // As whoever looks at the area has it made ready.
  await prepareSolver();
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const started = performance.now();
  const { id } = await write(database, analyst, (tx) =>
    startEmergency(tx, analyst, { areaCode: county, kind: 'flood', name: 'bench', threat: { kind: 'drawn', region } }),
  );
  const start = performance.now() - started;
  delay.disable();
  await closeSolvers();
  const ref = { countyCode: county, id };
  const called = await inTurns(
    () => write(database, analyst, (tx) => listEvacuations(tx, analyst, ref, 0)),
    () =>
      maintain(database, 'bench', (tx) =>
        tx.execute(sql`select * from evacuation where county_code = ${county} and emergency_id = ${id}`),
      ),
  );
  return [
    {
      what: `who must leave, of ${households} households; beside: the bare SQL, as the owner`,
      ...list,
      atMost: 200,
    },
    { what: `call-down list of ${households}, first time; beside: its bare rows`, ...called, atMost: null },
    {
      what: `starting an emergency of ${households}: shelters and fetchers assigned, leads told; beside: who must leave`,
      ours: start,
      bare: list.ours,
      atMost: null,
    },
    {
      what: 'longest wait of the event loop meanwhile; beside: the whole start',
      ours: delay.max / 1e6,
      bare: start,
      atMost: 50,
    },
  ];
}

async function inTurns(
  one: () => Promise<unknown>,
  other: () => Promise<unknown>,
): Promise<{ ours: number; bare: number }> {
  const [ours, bare]: [number[], number[]] = [[], []];
  for (let run = -1; run < runs; run++) {
    for (const [work, times] of [
      [one, ours],
      [other, bare],
    ] as const) {
      const start = performance.now();
      await work();
      if (run >= 0) times.push(performance.now() - start);
    }
  }
  return { ours: median(ours), bare: median(bare) };
}
