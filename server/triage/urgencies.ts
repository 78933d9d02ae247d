import { type SQL, sql } from 'drizzle-orm';
import { dayNumber } from '../../shared/geo.ts';
import { type HazardSeverity, type HazardState, isOpen } from '../../shared/hazard.ts';
import { byUrgency, type Urgency, type UrgencyFacts, type UrgencyWeights, urgencyOf } from '../../shared/urgency.ts';
import type { Scope } from '../auth/scope.ts';
import { dayOf, today } from '../db/calendar.ts';
import type { Tx } from '../db/connect.ts';
import { countySettings } from '../db/settings.ts';
import { exposures } from './exposure.ts';

type Row = { id: number; severity: HazardSeverity; state: HazardState; dueOn: string | null; lastStepOn: string };

/** Hazards a condition holds for with their urgency, the most urgent first; what is closed or rejected comes last, with a score of 0. By the county's weights unless others are tried out. */
export async function hazardUrgencies(
  tx: Tx,
  scope: Scope,
  countyCode: string,
  condition: SQL,
  most: number,
  weights: UrgencyWeights | null = null,
): Promise<{ id: number; score: number; urgency: Urgency }[]> {
  const settings = await countySettings(tx, countyCode);
  const rows = await tx.execute<Row>(sql`
    select hazard.id::float8 as id, hazard.severity, hazard.state, hazard.due_on::text as "dueOn",
      ${dayOf(sql`coalesce(hazard.last_step_at, hazard.reported_at)`)}::text as "lastStepOn"
    from hazard
    where ${condition}
    order by hazard.id
    limit ${most}`);
  const exposed = await exposures(
    tx,
    scope,
    countyCode,
    sql`${condition} and hazard.state not in ('closed', 'rejected')`,
    settings.hazardReach,
  );
  const day = today();
  return [...rows]
    .map((row) => {
      const urgency = isOpen(row.state)
        ? urgencyOf(hazardFacts(row, exposed.get(row.id), day), weights ?? settings.urgencyWeights)
        : { score: 0, reasons: [] };
      return { id: row.id, score: urgency.score, urgency };
    })
    .sort(byUrgency);
}

function hazardFacts(
  { severity, dueOn, lastStepOn }: Row,
  exposure: Pick<UrgencyFacts, 'persons' | 'keyPersons' | 'needHelp'> | undefined,
  day: string,
): UrgencyFacts {
  return {
    ...(exposure ?? { persons: 0, keyPersons: {}, needHelp: 0 }),
    severities: [severity],
    overdueDays: dueOn === null ? 0 : dayNumber(day) - dayNumber(dueOn),
    idleDays: dayNumber(day) - dayNumber(lastStepOn),
  };
}
