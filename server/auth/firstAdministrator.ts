import { account } from '../../drizzle/schema/account.ts';
import type { Database } from '../db/connect.ts';
import { insertAccounts } from './newAccount.ts';
import { hashPassword, oneTimePassword } from './password.ts';

/**
 * Makes `admin` where nobody can sign in yet, with a password that has to be changed at once.
 * Returns what to print, or null when there are accounts already.
 */
export async function createFirstAdministrator(
  database: Database,
): Promise<{ username: string; password: string } | null> {
  if ((await database.$count(account)) > 0) return null;
  const password = oneTimePassword();
  const passwordHash = await hashPassword(password);
  await insertAccounts(database, [
    { username: 'admin', displayName: '系统管理员', passwordHash, mustChangePassword: true },
  ]);
  return { username: 'admin', password };
}
