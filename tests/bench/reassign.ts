import { monitorEventLoopDelay } from 'node:perf_hooks';
import { sql } from 'drizzle-orm';
import { previewOf } from '../../client/features/reassign/balance/preview.ts';
import type { Draft } from '../../client/features/reassign/draft.ts';
import { generateDemo } from '../../geodata/demo/generate.ts';
import type { Database } from '../../server/db/connect.ts';
import { highs } from '../../server/solve/highs.ts';
import { bestFlow } from '../../server/solve/programme.ts';
import { closeSolvers, prepareSolver, solveInWorker } from '../../server/solve/solveInWorker.ts';
import { nodesOf, unknownWay, type Village, waysToLeaves } from '../../server/solve/village.ts';
import { balanceSheet, type SheetInput } from '../../shared/balanceSheet.ts';
import { piecesOf } from '../../shared/contiguity.ts';
import { neighbourGraph } from '../../shared/neighbours.ts';
import { planeOf, spread, walkingLength } from '../../shared/walking.ts';
import { defaultZoneLevels } from '../../shared/zone.ts';
import { median } from './overHttp.ts';

/** Milliseconds of a solver in its worker, of what stands beside it, and the longest the event loop had to wait. */
export type SolverTime = { what: string; milliseconds: number; beside: number | null; longestWait: number };

const lanes = { minHouseholds: 10, maxHouseholds: 20 };
const runs = 5;

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
  const repair = () => solveInWorker('repair', repairTask);
  const together = () => solveInWorker('repair', { ...repairTask, keepTogether: true });
  const unprepared = await timed('repair, the worker not yet started', repair, 1);
  await closeSolvers();
  await prepareSolver();
  const prepared = await timed('repair, the first one of a prepared worker', repair, 1);
  const again = await timed('repair; beside: all ways given to HiGHS at once', repair);
  const others = [
    await timed('repair that keeps lanes together', together),
    await timed('links, those that hold are kept', () => solveInWorker('links', { ...linksTask, keep: true })),
    await timed('links, all dealt out anew', () => solveInWorker('links', { ...linksTask, keep: false })),
  ];
  await closeSolvers();
  const peer = await wholeProgramme(repairTask);
  const times = [unprepared, prepared, { ...again, beside: peer }, ...others];
  return times.map((time) => ({ ...time, what: `${demo.households.id.length} households: ${time.what}` }));
}

async function timed(
  what: string,
  ask: () => Promise<{ status: string; moves: unknown[]; metres: number }>,
  times = runs,
): Promise<SolverTime> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const taken: number[] = [];
  let found = '';
  for (let run = 0; run < times; run++) {
    const began = performance.now();
    const { status, moves, metres } = await ask();
    taken.push(performance.now() - began);
    found = `${status}, ${moves.length} moves, ${Math.round(metres)} m`;
  }
  delay.disable();
  return { what: `${what} (${found})`, milliseconds: median(taken), beside: null, longestWait: delay.max / 1e6 };
}

/** Milliseconds of the same repair as one programme of every household and every lane, solved where the caller runs. */
async function wholeProgramme(task: Village): Promise<number> {
  const solver = await highs();
  const nodes = nodesOf(task);
  const ways = waysToLeaves(task, nodes).map((way) => (Number.isNaN(way) ? unknownWay : way));
  const { leaves, parent, lower, upper, own } = nodes;
  const moved = ways.map((_, arc) => (own[Math.floor(arc / leaves)] === arc % leaves ? 0 : 1));
  const walked = ways.map((way, arc) => (moved[arc] === 0 ? 0 : way));
  const began = performance.now();
  const programme = {
    supply: new Float64Array(own.length).fill(1),
    leaves,
    parent,
    lower,
    upper,
    slack: new Float64Array(2 * parent.length).fill(solver.infinity),
    open: new Uint8Array(ways.length).fill(1),
  };
  bestFlow(solver, programme, [null, moved, walked], ways.keys(), 120);
  return performance.now() - began;
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

/** Milliseconds on the main thread: to begin with an area, for each mouse move of a lasso of 500 households, and for a recount. */
export type BalanceTime = { households: number; begin: number; preview: number; recount: number };

/** The balance of one village and of a county of villages, all laid out in rows. */
export function balanceTimes(): BalanceTime[] {
  return [1_500, 160_000].map((count) => {
    const input = sheetInput(count);
    const began = performance.now();
    const sheet = balanceSheet(input);
    const begin = performance.now() - began;
    const { neighbours } = input;
    const ordinals = new Map(input.zones.map(({ id, level }) => [id, level === 'grid' ? 1 : 2]));
    const order = { ordinalOf: (id: number) => ordinals.get(id) ?? null, innermost: 2 };
    const draft: Draft = { sheet, neighbours, order, net: [], conflicts: [] };
    const ids = new Set(Array.from({ length: 500 }, (_, row) => row + 1));
    const locked = new Set<number>();
    const drag = (target: number) => previewOf(draft, { slot: 'lane', ids, target, locked });
    const touched = drag(1).zones.map(({ zoneId }) => zoneId);
    const time = (times: number, work: (run: number) => void) =>
      median(
        Array.from({ length: times }, (_, run) => {
          const start = performance.now();
          work(run);
          return performance.now() - start;
        }),
      );
    // A pointer is told of some sixty times a second.
    const preview = time(60, (run) => drag(1 + (run % 60)));
    return { households: count, begin, preview, recount: time(5, () => recount(input, ids, 1, touched)) };
  });
}

/** What the preview answers, counted anew from the columns. */
function recount(input: SheetInput, moved: ReadonlySet<number>, to: number, touched: readonly number[]): number {
  const { households, zones, neighbours } = input;
  const parents = new Map(zones.map(({ id, parentId }) => [id, parentId]));
  const rows = new Map(touched.map((id) => [id, [] as number[]]));
  for (let row = 0; row < households.id.length; row++) {
    const lane = moved.has(households.id[row] ?? 0) ? to : (households.lane[row] ?? 0);
    for (let at: number | null = lane; at; at = parents.get(at) ?? null) rows.get(at)?.push(row);
  }
  const plane = planeOf(households.lng, households.lat);
  return [...rows.values()].reduce(
    (sum, list) => sum + walkingLength(plane, list) + piecesOf(neighbours, list).length,
    0,
  );
}

function sheetInput(count: number): SheetInput {
  const { lng, lat } = rowsOfHouses(count);
  const laneCount = Math.ceil(count / 15);
  const grid = (lane: number) => laneCount + 1 + Math.floor((lane - 1) / 3);
  const numbers = Array.from({ length: laneCount }, (_, lane) => lane + 1);
  const grids = [...new Set(numbers.map(grid))];
  return {
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
  };
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
