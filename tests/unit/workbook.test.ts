import exceljs from 'exceljs';
import { expect, test } from 'vitest';
import { workbookOf } from '../../server/workbook.ts';

async function read(content: Buffer) {
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.load(new Uint8Array(content).buffer);
  const [sheet] = workbook.worksheets;
  if (!sheet) throw new Error('the workbook has no sheet');
  return { workbook, sheet };
}

test('keeps texts as texts whatever they begin with, and leaves out what no cell holds', async () => {
  const rows = [
    ['=1+1', '371082000000000001', 36.9],
    ['@SUM(A1)', null, 0],
    ['长'.repeat(40_000), '-1', 1],
  ];
  const content = await workbookOf({
    name: '甲/乙[1]',
    head: ['名', '号', '数'],
    rows,
    footer: 'A&B',
    creator: '张三',
  });
  const { workbook, sheet } = await read(content);
  expect(workbook.creator).toBe('张三');
  expect(sheet.name).toBe('甲 乙 1 ');
  expect(sheet.headerFooter.oddFooter).toBe('A&&B');
  expect(sheet.getRow(2).values).toEqual([undefined, '=1+1', '371082000000000001', 36.9]);
  expect(sheet.getRow(3).getCell(1)).toMatchObject({ value: '@SUM(A1)', numFmt: '@', formula: undefined });
  expect(sheet.getRow(4).getCell(1).value ?? '').toBe('');
  expect(sheet.getRow(4).getCell(2).value).toBe('-1');
});

test('lets others go on while it writes many rows', async () => {
  let turns = 0;
  let isWriting = true;
  const count = () => {
    turns += 1;
    if (isWriting) setImmediate(count);
  };
  setImmediate(count);
  await workbookOf({ name: '多', head: ['数'], rows: Array.from({ length: 4_000 }, (_, row) => [row]) });
  isWriting = false;
  expect(turns).toBeGreaterThan(15);
});
