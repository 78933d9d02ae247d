import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setImmediate as othersFirst } from 'node:timers/promises';
import exceljs from 'exceljs';

export type Sheet = {
  name: string;
  head: readonly string[];
  rows: Iterable<readonly (string | number | null)[]>;
  /** Stands under every printed page. */
  footer?: string;
  creator?: string;
};

/** A cell holds no more characters; a longer text is left out. */
const longestCell = 32_767;
const width = 18;
/** Rows between which the server answers others: a whole register takes seconds. */
const rowsAtOnce = 200;

/** An .xlsx workbook of one sheet with a bold head. Texts are texts whatever they begin with: none is a formula or turns into a number. */
export async function workbookOf({ name, head, rows, footer = '', creator = '' }: Sheet): Promise<Buffer> {
  const stream = new PassThrough();
  const content = buffer(stream);
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: false });
  workbook.creator = creator;
  const sheet = workbook.addWorksheet(name.replaceAll(/[\\/*?:[\]]/g, ' ').slice(0, 31) || '1', {
    views: [{ state: 'frozen', ySplit: 1 }],
    headerFooter: { oddFooter: footer.replaceAll('&', '&&') },
  });
  sheet.columns = head.map(() => ({ width }));
  const first = sheet.addRow([...head]);
  first.font = { bold: true };
  first.commit();
  let added = 0;
  for (const cells of rows) {
    const row = sheet.addRow(cells.map((cell) => (typeof cell === 'string' && cell.length > longestCell ? '' : cell)));
    row.eachCell((cell) => {
      // Else a long number that somebody edits turns into 3.71082E+17.
      if (typeof cell.value === 'string') cell.numFmt = '@';
    });
    row.commit();
    added += 1;
    if (added % rowsAtOnce === 0) await othersFirst();
  }
  sheet.commit();
  await workbook.commit();
  return content;
}
