import type { FastifyRequest } from 'fastify';
import { unattendedHeader } from '../../shared/account.ts';
import { AppError } from '../../shared/errors.ts';
import type { Action } from '../../shared/permissions.ts';
import type { Database } from '../db/connect.ts';
import type { Accounts } from './accounts.ts';
import { loadScope } from './loadScope.ts';
import type { Scope } from './scope.ts';

/**
 * The way into everything that reads or writes rows: the scope of whoever sent the request, once they may do `action`.
 * `procedure` is what the logs call it. Throws AppError signInNeeded, passwordChangeNeeded or notAllowed.
 */
export type Admit = (request: FastifyRequest, action: Action, procedure?: string) => Promise<Scope>;

/** Session and scope are read once for all procedures of a request. */
export function admitter(database: Database, { sessionOf }: Pick<Accounts, 'sessionOf'>): Admit {
  const known = new WeakMap<FastifyRequest, Promise<Scope>>();
  const enter = async (request: FastifyRequest): Promise<Scope> => {
    const signed = await sessionOf(request.headers, { renew: !isUnattended(request) });
    if (!signed) throw new AppError({ code: 'signInNeeded' });
    if (signed.mustChangePassword) throw new AppError({ code: 'passwordChangeNeeded' });
    return loadScope(database, { accountId: signed.accountId, actor: signed.displayName, address: request.ip });
  };
  return async (request, action, procedure = action) => {
    const entered = known.get(request) ?? enter(request);
    known.set(request, entered);
    const scope = await entered;
    if (!scope.may(action)) throw new AppError({ code: 'notAllowed', detail: { action } });
    return scope.during(procedure);
  };
}

/** A window hears of changes, and asks for them, also while nobody is there: that must not keep the session. */
function isUnattended({ headers, url }: FastifyRequest): boolean {
  return headers[unattendedHeader] !== undefined || url.startsWith('/live');
}
