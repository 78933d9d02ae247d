import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import type { ImportUsersReport } from '../../../shared/administration.ts';
import { AppError } from '../../../shared/errors.ts';

/** The columns, by the headers they go under in either language. */
const headers = {
  username: ['用户名', '账号', 'username', 'user name'],
  displayName: ['姓名', '显示名', '显示名称', 'name', 'display name', 'displayname'],
  role: ['角色', 'role'],
  areaCode: ['区划代码', '行政区划代码', 'area code', 'areacode', 'area'],
  zone: ['网格街巷', '网格', '街巷', 'zone'],
  person: ['人员编号', 'person', 'person number'],
} as const;
export type Column = keyof typeof headers;
const columns = Object.keys(headers).filter((name): name is Column => name in headers);
const needed: Column[] = ['username', 'displayName', 'role'];

/** A row of the table, with its number as a spreadsheet shows it. */
export type UserRow = { row: number } & Record<Column, string>;

/** So many take about ten seconds to make passwords for. */
const mostRows = 500;

/**
 * Reads a table of users from the bytes of a CSV file. Throws AppError invalidInput with `reason` notText, noHeader
 * (and the column that is missing), malformed (and the line), or empty; tooMany beyond 500 rows.
 */
export function readUsers(bytes: Uint8Array): { encoding: ImportUsersReport['encoding']; rows: UserRow[] } {
  const { encoding, text } = decode(bytes);
  const [header, ...body] = cellsOf(text);
  if (!header) throw invalid({ reason: 'empty' });
  const names = header.cells.map((cell) => cell.trim().toLowerCase());
  const places = new Map(columns.map((column) => [column, names.findIndex((name) => isHeader(column, name))]));
  for (const column of needed) if (places.get(column) === -1) throw invalid({ reason: 'noHeader', column });
  if (body.length === 0) throw invalid({ reason: 'empty' });
  if (body.length > mostRows) throw new AppError({ code: 'tooMany', detail: { most: mostRows } });
  const cell = (cells: string[], column: Column) => (cells[places.get(column) ?? -1] ?? '').trim();
  return {
    encoding,
    rows: body.map(({ row, cells }) => ({
      row,
      username: cell(cells, 'username'),
      displayName: cell(cells, 'displayName'),
      role: cell(cells, 'role'),
      areaCode: cell(cells, 'areaCode'),
      zone: cell(cells, 'zone'),
      person: cell(cells, 'person'),
    })),
  };
}

function isHeader(column: Column, name: string): boolean {
  const known: readonly string[] = headers[column];
  return known.includes(name);
}

function decode(bytes: Uint8Array): { encoding: ImportUsersReport['encoding']; text: string } {
  for (const encoding of ['utf-8', 'gb18030'] as const) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      if (!text.includes('\0')) return { encoding, text };
    } catch {
      // The next one may read it.
    }
  }
  throw invalid({ reason: 'notText' });
}

/** Rows that are not blank. */
function cellsOf(text: string): { row: number; cells: string[] }[] {
  try {
    const records: string[][] = parse(text, {
      bom: true,
      relax_column_count: true,
      delimiter: [',', ';', '\t'],
      record_delimiter: ['\r\n', '\n', '\r'],
    });
    return records
      .map((cells, index) => ({ row: index + 1, cells }))
      .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  } catch (error) {
    if (error instanceof CsvError) throw invalid({ reason: 'malformed', line: Number(error.lines) });
    throw error;
  }
}

function invalid(detail: Record<string, string | number>): AppError {
  return new AppError({ code: 'invalidInput', detail: { field: 'file', ...detail } });
}
