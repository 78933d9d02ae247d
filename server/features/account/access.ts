import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import {
  type endSessionsSchema,
  type resetPasswordSchema,
  type SessionItem,
  sessionItemSchema,
  type setDisabledSchema,
} from '../../../shared/administration.ts';
import type { LockOut } from '../../auth/lockOut.ts';
import { hashPassword, oneTimePassword } from '../../auth/password.ts';
import type { Scope } from '../../auth/scope.ts';
import { isoMoment } from '../../db/calendar.ts';
import type { Database, Tx } from '../../db/connect.ts';
import { administer, lockAccount, logChange, refuseSelf } from './right.ts';

/** Shuts an account out at once, or lets it in again. */
export function setDisabled(
  database: Database,
  scope: Scope,
  { accountId, disabled }: z.infer<typeof setDisabledSchema>,
): Promise<void> {
  refuseSelf(scope, accountId);
  return administer(database, scope, async (tx) => {
    const { username } = await lockAccount(tx, scope, accountId);
    await tx.execute(sql`
      update account
      set disabled_at = case when ${disabled} then coalesce(disabled_at, now()) end, updated_at = now()
      where id = ${accountId}`);
    if (disabled) await endSessions(tx, accountId, null);
    await logChange(tx, scope, {
      action: disabled ? 'disableAccount' : 'enableAccount',
      after: { accountId, username },
    });
  });
}

/** Gives an account a new one-time password, ends its sessions and its waiting. Returns the password, shown this once. */
export async function resetPassword(
  database: Database,
  scope: Scope,
  lockOut: LockOut,
  { accountId, removeSecondFactor, unlinkIdentityProvider }: z.infer<typeof resetPasswordSchema>,
): Promise<{ password: string }> {
  refuseSelf(scope, accountId);
  const password = oneTimePassword();
  const passwordHash = await hashPassword(password);
  return administer(database, scope, async (tx) => {
    const { username } = await lockAccount(tx, scope, accountId);
    await tx.execute(sql`
      update credential
      set password = ${passwordHash}, updated_at = now()
      where account_id = ${accountId} and provider_id = 'credential'`);
    await tx.execute(sql`
      update account
      set must_change_password = true, updated_at = now(),
        two_factor_enabled = two_factor_enabled and not ${removeSecondFactor}
      where id = ${accountId}`);
    if (removeSecondFactor) await tx.execute(sql`delete from two_factor where account_id = ${accountId}`);
    if (unlinkIdentityProvider) {
      await tx.execute(sql`delete from credential where account_id = ${accountId} and provider_id = 'oidc'`);
    }
    await endSessions(tx, accountId, null);
    await lockOut.clear(username, tx);
    const after = { accountId, username, removeSecondFactor, unlinkIdentityProvider };
    await logChange(tx, scope, { action: 'resetPassword', after });
    return { password };
  });
}

export function listSessions(database: Database, scope: Scope, accountId: string): Promise<SessionItem[]> {
  return administer(database, scope, async (tx) => {
    await lockAccount(tx, scope, accountId);
    return sessionsOf(tx, accountId);
  });
}

export function endSessionsOf(
  database: Database,
  scope: Scope,
  { accountId, sessionId }: z.infer<typeof endSessionsSchema>,
): Promise<void> {
  return administer(database, scope, async (tx) => {
    const { username } = await lockAccount(tx, scope, accountId);
    const ended = await endSessions(tx, accountId, sessionId);
    await logChange(tx, scope, { action: 'endSessions', after: { accountId, username, ended } });
  });
}

/** Browsers an account is signed in with, the latest first. */
export async function sessionsOf(tx: Tx | Database, accountId: string): Promise<SessionItem[]> {
  const rows = await tx.execute(sql`
    select id, ${isoMoment(sql`created_at`)} as "createdAt", ${isoMoment(sql`updated_at`)} as "lastUsedAt",
      ${isoMoment(sql`expires_at`)} as "expiresAt", coalesce(ip_address, '') as address,
      coalesce(user_agent, '') as "userAgent"
    from session
    where account_id = ${accountId} and expires_at > now()
    order by session.updated_at desc, id`);
  return rows.map((row) => sessionItemSchema.parse(row));
}

/** Ends one session of the account, or all; returns how many there were. */
export async function endSessions(tx: Tx | Database, accountId: string, sessionId: string | null): Promise<number> {
  const ended = await tx.execute(sql`
    delete from session
    where account_id = ${accountId} and (${sessionId}::text is null or id = ${sessionId})
    returning 1`);
  return ended.length;
}
