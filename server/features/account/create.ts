import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { createAccountSchema, createdAccountSchema, updateAccountSchema } from '../../../shared/administration.ts';
import { AppError } from '../../../shared/errors.ts';
import { insertAccounts, takenUsernames } from '../../auth/newAccount.ts';
import { hashPassword, oneTimePassword } from '../../auth/password.ts';
import type { Scope } from '../../auth/scope.ts';
import type { Database, Tx } from '../../db/connect.ts';
import { addGrant } from './grants.ts';
import { administer, checkArea, lockAccount, logChange, refuseSelf } from './right.ts';

type Person = { countyCode: string; id: number };

/**
 * Makes an account with what it is granted, all or nothing; the one-time password is in the answer and nowhere else.
 * Throws usernameTaken, notAllowed for what lies outside the administrator's area, conflict for a person who has one.
 */
export async function createAccount(
  database: Database,
  scope: Scope,
  input: z.infer<typeof createAccountSchema>,
): Promise<z.infer<typeof createdAccountSchema>> {
  const password = oneTimePassword();
  const passwordHash = await hashPassword(password);
  return administer(database, scope, async (tx) => {
    const { username, displayName, person, identityProviderOnly } = input;
    if ((await takenUsernames(tx, [username])).length > 0) {
      throw new AppError({ code: 'usernameTaken', detail: { username } });
    }
    if (person) await checkPerson(tx, scope, person);
    const [accountId = ''] = await insertAccounts(tx, [
      { username, displayName, passwordHash, mustChangePassword: !identityProviderOnly, person },
    ]);
    await logChange(tx, scope, { action: 'createAccount', after: { accountId, username, displayName, person } });
    for (const post of input.grants) await addGrant(tx, scope, { accountId, username, post });
    return { accountId, password: identityProviderOnly ? null : password };
  });
}

/** Renames an account or ties it to another person of the register. */
export function updateAccount(
  database: Database,
  scope: Scope,
  { accountId, displayName, person }: z.infer<typeof updateAccountSchema>,
): Promise<void> {
  refuseSelf(scope, accountId);
  return administer(database, scope, async (tx) => {
    const before = await lockAccount(tx, scope, accountId);
    if (person) await checkPerson(tx, scope, person, accountId);
    await tx.execute(sql`
      update account
      set display_name = ${displayName}, person_county_code = ${person?.countyCode ?? null},
        person_id = ${person?.id ?? null}::bigint, updated_at = now()
      where id = ${accountId}`);
    await logChange(tx, scope, {
      action: 'updateAccount',
      before: { displayName: before.displayName },
      after: { accountId, username: before.username, displayName, person },
    });
  });
}

/** Somebody who lives in the administrator's area and has no other account. */
async function checkPerson(tx: Tx, scope: Scope, { countyCode, id }: Person, accountId = ''): Promise<void> {
  const [found] = await tx.execute<{ villageCode: string; taken: boolean }>(sql`
    select village_code as "villageCode", exists (
        select from account
        where person_county_code = ${countyCode} and person_id = ${id} and account.id <> ${accountId}
      ) as taken
    from person
    where county_code = ${countyCode} and id = ${id} and ended_at is null`);
  if (!found) throw new AppError({ code: 'notFound', detail: { field: 'person' } });
  checkArea(scope, found.villageCode);
  if (found.taken) throw new AppError({ code: 'conflict', detail: { field: 'person' } });
}
