import { sql } from 'drizzle-orm';
import { loadScope } from '../../server/auth/loadScope.ts';
import { LockOut } from '../../server/auth/lockOut.ts';
import type { Scope } from '../../server/auth/scope.ts';
import type { Database } from '../../server/db/connect.ts';
import { appRouter } from '../../server/router.ts';
import { AppError } from '../../shared/errors.ts';
import { type Action, type Role, reachOf } from '../../shared/permissions.ts';

/** Procedures called as somebody, as the server calls them once it knows who asks. */
export type Caller = ReturnType<typeof appRouter.createCaller>;

/**
 * Calls procedures as an account of its own that holds a role: for an area, or with `zoneId` for a zone of the village.
 * The account is made on the first call.
 */
export async function callerWith(
  database: Database,
  { name, role, areaCode, zoneId = null }: { name: string; role: Role; areaCode: string; zoneId?: number | null },
): Promise<{ call: Caller; accountId: string }> {
  if ((reachOf[role] === 'zone') !== (zoneId !== null)) throw new Error(`${role} is held for ${reachOf[role]}`);
  await database.execute(sql`
    insert into account (id, username, display_name, email)
    values (${name}, ${name}, ${name}, ${`${name}@example.org`})
    on conflict (id) do nothing`);
  await database.execute(sql`
    insert into account_grant (county_code, account_id, role, area_code, zone_id, from_on, granted_by)
    values (${areaCode.slice(0, 6)}, ${name}, ${role}, ${areaCode}, ${zoneId}, current_date - 10, 'test')`);
  return { call: callerOf(database, name), accountId: name };
}

/** Calls procedures as an account that is there; its scope is read anew for every call, which the signal gives up. */
export function callerOf(database: Database, accountId: string, signal?: AbortSignal): Caller {
  const admit = async (action: Action, procedure: string): Promise<Scope> => {
    const scope = await loadScope(database, { accountId, actor: accountId });
    if (!scope.may(action)) throw new AppError({ code: 'notAllowed', detail: { action } });
    return scope.during(procedure);
  };
  return appRouter.createCaller(
    {
      database,
      admit,
      basemap: null,
      lockOut: new LockOut(database, 'test'),
      requestId: 'test',
    },
    { signal },
  );
}
