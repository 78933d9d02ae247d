import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { APIError } from 'better-auth/api';
import { genericOAuth, twoFactor, username } from 'better-auth/plugins';
import { sql } from 'drizzle-orm';
import * as tables from '../../drizzle/schema/account.ts';
import { authPath, normalUsername, usernamePattern } from '../../shared/account.ts';
import { passwordLength } from '../../shared/password.ts';
import type { Database } from '../db/connect.ts';
import type { IdentityProvider } from '../settings.ts';
import { logOwn } from './accountLog.ts';
import { hashPassword, verifyPassword } from './password.ts';
import { spendCode } from './secondFactor.ts';

export type LibrarySettings = {
  secret: string;
  publicUrl: string | null;
  sessionHours: number;
  identityProvider: IdentityProvider | null;
};

/** The header in which the library is told where a request comes from, in place of whatever the client claims. */
export const addressHeader = 'x-cuntu-address';
export const identityProviderId = 'oidc';
/** Where somebody whom the identity provider did not let in comes back to; `error` is added to it. */
export const refusedUrl = '/?signIn=refused';

/** Who the library takes a user name for, since it cannot do without e-mail. The domain is one that never exists. */
export const emailOf = (username: string) => `${username}@cuntu.invalid`;

/**
 * better-auth as Cuntu uses it: user name and password, a second factor, one identity provider; nobody signs up. It works
 * on the owner's connection, of which the embedded database has one: never call it inside a transaction of ours.
 */
export function signInLibrary(database: Database, settings: LibrarySettings) {
  const { identityProvider: provider } = settings;
  return betterAuth({
    appName: '村图 Cuntu',
    secret: settings.secret,
    basePath: authPath,
    ...(settings.publicUrl ? { baseURL: settings.publicUrl } : {}),
    database: drizzleAdapter(database, {
      provider: 'pg',
      schema: {
        user: tables.account,
        session: tables.session,
        account: tables.credential,
        verification: tables.verification,
        twoFactor: tables.twoFactor,
      },
    }),
    user: { fields: { name: 'displayName' } },
    session: {
      fields: { userId: 'accountId' },
      expiresIn: Math.round(settings.sessionHours * 3600),
      // Sessions are renewed where requests are let in.
      disableSessionRefresh: true,
    },
    account: {
      fields: { accountId: 'subject', userId: 'ownerId' },
      accountLinking: { trustedProviders: [identityProviderId], allowDifferentEmails: false },
      encryptOAuthTokens: true,
      updateAccountOnSignIn: false,
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordLength.least,
      // In UTF-16 units here, in characters in our own rule, which has been asked before.
      maxPasswordLength: 2 * passwordLength.most,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    plugins: [
      username({
        displayUsername: false,
        usernameNormalization: normalUsername,
        usernameValidator: (name) => usernamePattern.test(name),
        validationOrder: { username: 'post-normalization' },
        minUsernameLength: 2,
        maxUsernameLength: 32,
      }),
      twoFactor({ issuer: '村图 Cuntu', schema: { twoFactor: { fields: { userId: 'accountId' } } } }),
      ...(provider ? [genericOAuth({ config: [providerConfig(provider)] })] : []),
    ],
    databaseHooks: {
      session: {
        create: {
          before: async (session, context) => {
            await admit(database, session.userId, context?.path ?? '');
            const isCode = context?.path === '/two-factor/verify-totp';
            if (isCode && !(await spendCode(database, session.userId, String(context.body?.code)))) {
              throw new APIError('UNAUTHORIZED', { code: 'INVALID_CODE', message: 'used before' });
            }
            // Those who come by a password or a code are logged where it is known whether more is asked of them.
            const address = context?.headers?.get(addressHeader) ?? '';
            if (context?.path.startsWith('/callback/')) await logOwn(database, session.userId, 'signIn', { address });
          },
        },
      },
    },
    advanced: {
      cookiePrefix: 'cuntu',
      useSecureCookies: settings.publicUrl?.startsWith('https:') ?? false,
      ipAddress: { ipAddressHeaders: [addressHeader] },
      // Where a request comes from is checked for every route of the server before it gets here.
      disableCSRFCheck: true,
      disableOriginCheck: false,
    },
    onAPIError: { errorURL: refusedUrl },
    // Limits and logs are the server's own.
    rateLimit: { enabled: false },
    logger: { disabled: true },
    telemetry: { enabled: false },
  });
}

export type SignInLibrary = ReturnType<typeof signInLibrary>;

function providerConfig(provider: IdentityProvider) {
  const discovery = '/.well-known/openid-configuration';
  return {
    providerId: identityProviderId,
    name: provider.name,
    discoveryUrl: `${provider.issuer.replace(/\/$/, '')}${discovery}`,
    requireIdTokenVerification: true,
    clientId: provider.clientId,
    clientSecret: provider.clientSecret,
    scopes: ['openid', 'profile'],
    // Only accounts that an administrator has made sign in; the first time they are found by their user name.
    disableSignUp: true,
    disableProviderLogout: true,
    mapProfileToUser: (profile: Record<string, unknown>) => ({
      email: emailOf(normalUsername(String(profile.preferred_username ?? profile.sub ?? ''))),
      emailVerified: true,
      name: '',
    }),
  };
}

/** Before any session is made: a disabled account gets none. A sign-in that still wants a code is not one yet. */
async function admit(database: Database, accountId: string, path: string): Promise<void> {
  const finished = !path.startsWith('/sign-in/');
  const admitted = await database.execute(sql`
    update account
    set last_sign_in_at = case when ${finished} or not two_factor_enabled then now() else last_sign_in_at end
    where id = ${accountId} and disabled_at is null
    returning 1`);
  if (admitted.length === 0) throw new APIError('FORBIDDEN', { code: 'ACCOUNT_DISABLED', message: 'disabled' });
}
