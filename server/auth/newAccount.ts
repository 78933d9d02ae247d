import { randomUUID } from 'node:crypto';
import { inArray } from 'drizzle-orm';
import { account, credential } from '../../drizzle/schema/account.ts';
import type { Database, Tx } from '../db/connect.ts';
import { emailOf } from './library.ts';

export type NewAccount = {
  /** In its normal form. */
  username: string;
  displayName: string;
  passwordHash: string;
  mustChangePassword: boolean;
  /** The person of the register whose account it is. */
  person?: { countyCode: string; id: number } | null;
};

/**
 * Adds accounts that can sign in with their password, and returns their ids in order. Every account has a password, even
 * one that is meant for the identity provider: without one a wrong guess would be answered sooner.
 * A user name or person that has an account already fails by the database's constraint.
 */
export async function insertAccounts(tx: Tx | Database, accounts: NewAccount[]): Promise<string[]> {
  if (accounts.length === 0) return [];
  const rows = accounts.map((entry) => ({ ...entry, id: randomUUID() }));
  await tx.insert(account).values(
    rows.map(({ id, username, displayName, mustChangePassword, person }) => ({
      id,
      username,
      displayName,
      email: emailOf(username),
      mustChangePassword,
      personCountyCode: person?.countyCode ?? null,
      personId: person?.id ?? null,
    })),
  );
  await tx.insert(credential).values(
    rows.map(({ id, passwordHash }) => ({
      id: randomUUID(),
      ownerId: id,
      providerId: 'credential',
      subject: id,
      password: passwordHash,
    })),
  );
  return rows.map(({ id }) => id);
}

/** Which of these user names are taken. */
export async function takenUsernames(tx: Tx | Database, usernames: string[]): Promise<string[]> {
  if (usernames.length === 0) return [];
  const rows = await tx
    .select({ username: account.username })
    .from(account)
    .where(inArray(account.username, usernames));
  return rows.map(({ username }) => username);
}
