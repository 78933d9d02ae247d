import { expect, test } from 'vitest';
import { csvLine } from '../../shared/csv.ts';

test.each(['=1+1', '+86', '-1', '@sum', '\t=1', '  =1', '\r=1', '＝1'])('a spreadsheet takes %j for a text', (cell) => {
  expect(csvLine([cell]).replaceAll('"', '')).toBe(`'${cell}\r\n`);
});

test('numbers stay numbers, and what would end a cell is quoted', () => {
  expect(csvLine([-5, 'a,b', 'says "no"', 'two\nlines', '平常'])).toBe('-5,"a,b","says ""no""","two\nlines",平常\r\n');
});
