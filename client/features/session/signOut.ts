import { askAuth, nothingSchema } from '../../api/auth.ts';
import { leaveEverywhere } from '../../api/forget.ts';

/** Ends the session here, or every session of the account, and leaves nothing behind. */
export async function signOut(everywhere = false): Promise<void> {
  // Without a network, or with the session gone already, what is kept here goes all the same.
  await askAuth(everywhere ? 'sign-out-everywhere' : 'sign-out', nothingSchema).catch(() => undefined);
  await leaveEverywhere();
}
