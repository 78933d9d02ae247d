import type { ColumnsOf } from './columns.ts';
import { dayNumber } from './geo.ts';
import { hazardCategories, hazardStates } from './hazard.ts';
import { ageClass, dueClass, dueClasses, type FacetName, type HazardFilter } from './hazardFilter.ts';

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

/** Which rows pass a filter, and the counts of its facets: one pass, one bit per facet that a row fails. */
export function filterHazards(
  hazards: Hazards,
  filter: HazardFilter,
  context: FilterContext,
): { passes: Uint8Array; total: number; facets: Record<FacetName, Record<string, number>> } {
  const count = hazards.id.length;
  const passes = new Uint8Array(count);
  const facets = facetTables(filter);
  const general = generalTest(hazards, filter, context);
  let total = 0;
  for (let row = 0; row < count; row++) {
    if (!general(row)) continue;
    let failed = 0;
    let failing = -1;
    for (let at = 0; at < facets.length; at++) {
      const table = facets[at];
      if (!table || table.accepts(hazards, row, context.today)) continue;
      failed += 1;
      failing = at;
      if (failed > 1) break;
    }
    if (failed > 1) continue;
    // A row that fails one facet only still counts for the other values of that facet.
    if (failed === 1) {
      facets[failing]?.count(hazards, row, context.today);
      continue;
    }
    passes[row] = 1;
    total += 1;
    for (const table of facets) table.count(hazards, row, context.today);
  }
  return { passes, total, facets: countsOf(facets) };
}

function generalTest(
  hazards: Hazards,
  filter: HazardFilter,
  { inPlace, zones }: FilterContext,
): (row: number) => boolean {
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

type FacetTable = {
  facet: FacetName;
  accepts(hazards: Hazards, row: number, today: number): boolean;
  count(hazards: Hazards, row: number, today: number): void;
  counts: Map<string, number>;
};

function facetTables(filter: HazardFilter): FacetTable[] {
  const stateOf = (hazards: Hazards, row: number) => hazardStates[hazards.state[row] ?? 0] ?? 'reported';
  return [
    facet('category', filter.categories, (hazards, row) => hazardCategories[hazards.category[row] ?? 0] ?? 'other'),
    facet('kind', filter.kinds, (hazards, row) => hazards.kind[row] ?? ''),
    facet('severity', filter.severities.map(String), (hazards, row) => String(hazards.severity[row] ?? 0)),
    facet('state', filter.states, stateOf),
    facet('due', filter.due, (hazards, row, today) => dueClass(stateOf(hazards, row), hazards.dueOn[row] ?? 0, today)),
    facet('age', filter.ages.map(String), (hazards, row, today) =>
      String(ageClass(today - (hazards.reportedOn[row] ?? 0))),
    ),
  ];
}

function facet(
  name: FacetName,
  wanted: readonly string[],
  read: (hazards: Hazards, row: number, today: number) => string,
): FacetTable {
  const accepted = new Set(wanted);
  const counts = new Map<string, number>();
  return {
    facet: name,
    counts,
    accepts: (hazards, row, today) => accepted.size === 0 || accepted.has(read(hazards, row, today)),
    count: (hazards, row, today) => {
      const value = read(hazards, row, today);
      counts.set(value, (counts.get(value) ?? 0) + 1);
    },
  };
}

function countsOf(tables: readonly FacetTable[]): Record<FacetName, Record<string, number>> {
  const counts: Record<FacetName, Record<string, number>> = {
    category: {},
    kind: {},
    severity: {},
    state: {},
    due: Object.fromEntries(dueClasses.map((due) => [due, 0])),
    age: {},
  };
  for (const table of tables) Object.assign(counts[table.facet], Object.fromEntries(table.counts));
  return counts;
}
