import type { Database } from '../db/connect.ts';
import type { Settings } from '../settings.ts';
import { type SignInLibrary, signInLibrary } from './library.ts';
import { LockOut } from './lockOut.ts';
import { type CheckCode, codeChecker } from './secondFactor.ts';
import { readSecret } from './secret.ts';
import { type SessionOf, sessionReader } from './session.ts';

export type AccountSettings = Pick<
  Settings,
  'publicUrl' | 'secret' | 'dataDirectory' | 'sessionHours' | 'identityProvider'
>;

/** Everything the server knows about signing in. */
export type Accounts = {
  library: SignInLibrary;
  lockOut: LockOut;
  identityProvider: string | null;
  sessionOf: SessionOf;
  checkCode: CheckCode;
};

export function openAccounts(database: Database, settings: AccountSettings): Accounts {
  const secret = readSecret(settings);
  const { publicUrl, sessionHours, identityProvider } = settings;
  const library = signInLibrary(database, { secret, publicUrl, sessionHours, identityProvider });
  return {
    library,
    lockOut: new LockOut(database, secret),
    identityProvider: identityProvider?.name ?? null,
    sessionOf: sessionReader(database, { secret, publicUrl, sessionHours }),
    checkCode: codeChecker(database, { secret, publicUrl }),
  };
}
