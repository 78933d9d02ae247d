import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { openTestDatabase } from '../support/database.ts';
import { columnTimes } from './columns.ts';
import { loadCounty } from './county.ts';
import { firstView } from './firstView.ts';
import { benchImport } from './import.ts';
import { lassoTime } from './lasso.ts';
import { sealTimes } from './logs.ts';
import { median } from './overHttp.ts';
import { partitionGaps } from './partition.ts';
import { publishTimes } from './publish.ts';
import { balanceTimes, solverTimes, splitBesidePostgis } from './reassign.ts';
import { scopeTimes } from './scope.ts';
import { tileTimes } from './tiles.ts';
import { exposureTimes, filterTimes } from './triage.ts';

/** What is aimed at: a bound of the value itself, or of its ratio to what stands beside it. */
type Aim = { of: 'ours' | 'ratio'; most?: number; least?: number };
/** One line of the table: what was measured, its floor or peer in the same run, and what is aimed at, if anything. */
type Measure = {
  what: string;
  ours: number;
  beside: number | null;
  unit: string;
  ratio: number | null;
  aim: Aim | null;
};

/** 107 villages of 1,500 households: a county of 160,500. */
const villages = 107;
const results = fileURLToPath(new URL('../../test-results/', import.meta.url));
const parts = { tiles, columns, scope, logs, import: imports, view, lasso, partition, solve, balance, publish, triage };
/** Parts that are asked for together. */
const groups: Record<string, readonly string[]> = { reassign: ['lasso', 'balance', 'publish', 'solve', 'partition'] };

const atMost = (most: number): Aim => ({ of: 'ours', most });
const timesAtMost = (most: number): Aim => ({ of: 'ratio', most });

async function tiles(): Promise<Measure[]> {
  const { url, close } = await openTestDatabase({ demo: true, kind: 'native' });
  const times = await tileTimes(url);
  await close();
  return times.map(({ tile, http, bare, ratio }) => ({
    what: `tile ${tile}, uncached over HTTP; beside: its bare SQL`,
    ours: http,
    beside: bare,
    unit: 'ms',
    ratio,
    aim: timesAtMost(1.3),
  }));
}

async function columns(): Promise<Measure[]> {
  const { database, url, close } = await openTestDatabase({ kind: 'native' });
  await loadCounty(database.$client, villages);
  const times = await columnTimes(url);
  await close();
  return times.map(({ set, area, rows, http, bare, ratio }) => ({
    what: `columns ${set} of ${area}, ${rows} rows; beside: their bare SQL`,
    ours: http,
    beside: bare,
    unit: 'ms',
    ratio,
    aim: null,
  }));
}

async function scope(): Promise<Measure[]> {
  const { database, url, close } = await openTestDatabase({ kind: 'native' });
  await loadCounty(database.$client, villages);
  const times = await scopeTimes(url);
  await close();
  return times.map(({ what, on, off }) => ({
    what: `${what}, policies on beside off`,
    ours: on,
    beside: off,
    unit: 'ms',
    ratio: on / off,
    aim: timesAtMost(1.25),
  }));
}

async function logs(): Promise<Measure[]> {
  const { url, close } = await openTestDatabase({ kind: 'native' });
  const { times, verify } = await sealTimes(url);
  await close();
  return [
    ...times.map(({ what, sealed, plain }) => ({
      what: `${what}, sealed beside not`,
      ours: sealed,
      beside: plain,
      unit: 'ms',
      ratio: sealed / plain,
      aim: null,
    })),
    {
      what: `following the chain of ${verify.rows} rows`,
      ours: verify.perSecond,
      beside: null,
      unit: 'rows/s',
      ratio: null,
      aim: null,
    },
  ];
}

async function imports(): Promise<Measure[]> {
  const times = await benchImport();
  const line = (what: string, ours: number, aim: Aim | null) => ({
    what,
    ours,
    beside: times.ogrPerSecond,
    unit: 'rows/s',
    ratio: times.ogrPerSecond === null ? null : ours / times.ogrPerSecond,
    aim,
  });
  return [
    line(`import of ${times.rows} buildings beside ogr2ogr`, times.importPerSecond, { of: 'ratio', least: 2 }),
    line('the same file again, nothing to change', times.againPerSecond, null),
  ];
}

async function view(): Promise<Measure[]> {
  const { url, close } = await openTestDatabase({ demo: true, kind: 'native' });
  const { usable, cold, again, empty } = await firstView(url);
  await close();
  const floor = median(empty);
  const line = (what: string, times: number[]) => ({
    what: `${what}: median of ${times.join(', ')}; beside: an empty map`,
    ours: median(times),
    beside: floor,
    unit: 'ms',
    ratio: median(times) / floor,
    aim: atMost(2000),
  });
  return [
    line('numbers shown and search usable, first visit', usable),
    line('village drawn, first visit', cold),
    line('village drawn, second visit', again),
  ];
}

async function lasso(): Promise<Measure[]> {
  return [lassoTime(1500), lassoTime(160_000)].map(({ households, caught, ours, bare }) => ({
    what: `lasso of ${caught} among ${households} households beside Turf on each`,
    ours,
    beside: bare,
    unit: 'ms',
    ratio: ours / bare,
    aim: atMost(households > 10_000 ? 50 : 8),
  }));
}

async function partition(): Promise<Measure[]> {
  const gaps = partitionGaps();
  if (gaps.length === 0) console.log('  CUNTU_GEODATA names no directory with the benchmarks');
  const percent = ({ found, best }: { found: number; best: number }) => (found / best - 1) * 100;
  const gap = (what: string, ours: number, aim: Aim | null) => ({ what, ours, beside: 0, unit: '%', ratio: null, aim });
  const average = gaps.reduce((sum, each) => sum + percent(each), 0) / Math.max(1, gaps.length);
  const beyond = gaps.filter(({ isWithin }) => !isWithin).length;
  const postgis = await openTestDatabase({ kind: 'native' });
  const { ours, theirs } = await splitBesidePostgis(postgis.database);
  await postgis.close();
  const seconds = ({ milliseconds }: { milliseconds: number }) => `${(milliseconds / 1000).toFixed(1)} s`;
  const split = `1500 houses in ${ours.groups} lanes (${seconds(ours)}); beside: ST_ClusterKMeans (${seconds(theirs)})`;
  return [
    ...gaps.map((each) =>
      gap(`${each.instance} above the best known ${each.best}, ${seconds(each)}`, percent(each), null),
    ),
    ...(gaps.length > 0
      ? [
          gap('average above the best known', average, atMost(1)),
          { what: 'divisions beyond their capacity', ours: beyond, beside: 0, unit: '', ratio: null, aim: atMost(0) },
        ]
      : []),
    {
      what: `${split}: distance`,
      ours: ours.metres,
      beside: theirs.metres,
      unit: 'm',
      ratio: ours.metres / theirs.metres,
      aim: timesAtMost(1.03),
    },
    {
      what: `${split}: outside 10-20`,
      ours: ours.broken,
      beside: theirs.broken,
      unit: '',
      ratio: null,
      aim: atMost(0),
    },
  ];
}

async function solve(): Promise<Measure[]> {
  const times = await solverTimes();
  return [
    ...times.map(({ what, milliseconds, beside }) => ({
      what,
      ours: milliseconds,
      beside,
      unit: 'ms',
      ratio: beside && milliseconds / beside,
      aim: atMost(1000),
    })),
    {
      what: 'longest wait of the event loop while they were worked out',
      ours: Math.max(...times.map(({ longestWait }) => longestWait)),
      beside: null,
      unit: 'ms',
      ratio: null,
      aim: atMost(50),
    },
  ];
}

async function balance(): Promise<Measure[]> {
  return balanceTimes().map(({ households, begin, preview, recount }) => ({
    what: `balance of 500 households dragged among ${households} (begun in ${Math.round(begin)} ms); beside: a recount of all`,
    ours: preview,
    beside: recount,
    unit: 'ms',
    ratio: preview / recount,
    aim: atMost(households > 10_000 ? 50 : 8),
  }));
}

async function publish(): Promise<Measure[]> {
  const { database, url, close } = await openTestDatabase({ kind: 'native' });
  await loadCounty(database.$client, 3);
  const times = await publishTimes(url);
  await close();
  return [
    {
      what: 'publish of 1,000 moves: checked, logged, sealed, told; beside: the bare SQL of the same update',
      ours: times.publish,
      beside: times.bare,
      unit: 'ms',
      ratio: times.publish / times.bare,
      aim: timesAtMost(2),
    },
  ];
}

async function triage(): Promise<Measure[]> {
  const { database, url, close } = await openTestDatabase({ kind: 'native' });
  await loadCounty(database.$client, villages);
  const times = [...filterTimes(50_000), ...(await exposureTimes(url))];
  await close();
  return times.map(({ what, ours, bare, atMost: most }) => ({
    what,
    ours,
    beside: bare,
    unit: 'ms',
    ratio: ours / bare,
    aim: most === null ? null : atMost(most),
  }));
}

function aimText({ aim, unit }: Measure): string {
  if (!aim) return '';
  const bound = aim.most === undefined ? `at least ${aim.least}` : `at most ${aim.most}`;
  return `${bound} ${aim.of === 'ratio' ? '×' : unit}`.trim();
}

/** Null when nothing was aimed at, or there was nothing to compare with. */
function isMet({ aim, ours, ratio }: Measure): boolean | null {
  const value = aim?.of === 'ratio' ? ratio : ours;
  if (!aim || value === null) return null;
  return value <= (aim.most ?? Number.POSITIVE_INFINITY) && value >= (aim.least ?? Number.NEGATIVE_INFINITY);
}

const asked = new Set(process.argv.slice(2).flatMap((name) => groups[name] ?? [name]));
const unknown = [...asked].filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(
    `unknown: ${unknown.join(' ')}; there are ${[...Object.keys(parts), ...Object.keys(groups)].join(' ')}`,
  );
  process.exit(1);
}
const measures: Measure[] = [];
const loadBefore = loadavg()[0] ?? 0;
for (const [name, measure] of Object.entries(parts)) {
  if (asked.size > 0 && !asked.has(name)) continue;
  console.log(`… ${name}`);
  measures.push(...(await measure()));
}
const round = (value: number | null) => (value === null ? '' : value >= 100 ? Math.round(value) : value.toFixed(2));
const verdict = { true: 'met', false: 'MISSED', null: '' };
console.table(
  measures.map((measure) => ({
    what: measure.what,
    ours: round(measure.ours),
    beside: round(measure.beside),
    unit: measure.unit,
    ratio: round(measure.ratio),
    aim: aimText(measure),
    '': verdict[`${isMet(measure)}`],
  })),
);
for (const measure of measures.filter((each) => isMet(each) === false)) {
  console.log(`✗ missed, ${aimText(measure)}: ${measure.what}`);
}
mkdirSync(results, { recursive: true });
const load = [loadBefore, loadavg()[0] ?? 0].map((value) => value.toFixed(1)).join(' → ');
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}, load ${load}`;
const told = measures.map((measure) => ({ ...measure, met: isMet(measure) }));
writeFileSync(
  `${results}bench.json`,
  JSON.stringify({ machine, at: new Date().toISOString(), measures: told }, null, 2),
);
console.log(`test-results/bench.json  (${machine})`);
