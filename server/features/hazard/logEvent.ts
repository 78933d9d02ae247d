import { sql } from 'drizzle-orm';
import type { HazardState } from '../../../shared/hazard.ts';
import type { HazardChange, HazardEvent } from '../../../shared/hazardRegister.ts';
import type { Scope } from '../../auth/scope.ts';
import type { Tx } from '../../db/connect.ts';
import { recordChange } from '../../db/recordChange.ts';
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
  await recordChange(tx, {
    countyCode,
    villageCode,
    actor: scope.actor,
    action: event.step,
    subject: 'hazard',
    subjectId: id,
    before: event.before,
    after: event.after,
  });
  const owner = sql`hazard_id = ${id}, event_id = ${row?.id ?? 0}, village_code = ${villageCode}`;
  await takePhotos(tx, scope, countyCode, event.photoIds, owner);
}
