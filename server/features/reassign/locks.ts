import { sql } from 'drizzle-orm';
import { AppError } from '../../../shared/errors.ts';
import type { ZoneLock } from '../../../shared/reassign.ts';
import type { Scope } from '../../auth/scope.ts';
import { countyOf } from '../../db/area.ts';
import { isoMoment } from '../../db/calendar.ts';
import type { Tx } from '../../db/connect.ts';
import { idArray } from '../../db/ids.ts';

type Row = Omit<ZoneLock, 'isMine' | 'mayUnlock'> & { accountId: string };

/** Locked zones of a village, with who locked them. */
export async function listLocks(tx: Tx, scope: Scope, villageCode: string): Promise<ZoneLock[]> {
  const rows = await tx.execute<Row>(sql`
    select zone_id::float8 as "zoneId", actor as by, ${isoMoment(sql`at`)} as at, account_id as "accountId"
    from zone_lock
    where county_code = ${countyOf(villageCode)} and village_code = ${villageCode} and released_at is null
    order by zone_id`);
  return [...rows].map(({ accountId, ...lock }) => {
    const isMine = accountId === scope.accountId;
    return { ...lock, isMine, mayUnlock: isMine || scope.mayAt('plan.draft', { areaCode: villageCode }) };
  });
}

type SetLocks = { villageCode: string; zoneIds: number[]; locked: boolean };

/**
 * Locks zones one answers for, or lets them go: one's own locks, and anybody's where one answers for the whole village.
 * What is so already stays. Throws notAllowed when one of the zones is not one's own to lock.
 */
export async function setLocks(tx: Tx, scope: Scope, { villageCode, zoneIds, locked }: SetLocks): Promise<ZoneLock[]> {
  const countyCode = countyOf(villageCode);
  const ofVillage = scope.mayAt('plan.draft', { areaCode: villageCode });
  const foreign = zoneIds.find((zoneId) => !ofVillage && !scope.mayAt('plan.draft', { areaCode: villageCode, zoneId }));
  if (foreign !== undefined) throw new AppError({ code: 'notAllowed', detail: { action: 'plan.draft' } });
  if (locked) {
    await tx.execute(sql`
      insert into zone_lock (county_code, village_code, zone_id, account_id, actor)
      select county_code, village_code, id, ${scope.accountId}, ${scope.actor}
      from zone
      where county_code = ${countyCode} and village_code = ${villageCode} and id = any(${idArray(new Set(zoneIds))})
        and ended_at is null
      on conflict (county_code, zone_id) where released_at is null do nothing`);
  } else {
    await tx.execute(sql`
      update zone_lock
      set released_at = now()
      where county_code = ${countyCode} and village_code = ${villageCode} and zone_id = any(${idArray(zoneIds)})
        and released_at is null and (${ofVillage} or account_id = ${scope.accountId})`);
  }
  return listLocks(tx, scope, villageCode);
}
