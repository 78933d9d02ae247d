import { sql } from 'drizzle-orm';
import { normalUsername } from '../shared/account.ts';
import { logOwn } from './auth/accountLog.ts';
import { hashPassword, oneTimePassword } from './auth/password.ts';
import type { Database } from './db/connect.ts';
import { openDatabase } from './db/open.ts';
import { maintain } from './db/transaction.ts';
import { Refusal } from './refusal.ts';
import { readSettings } from './settings.ts';

/** `npm run account:reset -- NAME`: for the administrator whom nobody can let in any more. Throws Refusal. */
export async function accountCommand([verb, name]: string[]): Promise<void> {
  if (verb !== 'reset' || !name) {
    throw new Refusal('用法：npm run account:reset -- 用户名', 'Usage: npm run account:reset -- USERNAME');
  }
  const opened = await openDatabase(readSettings(process.env), { share: true });
  try {
    const username = normalUsername(name);
    const password = await resetAccount(opened.database, username);
    console.log(`✓ ${username}  一次性密码 one-time password: ${password}`);
  } finally {
    await opened.close();
  }
}

/** Enables the account and gives it a one-time password; second factor and sessions are gone. Returns the password. */
async function resetAccount(database: Database, username: string): Promise<string> {
  const password = oneTimePassword();
  const passwordHash = await hashPassword(password);
  const accountId = await maintain(database, 'console', async (tx) => {
    const [account] = await tx.execute<{ id: string }>(sql`
      update account
      set must_change_password = true, two_factor_enabled = false, disabled_at = null, updated_at = now()
      where username = ${username}
      returning id`);
    if (!account) throw new Refusal(`没有账号 ${username}。`, `There is no account ${username}.`);
    await tx.execute(sql`
      update credential set password = ${passwordHash} where account_id = ${account.id} and provider_id = 'credential'`);
    await tx.execute(sql`delete from two_factor where account_id = ${account.id}`);
    await tx.execute(sql`delete from session where account_id = ${account.id}`);
    // Names in it are hashed with a secret that this command need not know.
    await tx.execute(sql`delete from sign_in_failure`);
    return account.id;
  });
  await logOwn(database, accountId, 'resetAtConsole', { address: 'console' });
  return password;
}
