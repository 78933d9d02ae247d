import { sql } from 'drizzle-orm';
import { capabilities } from '../../server/db/capabilities.ts';
import type { Database, Tx } from '../../server/db/connect.ts';
import { maintain } from '../../server/db/transaction.ts';
import { fingerprint, type Input, openInput } from '../readers/input.ts';
import { readOsm } from '../readers/osm.ts';
import { InputError } from '../readers/refusal.ts';
import { bring } from './bring.ts';
import { type AreaNames, resolveDestination } from './destination.ts';
import { checkFormat, type ImportKind, kindOf } from './kinds.ts';
import { locate } from './locate.ts';
import { logRun, nextRun } from './log.ts';
import { OsmRows, osmTables } from './osmRows.ts';
import { stageFeatures, stageTable, stemOf } from './read.ts';
import { accepted, emptyTableReport, type ImportReport, type TableReport, total } from './report.ts';
import { sealForCounties } from './sealForCounties.ts';
import { Stage } from './stage.ts';
import { type StagedTable, stagedTables } from './tables.ts';
import { validate } from './validate.ts';

export type ImportOptions = {
  path: string;
  /** A word of `importKinds`; may be left out for OpenStreetMap data. */
  kind?: string;
  /** Twelve digits: every row goes into this village. */
  village?: string;
  /** Six digits: rows go into this county, and into its villages where their borders are known. */
  county?: string;
  /** Does everything, tells what came of it, and undoes it. */
  dryRun?: boolean;
  /** Headings named outright, by field. */
  fields?: Record<string, string>;
  /** Told the number of rows read so far, now and then. */
  onProgress?: (rows: number) => void;
};

const attributionOfOsm = '© OpenStreetMap contributors (ODbL)';

/** Undoes the transaction of a dry run, or of an import that accepted nothing. */
class Undone extends Error {}

/**
 * Imports a file in one transaction: all rows that can be taken, or nothing when the file as a whole is wrong.
 * Throws InputError with one sentence for a wrong file or option. An import that accepts nothing leaves no trace either.
 */
export async function importFile(database: Database, options: ImportOptions): Promise<ImportReport> {
  const started = performance.now();
  checkOptions(options);
  const input = await openInput(options.path);
  const kind = kindOf(options.kind, input.format);
  checkFormat(kind, input.format, input.name);
  const report = emptyReport(input, kind, await fingerprint(options.path), options.dryRun ?? false);
  const { copy } = await capabilities(database);
  try {
    await maintain(database, 'import', async (tx) => {
      await importWithin(tx, input, kind, options, report, copy);
      const taken = Object.values(report.tables).reduce((sum, table) => sum + accepted(table), 0);
      if (report.dryRun || taken === 0) throw new Undone();
    });
    // Nothing else gathers statistics in the embedded database, and without them its plans are guesses.
    const written = new Set(['area', 'change', ...Object.keys(report.tables)]);
    await database.execute(sql`analyze ${sql.raw([...written].join(', '))}`);
  } catch (error) {
    if (!(error instanceof Undone)) throw error;
    report.importRunId = null;
  }
  report.seconds = (performance.now() - started) / 1000;
  const rows = Object.values(report.tables).reduce((sum, table) => sum + table.read, 0);
  report.rowsPerSecond = Math.round(rows / report.seconds);
  report.peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  return report;
}

async function importWithin(
  tx: Tx,
  input: Input,
  kind: ImportKind,
  options: ImportOptions,
  report: ImportReport,
  copy: boolean,
): Promise<void> {
  // Two imports at once could each make the same new county.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('cuntu import'))`);
  if (kind === 'person') await refuseWhileKeysChange(tx);
  const tables: StagedTable[] = kind === 'osm' ? [...osmTables] : [kind];
  const reports = new Map(tables.map((table) => [table, emptyTableReport()]));
  report.tables = Object.fromEntries(reports);
  const stage = new Stage(tx, copy);
  await stage.open(tables, kind === 'osm' ? 'osm' : 'file');
  const names = await stageAll(input, kind, options, stage, report, reports);
  await stage.finish();
  for (const [table, tableReport] of reports) await validate(tx, table, tableReport);
  if ([...reports.values()].every((table) => table.read === total(table.rejected))) throw new Undone();
  const destination = await resolveDestination(tx, {
    kind,
    sha256: report.sha256,
    village: options.village ?? null,
    county: options.county ?? null,
    tables,
    names,
    created: report.createdAreas,
  });
  report.countyCode = destination.countyCode;
  report.villageCode = destination.villageCode;
  if (kind === 'person' && countyAsked(options) === '') await sealForCounties(tx, destination);
  const run = await nextRun(tx);
  for (const table of stagedTables) {
    const tableReport = reports.get(table);
    if (tableReport) await bring(tx, table, destination, run, tableReport, report, kind);
    // Rows of the same file may lie in the villages it has just drawn.
    if (table === 'area' && kind === 'osm' && !options.village) await locate(tx, tables, options.county ?? null);
  }
  await logRun(tx, run, destination, report, reports);
}

/** A person is known again by fingerprints of one key; with two of them in use the same person could come in twice. */
async function refuseWhileKeysChange(tx: Tx): Promise<void> {
  const [keys] = await tx.execute<{ count: number }>(sql`select count(*)::integer as count from seal_key`);
  if (!keys || keys.count < 2) return;
  throw new InputError(
    'keysChanging',
    '正在更换密钥，暂时不能导入人员。请先用 npm run keys:rotate 完成更换。',
    'Keys are being changed, and until then no people can be imported. Finish by npm run keys:rotate first.',
  );
}

async function stageAll(
  input: Input,
  kind: ImportKind,
  options: ImportOptions,
  stage: Stage,
  report: ImportReport,
  reports: Map<StagedTable, TableReport>,
): Promise<AreaNames> {
  const progress = options.onProgress ?? (() => {});
  if (kind === 'osm') return stageOsm(input, stage, report, reports, progress);
  const table = reports.get(kind) ?? emptyTableReport();
  const countyCode = countyAsked(options);
  const reading = { input, kind, fields: options.fields ?? {}, countyCode, stage, report, table, progress };
  const areaNames = { county: stemOf(input), village: stemOf(input) };
  if (input.format === 'json' || input.format === 'shapefile') await stageFeatures(reading);
  else await stageTable(reading);
  if (table.read === 0) throw nothingIn(input);
  return areaNames;
}

async function stageOsm(
  input: Input,
  stage: Stage,
  report: ImportReport,
  reports: Map<StagedTable, TableReport>,
  progress: (rows: number) => void,
): Promise<AreaNames> {
  const of = (table: StagedTable) => reports.get(table) ?? emptyTableReport();
  const rows = new OsmRows(stage, {
    area: of('area'),
    street: of('street'),
    building: of('building'),
    landform: of('landform'),
    place: of('place'),
  });
  const counts = { node: 0, way: 0, relation: 0 };
  for await (const shapes of readOsm(input, counts)) {
    for (const shape of shapes) rows.add(shape);
    await stage.drain();
    progress(counts.node + counts.way + counts.relation);
  }
  if (counts.node + counts.way + counts.relation === 0) throw nothingIn(input);
  report.attribution = attributionOfOsm;
  report.detected = Object.fromEntries(Object.entries(counts).map(([type, count]) => [type, String(count)]));
  report.skipped = rows.skipped;
  return rows.names.best(stemOf(input));
}

/** The county that every row of the file goes to, or '' when each row tells its own. */
function countyAsked({ village, county }: ImportOptions): string {
  return village?.slice(0, 6) ?? county ?? '';
}

function checkOptions({ village, county }: ImportOptions): void {
  if (village !== undefined && !/^\d{12}$/.test(village)) {
    throw new InputError(
      'badOption',
      `--village ${village} 不是 12 位数字的村代码。`,
      `--village ${village} is not a village code of 12 digits.`,
    );
  }
  if (county !== undefined && !/^\d{6}$/.test(county)) {
    throw new InputError(
      'badOption',
      `--county ${county} 不是 6 位数字的县代码。`,
      `--county ${county} is not a county code of 6 digits.`,
    );
  }
}

function nothingIn({ name }: Input): InputError {
  return new InputError('empty', `文件 ${name} 中没有数据。`, `${name} holds no data.`);
}

function emptyReport(input: Input, kind: ImportKind, sha256: string, dryRun: boolean): ImportReport {
  return {
    file: input.name,
    kind,
    format: input.format,
    sha256,
    dryRun,
    countyCode: '',
    villageCode: null,
    createdAreas: [],
    columns: null,
    detected: {},
    tables: {},
    skipped: {},
    attribution: '',
    seconds: 0,
    rowsPerSecond: 0,
    peakMegabytes: 0,
    importRunId: null,
  };
}

/** Whether anything of the file was taken. */
export function tookAnything(report: ImportReport): boolean {
  return Object.values(report.tables).some((table) => accepted(table) > 0);
}
