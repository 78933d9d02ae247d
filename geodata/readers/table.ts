/** A cell as the file has it: a CSV holds only text, a workbook also numbers and days. */
export type Cell = string | number | Date | null;

/** One row below the header; `number` counts from the first row of the sheet, so the first row of data is usually 2. */
export type TableRow = { number: number; cells: Cell[] };

/** A table whose header has been read and whose rows are still to come. */
export type Table = {
  headers: string[];
  /** What was found out about the file, such as its encoding and delimiter. */
  detected: Record<string, string>;
  rows: AsyncGenerator<TableRow[]>;
};
