import { sql } from 'drizzle-orm';
import type { HazardRanking, HazardRankingInput } from '../../../shared/triage.ts';
import type { Scope } from '../../auth/scope.ts';
import { countyOf } from '../../db/area.ts';
import type { Tx } from '../../db/connect.ts';
import { idArray } from '../../db/ids.ts';
import { allOf, hazardConditions } from '../../triage/hazards.ts';
import { hazardUrgencies } from '../../triage/urgencies.ts';

/** The open hazards of a filter that are the most urgent, each with its reasons. */
export async function rankHazards(
  tx: Tx,
  scope: Scope,
  { filter, limit, weights }: HazardRankingInput,
): Promise<HazardRanking> {
  const countyCode = countyOf(filter.areaCode);
  const condition = allOf(await hazardConditions(tx, scope, filter));
  const open = sql`${condition} and hazard.state not in ('closed', 'rejected')`;
  const ranked = (await hazardUrgencies(tx, scope, countyCode, open, 50_000, weights)).slice(0, limit);
  const rows = await tx.execute<{ id: number; number: string; title: string }>(sql`
    select hazard.id::float8 as id, hazard.number, hazard.title
    from unnest(${idArray(ranked.map(({ id }) => id))}) wanted (id)
    join hazard on hazard.county_code = ${countyCode} and hazard.id = wanted.id`);
  const named = new Map([...rows].map((row) => [row.id, row]));
  return ranked.flatMap(({ id, urgency }) => {
    const row = named.get(id);
    return row ? [{ ...row, urgency }] : [];
  });
}
