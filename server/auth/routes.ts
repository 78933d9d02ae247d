import { sql } from 'drizzle-orm';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  authPath,
  changePasswordSchema,
  codeSchema,
  type Door,
  normalUsername,
  type SignInAnswer,
  signInSchema,
} from '../../shared/account.ts';
import { AppError } from '../../shared/errors.ts';
import { passwordFault } from '../../shared/password.ts';
import type { Database } from '../db/connect.ts';
import { logOwn } from './accountLog.ts';
import type { Accounts } from './accounts.ts';
import { type Caller, nothing, openDoor } from './door.ts';
import type { Forwarded } from './forward.ts';
import { identityProviderId, refusedUrl } from './library.ts';
import { secondFactorRoutes } from './secondFactorRoutes.ts';

/** Signing in and out, as `shared/account.ts` tells it; what is not listed there is answered by 404. */
export function authRoutes(
  app: FastifyInstance,
  database: Database,
  accounts: Accounts,
  publicUrl: string | null,
): void {
  const door = openDoor(app, accounts, publicUrl);
  const { post } = door;
  /** What comes next for somebody whose password or code was right. */
  const enter = async ({ address }: Caller, { answer }: Forwarded): Promise<SignInAnswer> => {
    if (answer.twoFactorRedirect === true) return { next: 'secondFactor' };
    const accountId = idIn(answer.user);
    await logOwn(database, accountId, 'signIn', { address });
    await tidy(database);
    return { next: (await mustChangePassword(database, accountId)) ? 'passwordChange' : 'done' };
  };
  app.get(`${authPath}/session`, async (request, reply): Promise<Door> => {
    reply.header('cache-control', 'no-store');
    return { signed: await accounts.sessionOf(request.headers), identityProvider: accounts.identityProvider };
  });
  post('sign-in', signInSchema, async (caller, { username, password }) => {
    const name = normalUsername(username);
    const body = { username: name, password };
    return enter(caller, await caller.guarded(name, () => caller.send({ path: '/sign-in/username', body })));
  });
  post('second-factor', codeSchema, async (caller, { code }) => {
    // Six digits are the authenticator's; recovery codes have letters and a dash.
    const path = /^\d{6}$/.test(code) ? '/two-factor/verify-totp' : '/two-factor/verify-backup-code';
    const tried = await caller.guarded(null, async () => {
      await caller.checkCode(code);
      return caller.send({ path, body: { code } });
    });
    return enter(caller, tried);
  });
  const signOut = async (caller: Caller) => {
    await caller.send({ path: '/sign-out', body: {} });
    // Tiles and photographs that were kept for whoever signs out are no business of whoever comes next.
    caller.reply.header('clear-site-data', '"cache"');
  };
  post('sign-out', nothing, signOut);
  post('sign-out-everywhere', nothing, async (caller) => {
    const { accountId } = await caller.signedIn({ evenBeforePasswordChange: true });
    await database.execute(sql`delete from session where account_id = ${accountId}`);
    await logOwn(database, accountId, 'signOutEverywhere', caller);
    await signOut(caller);
  });
  post('change-password', changePasswordSchema, async (caller, { currentPassword, newPassword }) => {
    const { accountId, username } = await caller.signedIn({ evenBeforePasswordChange: true });
    const fault = passwordFault(newPassword, username, currentPassword);
    if (fault) throw new AppError({ code: 'passwordWeak', detail: { fault } });
    const body = { currentPassword, newPassword, revokeOtherSessions: true };
    await caller.guarded(username, () => caller.send({ path: '/change-password', body }));
    await database.execute(sql`
      update account set must_change_password = false, updated_at = now() where id = ${accountId}`);
    await logOwn(database, accountId, 'changePassword', caller);
  });
  secondFactorRoutes(door, database);
  if (accounts.identityProvider !== null) identityProviderRoutes(app, door);
  app.all(`${authPath}/*`, async () => {
    throw new AppError({ code: 'notFound' });
  });
}

function idIn(user: unknown): string {
  return typeof user === 'object' && user !== null && 'id' in user ? String(user.id) : '';
}

async function mustChangePassword(database: Database, accountId: string): Promise<boolean> {
  const [row] = await database.execute<{ change: boolean }>(sql`
    select must_change_password as change from account where id = ${accountId}`);
  return row?.change ?? false;
}

/** Throws away what has ended, now and then: whenever somebody signs in. */
async function tidy(database: Database): Promise<void> {
  await database.execute(sql`
    with sessions as (delete from session where expires_at < now()),
      steps as (delete from verification where expires_at < now())
    delete from sign_in_failure where last_at < now() - interval '2 days'`);
}

function identityProviderRoutes(app: FastifyInstance, door: ReturnType<typeof openDoor>): void {
  app.get<{ Querystring: { to?: string } }>(`${authPath}/identity-provider`, async (request, reply) => {
    const body = {
      provider: identityProviderId,
      callbackURL: ownPath(request.query.to),
      errorCallbackURL: refusedUrl,
    };
    const step = door.caller(request, reply).send({ path: '/sign-in/social', body });
    // A page was left for this one, so the way back has to be a page as well.
    const url = await step.then(({ answer }) => answer.url).catch(() => `${refusedUrl}&error=unavailable`);
    return reply.redirect(String(url));
  });
  app.get(`${authPath}/callback/${identityProviderId}`, async (request: FastifyRequest, reply) => {
    const query = request.url.includes('?') ? request.url.slice(request.url.indexOf('?')) : '';
    const { location } = await door.caller(request, reply).send({ path: `/callback/${identityProviderId}${query}` });
    return reply.redirect(location ?? refusedUrl);
  });
}

/** A path of this server, never another one's address. */
function ownPath(to: string | undefined): string {
  return to && /^\/(?![/\\])/.test(to) ? to : '/';
}
