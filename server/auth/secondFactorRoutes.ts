import { codeSchema, type Enrolment, passwordSchema } from '../../shared/account.ts';
import type { Database } from '../db/connect.ts';
import { logOwn } from './accountLog.ts';
import type { Door } from './door.ts';

const issuer = '村图 Cuntu';

/** Setting up, renewing and removing the second factor of one's own account; each needs the password once more. */
export function secondFactorRoutes({ post }: Door, database: Database): void {
  post('second-factor/enrol', passwordSchema, async (caller, body): Promise<Enrolment> => {
    const { username } = await caller.signedIn();
    const { answer } = await caller.guarded(username, () => caller.send({ path: '/two-factor/enable', body }));
    const secret = new URL(String(answer.totpURI)).searchParams.get('secret') ?? '';
    return { address: totpAddress(username, secret), secret, recoveryCodes: codesIn(answer) };
  });
  post('second-factor/confirm', codeSchema, async (caller, body) => {
    const { accountId, twoFactorEnabled } = await caller.signedIn();
    await caller.send({ path: '/two-factor/verify-totp', body });
    if (!twoFactorEnabled) await logOwn(database, accountId, 'enrolSecondFactor', caller);
  });
  post('second-factor/recovery-codes', passwordSchema, async (caller, body) => {
    const { accountId, username } = await caller.signedIn();
    const step = { path: '/two-factor/generate-backup-codes', body };
    const { answer } = await caller.guarded(username, () => caller.send(step));
    await logOwn(database, accountId, 'renewRecoveryCodes', caller);
    return { recoveryCodes: codesIn(answer) };
  });
  post('second-factor/remove', passwordSchema, async (caller, body) => {
    const { accountId, username } = await caller.signedIn();
    await caller.guarded(username, () => caller.send({ path: '/two-factor/disable', body }));
    await logOwn(database, accountId, 'removeSecondFactor', caller);
  });
}

/** The library would name the account by its made-up e-mail. */
function totpAddress(username: string, secret: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(username)}`;
  return `otpauth://totp/${label}?${new URLSearchParams({ secret, issuer, digits: '6', period: '30' })}`;
}

function codesIn(answer: Record<string, unknown>): string[] {
  return Array.isArray(answer.backupCodes) ? answer.backupCodes.map(String) : [];
}
