import { type SQL, sql } from 'drizzle-orm';
import {
  type FacetName,
  facetNames,
  type HazardFilter,
  type HazardList,
  type HazardListInput,
  type HazardSort,
} from '../../../shared/hazardFilter.ts';
import type { Scope } from '../../auth/scope.ts';
import { countyOf } from '../../db/area.ts';
import type { Tx } from '../../db/connect.ts';
import { allOf, facetValues, type HazardConditions, hazardConditions } from '../../triage/hazards.ts';
import { hazardUrgencies } from '../../triage/urgencies.ts';
import { hazardItems, type ListedHazard, orderedIds } from './items.ts';

/** How many rows a list, and so the map and the export, holds at most. */
export const mostListed = 50_000;

/** A page of the hazards a filter means, how many there are of each value of each facet, and all ids in the order of the list. */
export async function listHazards(tx: Tx, scope: Scope, input: HazardListInput): Promise<HazardList> {
  const conditions = await hazardConditions(tx, scope, input.filter);
  const { ids, scores } = await order(tx, scope, conditions, input);
  const page = ids.slice(input.offset, input.offset + input.limit);
  const items = await hazardItems(tx, countyOf(input.filter.areaCode), page);
  const { total, facets } = await countFacets(tx, conditions);
  return {
    total,
    facets,
    ids,
    items: items.map(({ description: _, reportedAt: __, closedAt: ___, geometry: ____, ...item }) => ({
      ...item,
      score: scores?.get(item.id) ?? null,
    })),
  };
}

/** Exactly the rows that the list shows, all of them, in its order: what an export holds. */
export async function listedHazards(
  tx: Tx,
  scope: Scope,
  input: { filter: HazardFilter; sort: HazardSort; descending: boolean },
): Promise<ListedHazard[]> {
  const conditions = await hazardConditions(tx, scope, input.filter);
  const { ids } = await order(tx, scope, conditions, input);
  return hazardItems(tx, countyOf(input.filter.areaCode), ids);
}

async function order(
  tx: Tx,
  scope: Scope,
  conditions: HazardConditions,
  { filter, sort, descending }: { filter: HazardFilter; sort: HazardSort; descending: boolean },
): Promise<{ ids: number[]; scores: Map<number, number> | null }> {
  const condition = allOf(conditions);
  if (sort !== 'urgency') {
    return { ids: await orderedIds(tx, condition, sort, descending, mostListed), scores: null };
  }
  const urgencies = await hazardUrgencies(tx, scope, countyOf(filter.areaCode), condition, mostListed);
  const ids = urgencies.map(({ id }) => id);
  return {
    ids: descending ? ids.reverse() : ids,
    scores: new Map(urgencies.map(({ id, urgency }) => [id, urgency.score])),
  };
}

/** One statement: what always holds is worked out once, and each facet is counted with the other facets' choices. */
async function countFacets(
  tx: Tx,
  conditions: HazardConditions,
): Promise<{ total: number; facets: Record<FacetName, Record<string, number>> }> {
  const values = facetValues();
  const columns = facetNames.flatMap((facet) => [
    sql`${values[facet]} as ${sql.identifier(facet)}`,
    sql`(${conditions.facets[facet]}) as ${sql.identifier(`is_${facet}`)}`,
  ]);
  const chosen = (left: readonly FacetName[]): SQL =>
    left.length === 0
      ? sql`true`
      : sql.join(
          left.map((facet) => sql`${sql.identifier(`is_${facet}`)}`),
          sql` and `,
        );
  const counts = facetNames.map(
    (facet) => sql`
      select ${facet} as facet, ${sql.identifier(facet)} as value, count(*)::integer as count from base
      where ${chosen(facetNames.filter((other) => other !== facet))}
      group by 2`,
  );
  const rows = await tx.execute<{ facet: FacetName | 'total'; value: string; count: number }>(sql`
    with base as materialized (select ${sql.join(columns, sql`, `)} from hazard where ${conditions.general})
    select 'total' as facet, '' as value, count(*)::integer as count from base where ${chosen(facetNames)}
    union all ${sql.join(counts, sql` union all `)}`);
  const facets: Record<FacetName, Record<string, number>> = {
    category: {},
    kind: {},
    severity: {},
    state: {},
    due: {},
    age: {},
  };
  let total = 0;
  for (const { facet, value, count } of rows) {
    if (facet === 'total') total = count;
    else facets[facet][value] = count;
  }
  return { total, facets };
}
