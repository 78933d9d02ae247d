import exceljs from 'exceljs';
import { byteOrderMark, csvLine } from '../../../../shared/csv.ts';
import type { ListedHazard } from '../items.ts';
import { type Column, type Context, columns, placeColumns } from './table.ts';

const all: Column[] = [...columns, ...placeColumns];
/** A cell of a workbook holds no more; a shape of more corners is left out there, and its point stays. */
const longestCell = 32_767;

/** Comma-separated values, in which nothing is a formula; who took them out and when stands in every line. */
export function hazardsAsCsv(hazards: readonly ListedHazard[], context: Context): Buffer {
  const lines = hazards.map((hazard) => csvLine(all.map((column) => column.cell(hazard, context) ?? '')));
  return Buffer.from(byteOrderMark + csvLine(all.map(({ heading }) => heading[context.language])) + lines.join(''));
}

/** A workbook: text cells are texts whatever they begin with, so that none is a formula. */
export async function hazardsAsXlsx(hazards: readonly ListedHazard[], context: Context): Promise<Buffer> {
  const workbook = new exceljs.Workbook();
  workbook.creator = context.mark.by;
  const sheet = workbook.addWorksheet(context.language === 'zh' ? '隐患' : 'Hazards', {
    views: [{ state: 'frozen', ySplit: 1 }],
    headerFooter: { oddFooter: `${context.mark.by} ${context.mark.at}`.replaceAll('&', '&&') },
  });
  sheet.addRow(all.map(({ heading }) => heading[context.language])).font = { bold: true };
  for (const hazard of hazards) {
    const row = sheet.addRow(
      all.map((column) => {
        const cell = column.cell(hazard, context);
        return typeof cell === 'string' && cell.length > longestCell ? '' : cell;
      }),
    );
    // Else a long number that somebody edits turns into 3.71082E+17.
    row.eachCell((cell) => {
      if (typeof cell.value === 'string') cell.numFmt = '@';
    });
  }
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
