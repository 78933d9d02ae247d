import { type SQL, sql } from 'drizzle-orm';
import { AppError } from '../../shared/errors.ts';
import type { Database } from '../db/connect.ts';
import { cookieName, signedToken } from './session.ts';

/**
 * Looks at the code of a second factor before the library does, which says of neither what it needs to be told: throws
 * AppError signInLocked with the seconds that are left, and codeWrong for a code that was used before.
 */
export type CheckCode = (headers: { cookie?: string | undefined }, code: string) => Promise<void>;

export function codeChecker(database: Database, settings: { secret: string; publicUrl: string | null }): CheckCode {
  const name = cookieName(settings.publicUrl, 'two_factor');
  return async ({ cookie }, code) => {
    const challenge = signedToken(cookie, name, settings.secret);
    if (challenge === null) return;
    const [asked] = await database.execute<{ seconds: number | null; used: boolean }>(sql`
      select ceil(extract(epoch from two_factor.locked_until - now()))::int as seconds, exists (
          select from verification used where used.id = ${usedCode(sql`two_factor.account_id`, code)} and used.expires_at > now()
        ) as used
      from verification challenge
      join two_factor on two_factor.account_id = challenge.value
      where challenge.identifier = ${challenge} and challenge.expires_at > now()`);
    if (asked?.seconds && asked.seconds > 0) {
      throw new AppError({ code: 'signInLocked', detail: { seconds: asked.seconds } });
    }
    if (asked?.used) throw new AppError({ code: 'codeWrong' });
  };
}

/** Notes that an account has used a code; false when it has before. An authenticator's code would be right for 90 seconds. */
export async function spendCode(database: Database, accountId: string, code: string): Promise<boolean> {
  const id = usedCode(sql`${accountId}`, code);
  const noted = await database.execute(sql`
    insert into verification (id, identifier, value, expires_at)
    values (${id}, ${id}, ${accountId}, now() + interval '2 minutes')
    on conflict (id) do update set expires_at = excluded.expires_at where verification.expires_at <= now()
    returning 1`);
  return noted.length > 0;
}

function usedCode(accountId: SQL, code: string): SQL {
  return sql`concat('used code ', ${accountId}::text, ' ', ${code}::text)`;
}
