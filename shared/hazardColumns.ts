import type { ColumnsOf } from './columns.ts';
import { dayNumber } from './geo.ts';
import { hazardCategories, hazardStates } from './hazard.ts';
import {
  ageBreaks,
  ageClass,
  dueClass,
  dueClasses,
  type FacetName,
  facetNames,
  type HazardFilter,
} from './hazardFilter.ts';

type Hazards = Pick<
  ColumnsOf<'hazard'>,
  'id' | 'lng' | 'lat' | 'severity' | 'category' | 'kind' | 'state' | 'reportedOn' | 'dueOn' | 'zone' | 'assignee'
>;

/** What the browser has found out about the parts of a filter that rows alone do not tell. */
export type FilterContext = {
  /** Days since 1 January 1970. */
  today: number;
  /** Rows that lie where the filter says; null where it says nothing. */
  inPlace: Uint8Array | null;
  /** The zones meant, with those below; null for all. */
  zones: ReadonlySet<number> | null;
};

/**
 * Which rows pass a filter, and the counts of its facets: one pass over numbers. A row that fails one facet only still
 * counts for the other values of that facet.
 */
export function filterHazards(
  hazards: Hazards,
  filter: HazardFilter,
  context: FilterContext,
): { passes: Uint8Array; total: number; facets: Record<FacetName, Record<string, number>> } {
  const count = hazards.id.length;
  const passes = new Uint8Array(count);
  const coded = codedFacets(hazards, context.today);
  const tables = facetNames.map((name) => facetTable(coded[name], wantedOf(filter, name)));
  const choosing = tables.filter(({ accepts }) => accepts !== null);
  const general = generalTest(hazards, filter, context);
  let total = 0;
  for (let row = 0; row < count; row++) {
    if (general !== null && !general(row)) continue;
    let failing: FacetTable | null = null;
    let failed = 0;
    for (const table of choosing) {
      if (table.accepts?.[table.codes[row] ?? 0] === 1) continue;
      failing = table;
      failed += 1;
      if (failed > 1) break;
    }
    if (failed > 1) continue;
    if (failing !== null) {
      add(failing, row);
      continue;
    }
    passes[row] = 1;
    total += 1;
    for (const table of tables) add(table, row);
  }
  return { passes, total, facets: countsOf(tables) };
}

function generalTest(
  hazards: Hazards,
  filter: HazardFilter,
  { inPlace, zones }: FilterContext,
): ((row: number) => boolean) | null {
  const saysNothing =
    filter.reportedFrom === null && filter.reportedTo === null && filter.ids === null && filter.responsible === null;
  if (saysNothing && inPlace === null && zones === null) return null;
  const from = filter.reportedFrom === null ? Number.NEGATIVE_INFINITY : dayNumber(filter.reportedFrom);
  const to = filter.reportedTo === null ? Number.POSITIVE_INFINITY : dayNumber(filter.reportedTo);
  const ids = filter.ids && new Set(filter.ids);
  const person = filter.responsible?.kind === 'person' ? filter.responsible.id : null;
  return (row) => {
    const reported = hazards.reportedOn[row] ?? 0;
    return (
      reported >= from &&
      reported <= to &&
      (inPlace === null || inPlace[row] === 1) &&
      (zones === null || zones.has(hazards.zone[row] ?? 0)) &&
      (ids === null || ids.has(hazards.id[row] ?? 0)) &&
      (person === null || hazards.assignee[row] === person)
    );
  };
}

/** A facet of every row as a number, and what the numbers stand for. */
type Coded = { codes: Uint16Array; values: readonly string[] };
type CodedFacets = Record<FacetName, Coded>;

/** Held for the columns they were worked out from; a change of any row makes new columns. */
const known = new WeakMap<object, { of: readonly unknown[]; today: number; coded: CodedFacets }>();

function codedFacets(hazards: Hazards, today: number): CodedFacets {
  const { category, kind, severity, state, dueOn, reportedOn } = hazards;
  const of = [category, kind, severity, state, dueOn, reportedOn];
  const held = known.get(state);
  if (held && held.today === today && held.of.every((column, at) => column === of[at])) return held.coded;
  const states = (row: number) => hazardStates[state[row] ?? 0] ?? 'reported';
  const words = codedWords(kind);
  const code = (values: readonly string[], read: (row: number) => number): Coded => ({
    values,
    codes: Uint16Array.from(state, (_, row) => read(row)),
  });
  const dueIndex = new Map(dueClasses.map((due, index) => [due, index]));
  const coded: CodedFacets = {
    category: code(hazardCategories, (row) => category[row] ?? 0),
    kind: words,
    severity: code(['0', '1', '2', '3', '4'], (row) => severity[row] ?? 0),
    state: code(hazardStates, (row) => state[row] ?? 0),
    due: code(dueClasses, (row) => dueIndex.get(dueClass(states(row), dueOn[row] ?? 0, today)) ?? 0),
    age: code(
      [...ageBreaks, 0].map((_, index) => String(index)),
      (row) => ageClass(today - (reportedOn[row] ?? 0)),
    ),
  };
  known.set(state, { of, today, coded });
  return coded;
}

function codedWords(words: readonly string[]): Coded {
  const codes = new Map<string, number>();
  const of = Uint16Array.from(words, (word) => {
    const code = codes.get(word) ?? codes.size;
    codes.set(word, code);
    return code;
  });
  return { values: [...codes.keys()], codes: of };
}

function wantedOf(filter: HazardFilter, name: FacetName): readonly string[] {
  switch (name) {
    case 'category':
      return filter.categories;
    case 'kind':
      return filter.kinds;
    case 'severity':
      return filter.severities.map(String);
    case 'state':
      return filter.states;
    case 'due':
      return filter.due;
    case 'age':
      return filter.ages.map(String);
  }
}

/** `accepts` is 1 for each code that is wanted; null where all are. */
type FacetTable = Coded & { accepts: Uint8Array | null; counts: Int32Array };

function facetTable(coded: Coded, wanted: readonly string[]): FacetTable {
  const chosen = new Set(wanted);
  const accepts = wanted.length === 0 ? null : Uint8Array.from(coded.values, (value) => (chosen.has(value) ? 1 : 0));
  return { ...coded, accepts, counts: new Int32Array(coded.values.length) };
}

function add({ codes, counts }: FacetTable, row: number): void {
  const code = codes[row] ?? 0;
  counts[code] = (counts[code] ?? 0) + 1;
}

/** Counts by value, without those that do not occur; the days of the due day are always all there. */
function countsOf(tables: readonly FacetTable[]): Record<FacetName, Record<string, number>> {
  const counts: Record<FacetName, Record<string, number>> = {
    category: {},
    kind: {},
    severity: {},
    state: {},
    due: {},
    age: {},
  };
  for (const [at, name] of facetNames.entries()) {
    const table = tables[at];
    for (const [code, value] of table?.values.entries() ?? []) {
      const found = table?.counts[code] ?? 0;
      if (found > 0 || name === 'due') counts[name][value] = found;
    }
  }
  return counts;
}
