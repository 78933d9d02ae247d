import { sql } from 'drizzle-orm';
import { AppError } from '../../../shared/errors.ts';
import type { ReportHazard } from '../../../shared/hazardRegister.ts';
import { dueOn } from '../../../shared/hazardRules.ts';
import { categoryOfKind } from '../../../shared/hazardTree.ts';
import { covers } from '../../../shared/reach.ts';
import type { Settings } from '../../../shared/setting.ts';
import type { Scope } from '../../auth/scope.ts';
import { today } from '../../db/calendar.ts';
import type { Tx } from '../../db/connect.ts';
import { reading } from '../../db/pinyin.ts';
import { countySettings } from '../../db/settings.ts';
import { shapeSql } from '../../db/shape.ts';
import { logEvent } from './logEvent.ts';
import { responsibleFor } from './nearby.ts';

/**
 * Puts a new hazard on the map, in the village and zone it lies in, due by the county's days. Throws notAllowed beyond
 * the areas whoever reports works in, invalidInput for a kind of another category and notFound for photographs.
 */
export async function reportHazard(
  tx: Tx,
  scope: Scope,
  input: ReportHazard,
): Promise<{ id: number; number: string; villageCode: string | null; zoneId: number | null }> {
  const { countyCode } = input;
  const { villageCode, zoneId } = await responsibleFor(tx, countyCode, input.shape);
  if (!worksAt(scope, { countyCode, villageCode })) {
    throw new AppError({ code: 'notAllowed', detail: { action: 'hazard.report' } });
  }
  const settings = await countySettings(tx, countyCode);
  checkKind(settings, input);
  const day = dueOn(settings.hazardDueDays, { ...input, reportedOn: today() });
  const { pinyin, initials } = reading(input.title);
  const [row] = await tx.execute<{ id: number; number: string }>(sql`
    insert into hazard (
      county_code, village_code, number, category, kind, channel, severity, state, title, pinyin, initials, description,
      zone_id, reported_at, reported_by, due_on, reach, geometry
    )
    values (
      ${countyCode}, ${villageCode}, next_hazard_number(${countyCode}), ${input.category}, ${input.kind}, ${input.channel},
      ${input.severity}, 'reported', ${input.title}, ${pinyin}, ${initials}, ${input.description},
      ${zoneId}, now(), ${scope.accountId}, ${day}::date, ${input.reach}, ${shapeSql(input.shape)}
    )
    returning id::float8 as id, number`);
  if (!row) throw new AppError({ code: 'internal' });
  await logEvent(
    tx,
    scope,
    { countyCode, villageCode, id: row.id },
    {
      step: 'report',
      fromState: null,
      toState: 'reported',
      note: '',
      detail: {},
      photoIds: input.photoIds,
      before: null,
      after: { number: row.number, category: input.category, severity: input.severity, title: input.title },
    },
  );
  return { ...row, villageCode, zoneId };
}

/** Whoever works in a village may report what they see anywhere in it, and an official of the county beyond every village. */
export function worksAt(scope: Scope, place: { countyCode: string; villageCode: string | null }): boolean {
  return covers(scope.ground, place.villageCode ?? place.countyCode);
}

/** A kind stands under its category in the county's tree. */
export function checkKind(settings: Settings, { category, kind }: Pick<ReportHazard, 'category' | 'kind'>): void {
  if (kind === '' || categoryOfKind(settings.hazardTree, kind) === category) return;
  throw new AppError({ code: 'invalidInput', detail: { field: 'kind' } });
}
