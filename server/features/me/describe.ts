import { sql } from 'drizzle-orm';
import type { Me } from '../../../shared/me.ts';
import { type Action, actionRoles } from '../../../shared/permissions.ts';
import type { HoldingReach, Scope } from '../../auth/scope.ts';
import { countyOf } from '../../db/area.ts';
import type { Tx } from '../../db/connect.ts';
import { countySettings } from '../../db/settings.ts';

/** Who asks, what they may do, and where. */
export async function describeMe(tx: Tx, scope: Scope): Promise<Me> {
  const held = scope.holdings
    .filter(({ reach }) => reach.kind !== 'glass')
    .map(({ role, reach }) => ({ role, ...told(reach) }));
  const areas = await tx.execute<{ code: string; name: string }>(sql`select code, name from area`);
  const zones = await tx.execute<{ id: number; name: string }>(sql`
    select id::float8 as id, name from zone where id = any(scope_ids('cuntu.zones'))`);
  const areaNames = new Map([...areas].map(({ code, name }) => [code, name]));
  const zoneNames = new Map([...zones].map(({ id, name }) => [id, name]));
  const actions = Object.keys(actionRoles) as Action[];
  return {
    accountId: scope.accountId,
    displayName: scope.actor,
    holdings: held.map((one) => ({
      ...one,
      areaName: areaNames.get(one.areaCode) ?? one.areaCode,
      zoneName: one.zoneId === null ? null : (zoneNames.get(one.zoneId) ?? null),
    })),
    actions: actions.filter((action) => scope.may(action)),
    settings: await countySettings(tx, countyOf(held[0]?.areaCode ?? '')),
  };
}

function told(reach: HoldingReach): { areaCode: string; zoneId: number | null; households: number | null } {
  if (reach.kind === 'area') return { areaCode: reach.areaCode, zoneId: null, households: null };
  const zoneId = reach.kind === 'zone' ? reach.zoneId : null;
  return { areaCode: reach.villageCode, zoneId, households: reach.households.length };
}
