import { sql } from 'drizzle-orm';
import type { Database } from '../db/connect.ts';

/** What an account does to itself that the log keeps. */
export type OwnAction =
  | 'signIn'
  | 'signOutEverywhere'
  | 'changePassword'
  | 'enrolSecondFactor'
  | 'renewRecoveryCodes'
  | 'removeSecondFactor'
  | 'endOwnSession'
  /** By whoever has the machine. */
  | 'resetAtConsole';

/** Adds to the log of the county that the account belongs to by its grants or its person, else of the first there is. */
export async function logOwn(
  database: Database,
  accountId: string,
  action: OwnAction,
  detail: { address: string },
): Promise<void> {
  await database.execute(sql`
    insert into change (county_code, account_id, actor, action, subject, after)
    select county.code, account.id, account.display_name, ${action}, 'account',
      jsonb_build_object('accountId', account.id, 'username', account.username, 'address', ${detail.address}::text)
    from account
    cross join lateral (
      select coalesce(
        (select county_code from account_grant where account_id = account.id order by id desc limit 1),
        account.person_county_code,
        (select code from area where level = 'county' order by code limit 1)
      ) as code
    ) county
    where account.id = ${accountId} and county.code is not null`);
}
