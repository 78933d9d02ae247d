import { createHmac, timingSafeEqual } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { type Signed, signedSchema } from '../../shared/account.ts';
import type { Database } from '../db/connect.ts';

/**
 * Who sent a request, or null when nobody is signed in. Using a session renews it, unless `renew` is false, as for what a
 * page asks by itself while nobody is there. One statement.
 */
export type SessionOf = (headers: RequestHeaders, options?: { renew?: boolean }) => Promise<Signed | null>;
type RequestHeaders = { cookie?: string | undefined };

type SessionSettings = { secret: string; publicUrl: string | null; sessionHours: number };

/** The library's name for a cookie. Browsers keep one with the prefix only when it came by HTTPS. */
export function cookieName(publicUrl: string | null, cookie: 'session_token' | 'two_factor'): string {
  return `${publicUrl?.startsWith('https:') ? '__Secure-' : ''}cuntu.${cookie}`;
}

/** The cookie's value: the session's token with a signature, as the library writes it. */
export function signToken(token: string, secret: string): string {
  return `${token}.${createHmac('sha256', secret).update(token).digest('base64')}`;
}

export function sessionReader(database: Database, settings: SessionSettings): SessionOf {
  const name = cookieName(settings.publicUrl, 'session_token');
  const idle = settings.sessionHours * 3600;
  // Written once a minute at most, and often enough for the shortest sessions.
  const renewal = Math.min(60, idle / 10);
  return async ({ cookie }, { renew = true } = {}) => {
    const token = signedToken(cookie, name, settings.secret);
    if (token === null) return null;
    const [row] = await database.execute<Signed>(sql`
      with found as (
        select session.id as "sessionId", account.id as "accountId", account.username, account.display_name as "displayName",
          account.must_change_password as "mustChangePassword", account.two_factor_enabled as "twoFactorEnabled",
          session.expires_at
        from session
        join account on account.id = session.account_id
        where session.token = ${token} and session.expires_at > now() and account.disabled_at is null
      ),
      renewed as (
        update session
        set expires_at = now() + ${idle}::float8 * interval '1 second', updated_at = now()
        from found
        where ${renew} and session.id = found."sessionId"
          and found.expires_at < now() + ${idle - renewal}::float8 * interval '1 second'
        returning session.expires_at
      )
      select found.*, to_json(coalesce((select expires_at from renewed), found.expires_at)) #>> '{}' as "expiresAt"
      from found`);
    return row ? signedSchema.parse(row) : null;
  };
}

/** The token in a cookie of the library when its signature is ours. */
export function signedToken(header: string | undefined, name: string, secret: string): string | null {
  const value = header
    ?.split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${name}=`))
    ?.slice(name.length + 1);
  if (!value) return null;
  const signed = decodedOrNull(value);
  const token = signed?.slice(0, signed.lastIndexOf('.'));
  if (!signed || !token) return null;
  const [given, right] = [Buffer.from(signed), Buffer.from(signToken(token, secret))];
  return given.length === right.length && timingSafeEqual(given, right) ? token : null;
}

function decodedOrNull(value: string): string | null {
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}
