import { sql } from 'drizzle-orm';
import { AppError } from '../../../shared/errors.ts';
import { type SetSetting, type Settings, settings } from '../../../shared/setting.ts';
import type { Scope } from '../../auth/scope.ts';
import type { Tx } from '../../db/connect.ts';
import { recordChange } from '../../db/recordChange.ts';
import { countySettings } from '../../db/settings.ts';

/** Decides one setting for a county, and logs it. Throws notAllowed outside one's own county and invalidInput. */
export async function setSetting(
  tx: Tx,
  scope: Scope,
  action: 'setting.manage' | 'hazard.rules',
  { countyCode, key, value }: SetSetting,
): Promise<Settings> {
  if (!scope.mayAt(action, { areaCode: countyCode })) throw new AppError({ code: 'notAllowed', detail: { action } });
  const read = settings[key].safeParse(value);
  if (!read.success) {
    const path = read.error.issues[0]?.path ?? [];
    throw new AppError({ code: 'invalidInput', detail: { field: [key, ...path].join('.') } });
  }
  const [before] = await tx.execute<{ value: unknown }>(
    sql`select value from setting where county_code = ${countyCode} and key = ${key} for update`,
  );
  const after = JSON.stringify(read.data);
  await tx.execute(sql`
    insert into setting (county_code, key, value, actor) values (${countyCode}, ${key}, ${after}::jsonb, ${scope.actor})
    on conflict (county_code, key) do update set value = excluded.value, actor = excluded.actor, updated_at = now()`);
  await recordChange(tx, {
    countyCode,
    villageCode: null,
    actor: scope.actor,
    action: 'set',
    subject: 'setting',
    subjectId: null,
    before: { [key]: before?.value ?? null },
    after: { [key]: read.data },
  });
  return countySettings(tx, countyCode);
}
