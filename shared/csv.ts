/** Spreadsheets take UTF-8 for what it is only behind this mark. */
export const byteOrderMark = '\uFEFF';

/**
 * A line of comma-separated values with its end. Texts that a spreadsheet would run as a formula get an apostrophe before them,
 * which it takes as the sign of a plain text.
 */
export function csvLine(cells: readonly (string | number)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: string | number): string {
  if (typeof cell === 'number') return String(cell);
  const text = /^[\s]*[=+\-@\t\r＝＋－＠]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
