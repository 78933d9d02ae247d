import { byteOrderMark, csvLine } from '../../../../shared/csv.ts';
import { workbookOf } from '../../../workbook.ts';
import type { ListedHazard } from '../items.ts';
import { type Cell, type Column, type Context, columns, placeColumns } from './table.ts';

const all: Column[] = [...columns, ...placeColumns];

/** Comma-separated values, in which nothing is a formula; who took them out and when stands in every line. */
export function hazardsAsCsv(hazards: readonly ListedHazard[], context: Context): Buffer {
  const lines = hazards.map((hazard) => csvLine(all.map((column) => column.cell(hazard, context) ?? '')));
  return Buffer.from(byteOrderMark + csvLine(all.map(({ heading }) => heading[context.language])) + lines.join(''));
}

/** A workbook with the same cells, and who took them out and when under every page. */
export function hazardsAsXlsx(hazards: readonly ListedHazard[], context: Context): Promise<Buffer> {
  const { language, mark } = context;
  return workbookOf({
    name: language === 'zh' ? '隐患' : 'Hazards',
    head: all.map(({ heading }) => heading[language]),
    rows: cellsOf(hazards, context),
    footer: `${mark.by} ${mark.at}`,
    creator: mark.by,
  });
}

function* cellsOf(hazards: readonly ListedHazard[], context: Context): Iterable<Cell[]> {
  for (const hazard of hazards) yield all.map((column) => column.cell(hazard, context));
}
