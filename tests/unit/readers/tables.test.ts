import exceljs from 'exceljs';
import { afterAll, describe, expect, it } from 'vitest';
import { openCsv } from '../../../geodata/readers/csv.ts';
import { openInput } from '../../../geodata/readers/input.ts';
import type { Table, TableRow } from '../../../geodata/readers/table.ts';
import { openXlsx } from '../../../geodata/readers/xlsx.ts';
import { geodata, scratch } from '../../support/importing.ts';

const files = scratch();
afterAll(() => files.remove());

async function contentOf(table: Table) {
  const rows: TableRow[] = [];
  for await (const batch of table.rows) rows.push(...batch);
  return { headers: table.headers, detected: table.detected, rows };
}

async function csv(name: string, content: string | Uint8Array) {
  return contentOf(await openCsv(await openInput(files.file(name, content))));
}

describe('text tables', () => {
  it.each([
    ['comma', 'a,b\n1,2\n', ','],
    ['semicolon', 'a;b\n1;2\n', ';'],
    ['tab', 'a\tb\n1\t2\n', 'tab'],
    ['bar', 'a|b\n1|2', '|'],
  ])('are split at the %s', async (_, content, delimiter) => {
    expect(await csv('split.csv', content)).toEqual({
      headers: ['a', 'b'],
      detected: { encoding: 'utf-8', delimiter },
      rows: [{ number: 2, cells: ['1', '2'] }],
    });
  });

  it('keep commas and line breaks in quotes, and number rows as a spreadsheet does, blank ones counted', async () => {
    const { rows } = await csv('quoted.csv', '\ufeffa,b\r\n"x, y","line\nbreak ""q"""\r\n\r\n,\r\n3,4');
    expect(rows).toEqual([
      { number: 2, cells: ['x, y', 'line\nbreak "q"'] },
      { number: 5, cells: ['3', '4'] },
    ]);
  });

  it('end lines by a carriage return alone, as old spreadsheets did', async () => {
    expect((await csv('mac.csv', 'a,b\r1,2\r3,4\r')).rows).toHaveLength(2);
  });

  it('are read in UTF-16 when they say so', async () => {
    const { headers, rows } = await csv('utf16.csv', Buffer.from('\ufeff户编号\t门牌\nH-1\t幸福街\n', 'utf16le'));
    expect([headers, rows[0]?.cells]).toEqual([
      ['户编号', '门牌'],
      ['H-1', '幸福街'],
    ]);
  });

  it('in Latin-1 are refused, though their bytes could pass for Chinese', async () => {
    const content = Buffer.from('name,text\nünä,élève à l’école où naît ça: äöü ÄÖÜ ßàé\n'.replace('’', "'"), 'latin1');
    await expect(csv('latin1.csv', content)).rejects.toMatchObject({ code: 'wrongEncoding' });
  });

  it.skipIf(!geodata)(
    'with the oddities other programs are tested with are read (skipped without CUNTU_GEODATA)',
    async () => {
      const folder = `${geodata}/importer/qgis/delimitedtext`;
      const read = async (name: string) => contentOf(await openCsv(await openInput(`${folder}/${name}`)));
      expect((await read('test_cr_end_of_line.csv')).rows.map(({ cells }) => cells)).toEqual([
        ['value00', 'value01'],
        ['value10', 'value11'],
      ]);
      expect((await read('testdp.csv')).detected.delimiter).toBe(';');
      expect((await read('testutf8.csv')).rows[0]?.cells[2]).toBe('Field has āccèntéd text');
      await expect(read('test.badquote')).rejects.toMatchObject({ code: 'truncated' });
      await expect(read('testlatin1.csv')).rejects.toMatchObject({ code: 'wrongEncoding' });
    },
  );
});

describe('workbooks', () => {
  it('are read from the first sheet that has rows: texts, numbers, formulas and links', async () => {
    const book = new exceljs.Workbook();
    const sheet = book.addWorksheet('户');
    sheet.addRow(['户编号', '面积', '合计', '网址']);
    sheet.addRow(['H-1', 12.5, { formula: 'B2*2', result: 25 }, { text: '村', hyperlink: 'https://example.org' }]);
    sheet.addRow([]);
    sheet.addRow([{ richText: [{ text: 'H-' }, { text: '2' }] }]);
    await book.xlsx.writeFile(files.path('book.xlsx'));
    const { headers, rows } = await contentOf(await openXlsx(await openInput(files.path('book.xlsx'))));
    expect(headers).toEqual(['户编号', '面积', '合计', '网址']);
    expect(rows).toEqual([
      { number: 2, cells: ['H-1', 12.5, 25, '村'] },
      { number: 4, cells: ['H-2'] },
    ]);
  });
});
