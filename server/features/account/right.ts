import { sql } from 'drizzle-orm';
import { AppError } from '../../../shared/errors.ts';
import { covers } from '../../../shared/reach.ts';
import type { Scope } from '../../auth/scope.ts';
import { countyOf, villageOf } from '../../db/area.ts';
import { today } from '../../db/calendar.ts';
import type { Database, Tx } from '../../db/connect.ts';
import { recordChange } from '../../db/recordChange.ts';
import { maintain } from '../../db/transaction.ts';

/**
 * Runs an administrator's work on accounts. It runs as the owner of the tables, because requests have no right to any of
 * them: every use case checks by itself that what it touches lies in the administrator's area.
 */
export function administer<Result>(database: Database, scope: Scope, work: (tx: Tx) => Promise<Result>) {
  return maintain(database, scope.actor, work);
}

/** Throws AppError notAllowed for an area that is not the administrator's. */
export function checkArea(scope: Scope, areaCode: string): void {
  if (!covers(scope.areasOf('account.manage'), areaCode)) {
    throw new AppError({ code: 'notAllowed', detail: { areaCode } });
  }
}

type Locked = { id: string; username: string; displayName: string; places: string[] };

/**
 * Locks an account for a change. Whoever may do more than the administrator's area holds is beyond their reach: else a
 * new password for a county's analyst would be the way into the county. Throws notFound, or notAllowed.
 */
export async function lockAccount(tx: Tx, scope: Scope, accountId: string): Promise<Locked> {
  const [account] = await tx.execute<Locked>(sql`
    select id, username, display_name as "displayName", array(
        select area_code from account_grant
        where account_id = account.id and (to_on is null or to_on > ${today()}::date)
        union
        select village_code from person
        where person.county_code = account.person_county_code and person.id = account.person_id
      ) as places
    from account
    where id = ${accountId}
    for update`);
  if (!account) throw new AppError({ code: 'notFound' });
  for (const place of account.places) checkArea(scope, place);
  return account;
}

/** One's own account is looked after by somebody else, so that nobody helps themselves to more. */
export function refuseSelf(scope: Scope, accountId: string): void {
  if (scope.accountId === accountId) throw new AppError({ code: 'notAllowed', detail: { reason: 'ownAccount' } });
}

/** Writes what was done to an account into the log of the county. Never a password, nor what it was. */
export async function logChange(
  tx: Tx,
  scope: Scope,
  entry: { action: string; areaCode?: string; grantId?: number; before?: object; after: object },
): Promise<void> {
  const areaCode = entry.areaCode ?? scope.areasOf('account.manage')[0]?.low ?? '';
  await recordChange(tx, {
    countyCode: countyOf(areaCode),
    villageCode: villageOf(areaCode),
    actor: scope.actor,
    accountId: scope.accountId,
    action: entry.action,
    subject: entry.grantId === undefined ? 'account' : 'account_grant',
    subjectId: entry.grantId ?? null,
    before: entry.before ?? null,
    after: entry.after,
  });
}
