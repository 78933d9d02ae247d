import { type SQL, sql } from 'drizzle-orm';
import { AppError } from '../../../shared/errors.ts';
import { type EditedField, type EditHazard, editedFields, type HazardChange } from '../../../shared/hazardRegister.ts';
import { dueOn } from '../../../shared/hazardRules.ts';
import type { Scope } from '../../auth/scope.ts';
import type { Tx } from '../../db/connect.ts';
import { reading } from '../../db/pinyin.ts';
import { countySettings } from '../../db/settings.ts';
import { shapeSql } from '../../db/shape.ts';
import { logEvent } from './logEvent.ts';
import { responsibleFor } from './nearby.ts';
import { checkKind, worksAt } from './report.ts';
import { type LockedHazard, lockHazard, whereaboutsOf } from './row.ts';

/**
 * Changes what is said of a hazard: by who works where it lies, or by who reported it until somebody has verified it.
 * Its zone follows its position and its day follows its severity, unless both are given. Throws notFound, notAllowed, also for a
 * place where whoever edits it has no duty, conflict when somebody has written since, and invalidInput.
 */
export async function editHazard(tx: Tx, scope: Scope, input: EditHazard): Promise<void> {
  const hazard = await lockHazard(tx, input);
  if (!mayEdit(scope, hazard)) throw new AppError({ code: 'notAllowed', detail: { action: 'hazard.edit' } });
  if (hazard.seq !== input.seq) throw new AppError({ code: 'conflict', detail: { number: hazard.number } });
  const settings = await countySettings(tx, input.countyCode);
  const category = input.category ?? hazard.category;
  if (input.kind !== undefined) checkKind(settings, { category, kind: input.kind });
  const place = await placeOf(tx, input, hazard);
  const moved = { ...hazard, ...place };
  if (!worksAt(scope, moved) || !mayEdit(scope, moved)) {
    throw new AppError({ code: 'notAllowed', detail: { action: 'hazard.edit' } });
  }
  const set = [
    ...column('category', input.category),
    ...column('kind', input.kind ?? (category === hazard.category ? undefined : '')),
    ...column('severity', input.severity),
    ...column('channel', input.channel),
    ...column('description', input.description),
    ...titleColumns(input.title),
    ...column('reach', input.reach),
    ...(input.shape ? [sql`geometry = ${shapeSql(input.shape)}`] : []),
    sql`village_code = ${place.villageCode}`,
    sql`zone_id = ${place.zoneId}`,
    ...dueColumn(
      input,
      hazard,
      dueOn(settings.hazardDueDays, {
        category,
        severity: input.severity ?? hazard.severity,
        reportedOn: hazard.reportedOn,
      }),
    ),
  ];
  const before = await contentOf(tx, hazard);
  await tx.execute(sql`update hazard set ${sql.join(set, sql`, `)} where ${one(hazard)}`);
  const after = await contentOf(tx, hazard);
  await logEvent(tx, scope, moved, {
    step: 'edit',
    fromState: hazard.state,
    toState: hazard.state,
    note: '',
    detail: { changes: changesOf(before.told, after.told) },
    photoIds: [],
    before: before.logged,
    after: after.logged,
  });
}

export function mayEdit(
  scope: Scope,
  hazard: Pick<LockedHazard, 'countyCode' | 'villageCode' | 'zoneId' | 'state' | 'reportedBy'>,
): boolean {
  if (hazard.state === 'reported' && hazard.reportedBy === scope.accountId) return true;
  return scope.mayAt('hazard.edit', whereaboutsOf(hazard));
}

type Told = Record<EditedField, string | number | null>;

/** What may be edited of a hazard: as its history tells it, and as the log of changes keeps it, which is without free text. */
async function contentOf(tx: Tx, hazard: LockedHazard): Promise<{ told: Told; logged: Record<string, unknown> }> {
  const [row] = await tx.execute<{ told: Told; logged: Record<string, unknown> }>(sql`
    select
      json_build_object(
        'title', title, 'description', description, 'category', category, 'kind', kind, 'severity', severity, 'channel', channel,
        'shape', st_asgeojson(geometry, 7, 0), 'reach', reach, 'dueOn', due_on,
        'zone', (select name from zone where zone.county_code = hazard.county_code and zone.id = hazard.zone_id)
      ) as told,
      json_build_object(
        'category', category, 'kind', kind, 'severity', severity, 'channel', channel, 'title', title, 'zoneId', zone_id,
        'dueOn', due_on, 'reach', reach,
        'position', json_build_array(st_x(st_pointonsurface(geometry)), st_y(st_pointonsurface(geometry)))
      ) as logged
    from hazard where ${one(hazard)}`);
  if (!row) throw new AppError({ code: 'notFound' });
  return row;
}

/** Each field that is another now, with what it was; of a shape only that it is another. */
function changesOf(before: Told, after: Told): HazardChange[] {
  return editedFields
    .filter((field) => before[field] !== after[field])
    .map((field) =>
      field === 'shape' ? { field, before: null, after: null } : { field, before: before[field], after: after[field] },
    );
}

function one({ countyCode, id }: LockedHazard): SQL {
  return sql`county_code = ${countyCode} and id = ${id}`;
}

function column(name: string, value: string | number | null | undefined): SQL[] {
  return value === undefined ? [] : [sql`${sql.identifier(name)} = ${value}`];
}

function titleColumns(title: string | undefined): SQL[] {
  if (title === undefined) return [];
  const { pinyin, initials } = reading(title);
  return [sql`title = ${title}`, sql`pinyin = ${pinyin}`, sql`initials = ${initials}`];
}

async function placeOf(
  tx: Tx,
  { countyCode, shape, zoneId }: EditHazard,
  hazard: LockedHazard,
): Promise<{ villageCode: string | null; zoneId: number | null }> {
  if (zoneId !== undefined && zoneId !== null) {
    const [zone] = await tx.execute<{ villageCode: string }>(sql`
      select village_code as "villageCode" from zone where county_code = ${countyCode} and id = ${zoneId} and ended_at is null`);
    if (!zone) throw new AppError({ code: 'notFound', detail: { field: 'zoneId' } });
    return { villageCode: zone.villageCode, zoneId };
  }
  if (shape) return responsibleFor(tx, countyCode, shape);
  return { villageCode: hazard.villageCode, zoneId: hazard.zoneId };
}

function dueColumn(input: EditHazard, hazard: LockedHazard, day: string): SQL[] {
  if (input.dueOn !== undefined) return [sql`due_on = ${input.dueOn}::date`];
  const regraded =
    (input.severity !== undefined && input.severity !== hazard.severity) ||
    (input.category !== undefined && input.category !== hazard.category);
  return regraded ? [sql`due_on = ${day}::date`] : [];
}
