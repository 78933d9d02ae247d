import { monitorEventLoopDelay } from 'node:perf_hooks';
import { sql } from 'drizzle-orm';
import { generateDemo } from '../../geodata/demo/generate.ts';
import type { Database } from '../../server/db/connect.ts';
import { closeSolvers, solveInWorker } from '../../server/features/reassign/solve/solveInWorker.ts';
import { type BalanceSheet, balanceSheet } from '../../shared/balanceSheet.ts';
import { movesTo } from '../../shared/move.ts';
import { neighbourGraph } from '../../shared/neighbours.ts';
import { planeOf, spread } from '../../shared/walking.ts';
import { defaultZoneLevels } from '../../shared/zone.ts';
import { median } from './overHttp.ts';

/** Milliseconds of a solver in its worker, what it found, and the longest the event loop of the asker had to wait. */
export type SolverTime = { what: string; milliseconds: number; longestWait: number };

const lanes = { minHouseholds: 10, maxHouseholds: 20 };

/** Repair and links for all 1,500 households of the demo, as if they were one village. */
export async function solverTimes(): Promise<SolverTime[]> {
  const demo = demoColumns();
  const repairTask = {
    households: demo.households,
    zones: demo.zones.map((zone) => ({ ...zone, locked: false, position: null })),
    levels: demo.levels,
    keepTogether: false,
  };
  const linksTask = { households: demo.households, members: demo.members, maxMetres: 500 };
  const count = demo.households.id.length;
  const run = (what: string, ask: () => Promise<{ status: string; moves: unknown[] }>) =>
    timed(`${what}, ${count} households`, ask);
  const times = [
    await run('repair, the worker just started', () => solveInWorker('repair', repairTask)),
    await run('repair', () => solveInWorker('repair', repairTask)),
    await run('repair that keeps lanes together', () => solveInWorker('repair', { ...repairTask, keepTogether: true })),
    await run('links, those that hold are kept', () => solveInWorker('links', { ...linksTask, keep: true })),
    await run('links, all dealt out anew', () => solveInWorker('links', { ...linksTask, keep: false })),
  ];
  await closeSolvers();
  return times;
}

async function timed(what: string, ask: () => Promise<{ status: string; moves: unknown[] }>): Promise<SolverTime> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const began = performance.now();
  const { status, moves } = await ask();
  const milliseconds = performance.now() - began;
  delay.disable();
  return { what: `${what}: ${status}, ${moves.length} moves`, milliseconds, longestWait: delay.max / 1e6 };
}

function demoColumns() {
  const demo = generateDemo('2026-11-22');
  const points = demo.households.map(({ geometry }) => (geometry?.type === 'Point' ? geometry.coordinates : []));
  const at = new Map(demo.households.map(({ id }, row) => [id, row]));
  const homes = new Map(demo.persons.map(({ id, householdId }) => [id, householdId ?? 0]));
  const linked = new Map(
    demo.householdLinks.filter(({ toOn }) => !toOn).map((link) => [link.householdId, link.memberId]),
  );
  return {
    levels: defaultZoneLevels,
    zones: demo.zones.map(({ id, level, parentId }) => ({ id, level, parentId: parentId ?? null })),
    households: {
      id: Int32Array.from(demo.households, ({ id }) => id),
      lng: Float64Array.from(points, ([lng]) => lng ?? Number.NaN),
      lat: Float64Array.from(points, ([, lat]) => lat ?? Number.NaN),
      lane: Int32Array.from(demo.households, ({ laneId }) => laneId ?? 0),
      member: Int32Array.from(demo.households, ({ id }) => linked.get(id) ?? 0),
    },
    members: demo.partyMembers.map(({ personId, capacity }) => {
      const [lng, lat] = points[at.get(homes.get(personId) ?? 0) ?? -1] ?? [];
      return {
        id: personId,
        capacity: capacity ?? 12,
        position: lng === undefined || lat === undefined ? null : ([lng, lat] as const),
      };
    }),
  };
}

/** Milliseconds on the main thread: to begin with an area, and for each mouse move of a lasso of 500 households. */
export type BalanceTime = { households: number; begin: number; preview: number };

/** The balance of one village and of a county of villages, all laid out in rows. */
export function balanceTimes(): BalanceTime[] {
  return [1_500, 160_000].map((count) => {
    const began = performance.now();
    const sheet = sheetOf(count);
    const begin = performance.now() - began;
    const ids = Array.from({ length: 500 }, (_, row) => row + 1);
    const previews = Array.from({ length: 15 }, (_, run) => {
      const start = performance.now();
      sheet.preview(movesTo('lane', ids, 1 + run, sheet));
      return performance.now() - start;
    });
    return { households: count, begin, preview: median(previews) };
  });
}

function sheetOf(count: number): BalanceSheet {
  const { lng, lat } = rowsOfHouses(count);
  const laneCount = Math.ceil(count / 15);
  const grid = (lane: number) => laneCount + 1 + Math.floor((lane - 1) / 3);
  const numbers = Array.from({ length: laneCount }, (_, lane) => lane + 1);
  const grids = [...new Set(numbers.map(grid))];
  return balanceSheet({
    levels: defaultZoneLevels,
    zones: [
      ...grids.map((id) => ({ id, level: 'grid', parentId: null, leadId: null })),
      ...numbers.map((id) => ({ id, level: 'lane', parentId: grid(id), leadId: id })),
    ],
    households: {
      id: Int32Array.from({ length: count }, (_, row) => row + 1),
      lng,
      lat,
      lane: Int32Array.from({ length: count }, (_, row) => 1 + Math.floor(row / 15)),
      persons: new Int16Array(count).fill(3),
      keyPersons: new Int16Array(count),
      member: new Int32Array(count),
    },
    members: [],
    neighbours: neighbourGraph(lng, lat),
  });
}

/** Houses 12 m apart in rows of 60, a row every 25 m, a gap for a street after every tenth house. */
function rowsOfHouses(count: number): { lng: Float64Array; lat: Float64Array } {
  const degree = 111_195.08;
  const across = (row: number) => (row % 60) * 12 + Math.floor((row % 60) / 10) * 8;
  return {
    lng: Float64Array.from(
      { length: count },
      (_, row) => 118 + across(row) / (degree * Math.cos((25 * Math.PI) / 180)),
    ),
    lat: Float64Array.from({ length: count }, (_, row) => 25 + (Math.floor(row / 60) * 25) / degree),
  };
}

/** Groups, those beyond the limits of a lane, metres from the middles of all groups, milliseconds. */
export type SplitMeasure = { groups: number; broken: number; metres: number; milliseconds: number };

/** 1,500 houses in rows divided into 100 lanes, by us and by ST_ClusterKMeans. */
export async function splitBesidePostgis(database: Database): Promise<{ ours: SplitMeasure; theirs: SplitMeasure }> {
  const { lng, lat } = rowsOfHouses(1_500);
  const id = Int32Array.from(lng.keys());
  const plane = planeOf(lng, lat);
  const measure = (groups: number[][], milliseconds: number): SplitMeasure => ({
    groups: groups.length,
    broken: groups.filter(({ length }) => length < lanes.minHouseholds || length > lanes.maxHouseholds).length,
    metres: groups.reduce((sum, rows) => sum + spread(plane, rows), 0),
    milliseconds,
  });
  let began = performance.now();
  const { parts } = await solveInWorker(
    'split',
    { households: { id, lng, lat }, parts: 100, ...lanes },
    { seconds: 20 },
  );
  const ours = measure(
    parts.map(({ householdIds }) => householdIds),
    performance.now() - began,
  );
  await closeSolvers();
  began = performance.now();
  const rows = await database.execute<{ rows: number[] }>(sql`
    select array_agg(id order by id) as rows
    from (
      select (ordinality - 1)::integer as id, st_clusterkmeans(st_makepoint(x, y), 100) over () as cluster
      from unnest(${`{${plane.x.join(',')}}`}::float8[], ${`{${plane.y.join(',')}}`}::float8[])
        with ordinality as house(x, y, ordinality)
    ) clustered
    group by cluster`);
  return {
    ours,
    theirs: measure(
      rows.map((group) => group.rows),
      performance.now() - began,
    ),
  };
}
