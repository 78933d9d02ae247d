import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
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

/** One line of the table: what was measured, its floor or peer in the same run, and what is aimed at. */
type Measure = { what: string; ours: number; beside: number | null; unit: string; ratio: number | null; aim: string };

/** 107 villages of 1,500 households: a county of 160,500. */
const villages = 107;
const results = fileURLToPath(new URL('../../test-results/', import.meta.url));
const parts = { tiles, columns, scope, logs, import: imports, view, lasso, partition, solve, balance, publish };

async function tiles(): Promise<Measure[]> {
  const { url, close } = await openTestDatabase({ demo: true, kind: 'native' });
  const times = await tileTimes(url);
  await close();
  return times.map(({ tile, http, bare, ratio }) => ({
    what: `tile ${tile}, uncached over HTTP`,
    ours: http,
    beside: bare,
    unit: 'ms',
    ratio,
    aim: 'at most 1.3 × its bare SQL',
  }));
}

async function columns(): Promise<Measure[]> {
  const { database, url, close } = await openTestDatabase({ kind: 'native' });
  await loadCounty(database.$client, villages);
  const times = await columnTimes(url);
  await close();
  return times.map(({ set, area, rows, http, bare, ratio }) => ({
    what: `columns ${set} of ${area}, ${rows} rows`,
    ours: http,
    beside: bare,
    unit: 'ms',
    ratio,
    aim: 'beside its bare SQL',
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
    aim: 'at most 1.25 ×',
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
      aim: '',
    })),
    {
      what: `following the chain of ${verify.rows} rows`,
      ours: verify.perSecond,
      beside: null,
      unit: 'rows/s',
      ratio: null,
      aim: '',
    },
  ];
}

async function imports(): Promise<Measure[]> {
  const times = await benchImport();
  const line = (what: string, ours: number, aim: string) => ({
    what,
    ours,
    beside: times.ogrPerSecond,
    unit: 'rows/s',
    ratio: times.ogrPerSecond === null ? null : ours / times.ogrPerSecond,
    aim,
  });
  return [
    line(`import of ${times.rows} buildings beside ogr2ogr`, times.importPerSecond, 'at least 2 × ogr2ogr'),
    line('the same file again, nothing to change', times.againPerSecond, ''),
  ];
}

async function view(): Promise<Measure[]> {
  const { url, close } = await openTestDatabase({ demo: true, kind: 'native' });
  const { usable, cold, again, empty } = await firstView(url);
  await close();
  const floor = median(empty);
  const line = (what: string, times: number[]) => ({
    what: `${what}: median of ${times.join(', ')}`,
    ours: median(times),
    beside: floor,
    unit: 'ms',
    ratio: median(times) / floor,
    aim: 'within 2,000 ms; beside: an empty map',
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
    aim: households > 10_000 ? 'at most 50 ms' : 'at most 8 ms',
  }));
}

async function partition(): Promise<Measure[]> {
  const gaps = partitionGaps();
  if (gaps.length === 0) console.log('  CUNTU_GEODATA names no directory with the benchmarks');
  const percent = ({ found, best }: { found: number; best: number }) => (found / best - 1) * 100;
  const line = (what: string, ours: number, aim: string) => ({ what, ours, beside: 0, unit: '%', ratio: null, aim });
  const average = gaps.reduce((sum, gap) => sum + percent(gap), 0) / Math.max(1, gaps.length);
  const postgis = await openTestDatabase({ kind: 'native' });
  const { ours, theirs } = await splitBesidePostgis(postgis.database);
  await postgis.close();
  return [
    ...gaps.map((gap) =>
      line(
        `${gap.instance} above the best known ${gap.best}, ${Math.round(gap.milliseconds)} ms`,
        percent(gap),
        gap.isWithin ? '' : 'BEYOND ITS CAPACITY',
      ),
    ),
    ...(gaps.length > 0 ? [line('average above the best known', average, 'at most 1 %')] : []),
    {
      what: `1500 houses in ${ours.groups} lanes, ${ours.broken} break 10-20, ${Math.round(ours.milliseconds)} ms; ST_ClusterKMeans: ${theirs.broken} break it, ${Math.round(theirs.milliseconds)} ms`,
      ours: ours.metres,
      beside: theirs.metres,
      unit: 'm',
      ratio: ours.metres / theirs.metres,
      aim: 'none broken, at most 1.03 × its distance',
    },
  ];
}

async function solve(): Promise<Measure[]> {
  return (await solverTimes()).map(({ what, milliseconds, longestWait }) => ({
    what: `${what}; beside: the longest wait of the event loop meanwhile`,
    ours: milliseconds,
    beside: longestWait,
    unit: 'ms',
    ratio: null,
    aim: 'under 1,000 ms',
  }));
}

async function balance(): Promise<Measure[]> {
  return balanceTimes().map(({ households, begin, preview }) => ({
    what: `balance of 500 households dragged among ${households}; beside: beginning with the area`,
    ours: preview,
    beside: begin,
    unit: 'ms',
    ratio: null,
    aim: households > 10_000 ? 'at most 50 ms' : 'at most 8 ms',
  }));
}

async function publish(): Promise<Measure[]> {
  const { database, url, close } = await openTestDatabase({ kind: 'native' });
  await loadCounty(database.$client, 3);
  const times = await publishTimes(url);
  await close();
  return [
    {
      what: 'publish of 1,000 moves: checked, logged, sealed, told',
      ours: times.publish,
      beside: times.bare,
      unit: 'ms',
      ratio: times.publish / times.bare,
      aim: 'at most 2 × the bare SQL of the same update',
    },
  ];
}

const asked = process.argv.slice(2);
const measures: Measure[] = [];
for (const [name, measure] of Object.entries(parts)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.log(`… ${name}`);
  measures.push(...(await measure()));
}
const round = (value: number | null) => (value === null ? '' : value >= 100 ? Math.round(value) : value.toFixed(2));
console.table(
  measures.map(({ what, ours, beside, unit, ratio, aim }) => ({
    what,
    ours: round(ours),
    beside: round(beside),
    unit,
    ratio: round(ratio),
    aim,
  })),
);
mkdirSync(results, { recursive: true });
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`;
writeFileSync(`${results}bench.json`, JSON.stringify({ machine, at: new Date().toISOString(), measures }, null, 2));
console.log(`test-results/bench.json  (${machine})`);
