import { sql } from 'drizzle-orm';
import type { HazardState } from '../../../shared/hazard.ts';
import type { HazardChange, HazardEvent } from '../../../shared/hazardRegister.ts';
import type { Scope } from '../../auth/scope.ts';
import type { Tx } from '../../db/connect.ts';
import { takePhotos } from '../../photos/take.ts';
import type { LockedHazard } from './row.ts';

type Event = {
  step: HazardEvent['step'];
  fromState: HazardState | null;
  toState: HazardState;
  note: string;
  detail: Record<string, string | number | boolean | null | readonly HazardChange[]>;
  photoIds: readonly number[];
  before: Record<string, unknown> | null;
  after: Record<string, unknown>;
};

type Subject = Pick<LockedHazard, 'countyCode' | 'villageCode' | 'id'>;

/** Writes a step into the hazard's own history and into the log of changes, and gives it its photographs. Throws notFound. */
export async function logEvent(tx: Tx, scope: Scope, hazard: Subject, event: Event): Promise<void> {
  const { countyCode, villageCode, id } = hazard;
  const [row] = await tx.execute<{ id: number }>(sql`
    insert into hazard_event (county_code, village_code, hazard_id, step, from_state, to_state, actor, note, detail)
    values (
      ${countyCode}, ${villageCode}, ${id}, ${event.step}, ${event.fromState}, ${event.toState}, ${scope.actor}, ${event.note},
      ${JSON.stringify(event.detail)}::jsonb
    )
    returning id::float8 as id`);
  await tx.execute(sql`
    insert into change (county_code, village_code, actor, action, subject, subject_id, before, after)
    values (
      ${countyCode}, ${villageCode}, ${scope.actor}, ${event.step}, 'hazard', ${id},
      ${event.before === null ? null : JSON.stringify(event.before)}::jsonb, ${JSON.stringify(event.after)}::jsonb
    )`);
  const owner = sql`hazard_id = ${id}, event_id = ${row?.id ?? 0}, village_code = ${villageCode}`;
  await takePhotos(tx, scope, countyCode, event.photoIds, owner);
}
