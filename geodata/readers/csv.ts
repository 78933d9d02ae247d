import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { decodedText, detectEncoding } from './encoding.ts';
import { emptyFile, type Input, truncatedFile } from './input.ts';
import { InputError } from './refusal.ts';
import type { Table, TableRow } from './table.ts';

const delimiters = [',', ';', '\t', '|'] as const;
const batchSize = 1000;

/**
 * Opens a delimited text file: encoding, delimiter and line ends are found out, quotes and line breaks in cells understood.
 * The header is the first row that is not blank. Throws InputError for a wrong encoding, an unclosed quote or no rows.
 */
export async function openCsv(input: Input): Promise<Table> {
  const encoding = await detectEncoding(input);
  const delimiter = await detectDelimiter(input, encoding);
  const records = readRecords(input, encoding, delimiter);
  const first = await records.next();
  if (first.done) throw emptyFile(input.name);
  return {
    headers: first.value.cells.map((cell) => String(cell ?? '').trim()),
    detected: { encoding, delimiter: delimiter === '\t' ? 'tab' : delimiter },
    rows: batches(records),
  };
}

/** Rows that are not blank, numbered as a spreadsheet shows them. */
async function* readRecords(input: Input, encoding: 'utf-8' | 'utf-16le' | 'gb18030', delimiter: string) {
  const parser = parse({
    delimiter,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    skip_empty_lines: false,
  });
  const text = Readable.from(decodedText(input, encoding));
  text.on('error', (error) => parser.destroy(error));
  let number = 0;
  try {
    for await (const cells of text.pipe(parser)) {
      number += 1;
      if (isRow(cells) && cells.some((cell) => cell.trim() !== '')) yield { number, cells };
    }
  } catch (error) {
    throw explain(error, input.name);
  }
}

function isRow(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((cell) => typeof cell === 'string');
}

function explain(error: unknown, name: string): unknown {
  if (!(error instanceof CsvError)) return error;
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') return truncatedFile(name, error);
  return new InputError(
    'malformed',
    `文件 ${name} 第 ${error.lines} 行不是合法的表格文本；请检查引号和分隔符。`,
    `${name} is not a valid table at line ${error.lines}: check its quotes and delimiters.`,
    { cause: error },
  );
}

async function* batches(rows: AsyncGenerator<TableRow>): AsyncGenerator<TableRow[]> {
  let batch: TableRow[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** The delimiter that splits the header into the most cells; what stands in quotes does not count. */
async function detectDelimiter(input: Input, encoding: 'utf-8' | 'utf-16le' | 'gb18030'): Promise<string> {
  let head = '';
  for await (const text of decodedText(input, encoding)) {
    head += text;
    if (head.length > 64_000) break;
  }
  const header =
    head
      .trimStart()
      .replace(/"[^"]*"/g, '')
      .split(/\r\n|\n|\r/)[0] ?? '';
  const counts = delimiters.map((delimiter) => header.split(delimiter).length);
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ',';
}
