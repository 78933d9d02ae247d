import { idNumberCheckDigit } from '../../shared/person.ts';
import type { Cell } from '../readers/table.ts';

/** A value that cannot be taken; the reason goes into the report, the value does not. */
export type Bad = { bad: string };

export function isBad(value: unknown): value is Bad {
  return typeof value === 'object' && value !== null && 'bad' in value;
}

/** Text without the space around it; an empty cell is null. Spreadsheets mark texts by ' or ="…", which is taken off. */
export function textOf(cell: Cell): string | null {
  if (cell === null) return null;
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  const text = String(cell)
    .trim()
    .replace(/^="(.*)"$/, '$1')
    .replace(/^'(?=.)/, '')
    .trim();
  return text === '' ? null : text;
}

export function numberFrom(cell: Cell): number | Bad | null {
  if (typeof cell === 'number') return Math.abs(cell) < 1e12 ? cell : { bad: 'badValue' };
  const text = textOf(cell);
  if (text === null) return null;
  const plain = text.normalize('NFKC').replace(/(?<=\d),(?=\d{3}\b)/g, '');
  const match = /^([+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?)\s*\p{Letter}*[²2]?$/iu.exec(plain);
  const number = Number(match?.[1] ?? Number.NaN);
  return Math.abs(number) < 1e12 ? number : { bad: 'badValue' };
}

export function integerFrom(cell: Cell, lowest: number, highest: number): number | Bad | null {
  const number = numberFrom(cell);
  if (number === null || isBad(number)) return number;
  return Number.isInteger(number) && number >= lowest && number <= highest ? number : { bad: 'badValue' };
}

/** A calendar day from 2020-01-31, 2020/1/31, 20200131, 2020年1月31日, 1/31/2020, 109.1.31 (years of Minguo) or a spreadsheet's serial number. */
export function dayFrom(cell: Cell): string | Bad | null {
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? { bad: 'badValue' } : cell.toISOString().slice(0, 10);
  const text = textOf(cell);
  if (text === null) return null;
  // Spreadsheets count days from 30 December 1899.
  if (/^\d{5}(\.\d+)?$/.test(text)) return new Date((Number(text) - 25_569) * 86_400_000).toISOString().slice(0, 10);
  const iso = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})(?:日|\b)/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (iso) return calendarDay(iso[1], iso[2], iso[3]);
  const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})\b/.exec(text);
  if (american) return calendarDay(american[3], american[1], american[2]);
  const minguo = /^(\d{2,3})\.(\d{1,2})\.(\d{1,2})$/.exec(text);
  if (minguo) return calendarDay(String(Number(minguo[1]) + 1911), minguo[2], minguo[3]);
  return { bad: 'badValue' };
}

/** A moment as ISO 8601; a day stands for its beginning in China. */
export function momentFrom(cell: Cell): string | Bad | null {
  if (typeof cell === 'number' && cell > 1e11 && cell < 1e13) return new Date(cell).toISOString();
  const text = textOf(cell);
  const timed = /^(\d{4}-\d{2}-\d{2})[T ](\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*(Z|[+-]\d{2}:?\d{2})?$/.exec(
    text ?? '',
  );
  if (timed) {
    const parsed = Date.parse(`${timed[1]}T${timed[2]?.padStart(5, '0')}${timed[3] ?? '+08:00'}`);
    return Number.isNaN(parsed) ? { bad: 'badValue' } : new Date(parsed).toISOString();
  }
  const day = dayFrom(cell);
  return typeof day === 'string' ? new Date(`${day}T00:00:00+08:00`).toISOString() : day;
}

/** An 18-digit identity number (GB 11643); a number a spreadsheet has rounded is told apart from one mistyped. */
export function idNumberFrom(cell: Cell): string | Bad | null {
  if (typeof cell === 'number') return { bad: 'idNumberPrecision' };
  const text = textOf(cell)?.normalize('NFKC').replace(/\s/g, '').toUpperCase();
  if (!text) return null;
  if (/^\d+(\.\d+)?E\+?\d+$/.test(text)) return { bad: 'idNumberScientific' };
  if (!/^\d{17}[\dX]$/.test(text)) return { bad: 'idNumberForm' };
  if (isBad(calendarDay(text.slice(6, 10), text.slice(10, 12), text.slice(12, 14)))) return { bad: 'idNumberForm' };
  return idNumberCheckDigit(text.slice(0, 17)) === text.slice(17) ? text : { bad: 'idNumberCheckDigit' };
}

/** Day of birth and sex as an identity number has them. */
export function factsOfIdNumber(idNumber: string): { birthDate: string; sex: 'male' | 'female' } {
  const birthDate = `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`;
  return { birthDate, sex: Number(idNumber[16]) % 2 === 1 ? 'male' : 'female' };
}

function calendarDay(year = '', month = '', day = ''): string | Bad {
  const text = `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const parsed = new Date(`${text}T00:00:00Z`);
  const exists = !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text);
  return exists && year >= '1000' ? text : { bad: 'badValue' };
}
