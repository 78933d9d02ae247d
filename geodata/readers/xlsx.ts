import { createReadStream } from 'node:fs';
import exceljs from 'exceljs';
import { emptyFile, type Input, truncatedFile } from './input.ts';
import { InputError } from './refusal.ts';
import type { Cell, Table, TableRow } from './table.ts';

const batchSize = 1000;
/** Reading a workbook whole takes some thirty times its size in memory. */
const largestWhole = 30 << 20;

/** The streaming reader of exceljs cannot read this workbook, for reasons of its own. */
class UnstreamableWorkbook extends Error {}

/**
 * Opens the first sheet of a workbook that has rows, as a stream.
 * Workbooks the stream cannot follow (shared texts behind the sheet, by the order inside the zip) are read whole.
 * Throws InputError when the workbook is cut off, empty or no workbook.
 */
export async function openXlsx(input: Input): Promise<Table> {
  await checkEnd(input);
  try {
    return await openRows(input, streamRows(input));
  } catch (error) {
    if (error instanceof InputError) throw error;
    if (input.size > largestWhole) throw notWorkbook(input.name, error);
  }
  return openRows(input, wholeRows(input));
}

async function openRows(input: Input, rows: AsyncGenerator<TableRow>): Promise<Table> {
  const first = await rows.next();
  if (first.done) throw emptyFile(input.name);
  // The second row shows whether texts can be resolved before anything has been taken from the stream.
  const second = await rows.next();
  const headers = first.value.cells.map((cell) => String(cell ?? '').trim());
  return { headers, detected: {}, rows: batches(second, rows) };
}

/** A zip ends with its directory; without it the file has been cut off. */
async function checkEnd(input: Input): Promise<void> {
  let tail = Buffer.alloc(0);
  const start = Math.max(0, input.size - 66_000);
  for await (const piece of createReadStream(input.path, { start })) tail = Buffer.concat([tail, piece]);
  if (!tail.includes('PK\x05\x06', 0, 'latin1')) throw truncatedFile(input.name);
}

async function* streamRows(input: Input): AsyncGenerator<TableRow> {
  const reader = new exceljs.stream.xlsx.WorkbookReader(createReadStream(input.path), {
    entries: 'ignore',
    sharedStrings: 'cache',
    hyperlinks: 'ignore',
    styles: 'ignore',
    worksheets: 'emit',
  });
  let found = false;
  let sheets = 0;
  for await (const sheet of reader) {
    sheets += 1;
    for await (const row of sheet) {
      const cells = cellsOf(row);
      if (cells.every((cell) => cell === null || cell === '')) continue;
      found = true;
      yield { number: row.number, cells };
    }
    if (found) return;
  }
  if (sheets === 0) throw new UnstreamableWorkbook();
}

async function* wholeRows(input: Input): AsyncGenerator<TableRow> {
  const workbook = new exceljs.Workbook();
  try {
    await workbook.xlsx.readFile(input.path);
  } catch (error) {
    throw notWorkbook(input.name, error);
  }
  if (workbook.worksheets.length === 0) throw notWorkbook(input.name);
  const sheet = workbook.worksheets.find((candidate) => candidate.actualRowCount > 0);
  if (!sheet) return;
  for (let number = 1; number <= sheet.rowCount; number += 1) {
    const cells = cellsOf(sheet.getRow(number));
    if (cells.some((cell) => cell !== null && cell !== '')) yield { number, cells };
  }
}

function cellsOf(row: exceljs.Row): Cell[] {
  const cells: Cell[] = [];
  row.eachCell({ includeEmpty: true }, (cell, column) => {
    cells[column - 1] = cellValue(cell.value);
  });
  return Array.from(cells, (cell) => cell ?? null);
}

function cellValue(value: exceljs.CellValue): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number' || value instanceof Date) return value;
  if (typeof value === 'boolean') return String(value);
  if ('sharedString' in value) throw new UnstreamableWorkbook();
  if ('richText' in value)
    return value.richText
      .map((part) => part.text)
      .join('')
      .trim();
  if ('hyperlink' in value) return String(value.text).trim();
  if ('formula' in value || 'sharedFormula' in value) return cellValue(value.result ?? null);
  return null;
}

async function* batches(
  second: IteratorResult<TableRow, unknown>,
  rows: AsyncGenerator<TableRow>,
): AsyncGenerator<TableRow[]> {
  let batch: TableRow[] = second.done ? [] : [second.value];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function notWorkbook(name: string, cause?: unknown): InputError {
  return new InputError(
    'malformed',
    `文件 ${name} 不是可读取的 XLSX 工作簿；请用表格软件打开后另存为 .xlsx 或 UTF-8 的 .csv。`,
    `${name} is not a readable XLSX workbook: open it in a spreadsheet and save it as .xlsx or as .csv in UTF-8.`,
    { cause },
  );
}
