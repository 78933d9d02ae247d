/** How often something happened, and to which rows or features first. */
export type Tally = Record<string, { count: number; examples: string[] }>;

export type TableReport = {
  read: number;
  new: number;
  updated: number;
  unchanged: number;
  /** By what was done, such as `ringClosed` or `madeValid:Self-intersection`; a row may be mended in several ways. */
  repaired: Tally;
  /** By reason, such as `noGeometry` or `badValue:severity`. */
  rejected: Tally;
};

/** What became of a file. Holds no personal data: rows are named by number, never by content. */
export type ImportReport = {
  file: string;
  kind: string;
  format: string;
  sha256: string;
  dryRun: boolean;
  /** Where rows went that lie in no other known area. */
  countyCode: string;
  villageCode: string | null;
  createdAreas: string[];
  /** Headings by the field they feed, and headings that feed none; for tables and GeoJSON. */
  columns: { recognised: Record<string, string>; ignored: string[] } | null;
  /** Encoding and delimiter of a table, elements of an OpenStreetMap file. */
  detected: Record<string, string>;
  tables: Record<string, TableReport>;
  /** What was left out on purpose, such as coastlines, by kind. */
  skipped: Record<string, number>;
  attribution: string;
  seconds: number;
  rowsPerSecond: number;
  /** Largest resident memory of this process so far, in megabytes. */
  peakMegabytes: number;
  importRunId: number | null;
};

/** Rows named in the report for one reason. */
export const examplesShown = 5;

export function emptyTableReport(): TableReport {
  return { read: 0, new: 0, updated: 0, unchanged: 0, repaired: {}, rejected: {} };
}

export function note(tally: Tally, reason: string, label: string | string[], count = 1): void {
  const entry = tally[reason] ?? { count: 0, examples: [] };
  entry.count += count;
  for (const example of Array.isArray(label) ? label : [label]) {
    if (entry.examples.length < examplesShown) entry.examples.push(example);
  }
  tally[reason] = entry;
}

export function total(tally: Tally): number {
  return Object.values(tally).reduce((sum, { count }) => sum + count, 0);
}

export function accepted(table: TableReport): number {
  return table.new + table.updated + table.unchanged;
}
