import { openCsv } from '../readers/csv.ts';
import { type Feature, readFeatures } from '../readers/geojson.ts';
import type { Input } from '../readers/input.ts';
import { InputError } from '../readers/refusal.ts';
import { openShapefile } from '../readers/shapefile.ts';
import type { Table, TableRow } from '../readers/table.ts';
import { openXlsx } from '../readers/xlsx.ts';
import { areaOf } from './areaRows.ts';
import { type Mapping, mapHeadings, plainHeading, type TableKind } from './fields.ts';
import { type ImportReport, note, type TableReport } from './report.ts';
import { type Outcome, type RowContext, rowOf } from './rows.ts';
import { sourceOfFeature, sourceOfRow } from './source.ts';
import type { Stage } from './stage.ts';

export type Reading = {
  input: Input;
  kind: TableKind;
  /** Headings named outright, by field. */
  fields: Record<string, string>;
  /** The county that every row goes to, or '' when the rows themselves tell. */
  countyCode: string;
  stage: Stage;
  report: ImportReport;
  table: TableReport;
  progress: (rows: number) => void;
};

/** Columns without which rows of a kind make no sense, whatever file they come in. */
const needed: Partial<Record<TableKind, string[]>> = { household: ['number'], person: ['name'] };

/** Reads a GeoJSON file or a shapefile into the staging table of its kind. */
export async function stageFeatures(reading: Reading): Promise<void> {
  const { kind, stage, table } = reading;
  const headings = new Headings(reading);
  for await (const features of await featuresOf(reading)) {
    for (const feature of features) {
      const mapping = headings.mappingOf(feature.properties);
      const outcome =
        kind === 'area' ? areaOf(feature, mapping) : rowOf(kind, sourceOfFeature(feature, mapping), contextOf(reading));
      take(reading, outcome, feature.number);
    }
    await stage.drain();
    reading.progress(table.read);
  }
  headings.finish();
}

async function featuresOf({ input, report }: Reading): Promise<AsyncGenerator<Feature[]>> {
  if (input.format === 'json') return readFeatures(input);
  const { detected, features } = await openShapefile(input);
  Object.assign(report.detected, detected);
  return features;
}

/** Reads a CSV or a workbook into the staging table of its kind. Throws InputError when a needed column is missing. */
export async function stageTable(reading: Reading): Promise<void> {
  const { input, kind, fields, stage, report, table } = reading;
  if (kind === 'area') return;
  const opened = await (input.format === 'xlsx' ? openXlsx(input) : openCsv(input));
  const mapping = mapHeadings(kind, opened.headers, fields);
  checkColumns(kind, opened.headers, mapping, input.name);
  Object.assign(report.detected, opened.detected);
  report.columns = { recognised: Object.fromEntries(mapping.columns), ignored: mapping.ignored };
  for await (const rows of opened.rows) {
    for (const row of rows)
      take(
        reading,
        misshapen(opened, row) ?? rowOf(kind, sourceOfRow(row, opened.headers, mapping), contextOf(reading)),
        row.number,
      );
    await stage.drain();
    reading.progress(table.read);
  }
}

/** A row of a CSV with fewer or more cells than the header has been cut off or split in the wrong place; a workbook leaves out empty ends. */
function misshapen({ headers, detected }: Table, { cells }: TableRow): Outcome | null {
  if (detected.delimiter === undefined || cells.length === headers.length) return null;
  const isWhole = cells.length > headers.length && cells.slice(headers.length).every((cell) => cell === '');
  return isWhole ? null : { rejected: 'cellCount' };
}

function contextOf({ input, countyCode }: Reading): RowContext {
  return { stem: stemOf(input), countyCode };
}

function take({ kind, stage, table }: Reading, outcome: Outcome, number: number): void {
  table.read += 1;
  if ('rejected' in outcome) {
    note(table.rejected, outcome.rejected, String(number));
    return;
  }
  for (const repair of outcome.repairs) note(table.repaired, repair, String(number));
  stage.add(kind, outcome.row);
}

function checkColumns(kind: TableKind, headers: string[], mapping: Mapping, name: string): void {
  const lacking = [...(needed[kind] ?? [])];
  if (kind === 'hazard' || kind === 'place') lacking.push('longitude', 'latitude');
  if (kind === 'place') lacking.push('name');
  const missing = lacking.filter((field) => !mapping.columns.has(field));
  if (missing.length === 0) return;
  const found = headers.filter((header) => header !== '').join(', ');
  throw new InputError(
    'missingColumn',
    `文件 ${name} 缺少列：${missing.map((field) => columnWords[field]?.[0] ?? field).join('、')}；找到的列有：${found}。`,
    `${name} lacks the column ${missing.map((field) => columnWords[field]?.[1] ?? field).join(', ')}; its columns are: ${found}.`,
  );
}

const columnWords: Record<string, [string, string]> = {
  number: ['户编号', 'household number'],
  name: ['姓名或名称', 'name'],
  longitude: ['经度', 'longitude'],
  latitude: ['纬度', 'latitude'],
};

/** The properties of GeoJSON features may differ from one to the next; each set of names is looked at once. */
class Headings {
  readonly #reading: Reading;
  readonly #known = new Map<string, Mapping>();

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  mappingOf(properties: Record<string, unknown>): Mapping {
    const names = Object.keys(properties);
    const key = names.join('\n');
    const known = this.#known.get(key);
    if (known) return known;
    const mapping = mapHeadings(this.#reading.kind, names, this.#reading.fields);
    // Files with a different set of properties in every feature exist; they need not be remembered.
    if (this.#known.size < 1000) this.#known.set(key, mapping);
    return mapping;
  }

  finish(): void {
    const recognised: Record<string, string> = {};
    const ignored = new Set<string>();
    for (const mapping of this.#known.values()) {
      Object.assign(recognised, Object.fromEntries(mapping.columns));
      for (const heading of mapping.ignored) ignored.add(heading);
    }
    this.#reading.report.columns = { recognised, ignored: [...ignored] };
    this.#checkGiven(recognised);
  }

  /** A heading named on the command line that no feature has is a slip, not a wish. */
  #checkGiven(recognised: Record<string, string>): void {
    for (const [field, heading] of Object.entries(this.#reading.fields)) {
      const names = [...this.#known.keys()].flatMap((key) => key.split('\n'));
      if (recognised[field] === undefined || names.some((name) => plainHeading(name) === plainHeading(heading)))
        continue;
      throw new InputError(
        'badOption',
        `文件 ${this.#reading.input.name} 中没有属性 ${heading}；有的属性是：${[...new Set(names)].join(', ')}。`,
        `${this.#reading.input.name} has no property ${heading}; it has: ${[...new Set(names)].join(', ')}.`,
      );
    }
  }
}

/** Name of the file without its endings. */
export function stemOf({ name }: Input): string {
  return name.replace(/(\.(osm|geojson|json|csv|txt|xlsx|pbf|gz|shp|zip))+$/i, '') || name;
}
