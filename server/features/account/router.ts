import { z } from 'zod';
import {
  accountListInputSchema,
  accountPageSchema,
  accountRefSchema,
  createAccountSchema,
  createdAccountSchema,
  endOwnSessionSchema,
  endSessionsSchema,
  grantableZoneSchema,
  grantableZonesInputSchema,
  grantInputSchema,
  grantRefSchema,
  importUsersReportSchema,
  importUsersSchema,
  resetPasswordSchema,
  sessionItemSchema,
  setDisabledSchema,
  updateAccountSchema,
} from '../../../shared/administration.ts';
import { logOwn } from '../../auth/accountLog.ts';
import { allow, router } from '../../trpc.ts';
import { endSessions, endSessionsOf, listSessions, resetPassword, sessionsOf, setDisabled } from './access.ts';
import { createAccount, updateAccount } from './create.ts';
import { endGrant, grant, grantableZones } from './grants.ts';
import { importUsers } from './importUsers.ts';
import { listAccounts } from './list.ts';
import { administer } from './right.ts';

const sessions = z.array(sessionItemSchema);

export const accountRouter = router({
  list: allow('account.manage')
    .input(accountListInputSchema)
    .output(accountPageSchema)
    .query(({ ctx, input }) =>
      administer(ctx.database, ctx.scope, (tx) => listAccounts(tx, ctx.scope, ctx.lockOut, input)),
    ),
  create: allow('account.manage')
    .input(createAccountSchema)
    .output(createdAccountSchema)
    .mutation(({ ctx, input }) => createAccount(ctx.database, ctx.scope, input)),
  update: allow('account.manage')
    .input(updateAccountSchema)
    .mutation(({ ctx, input }) => updateAccount(ctx.database, ctx.scope, input)),
  setDisabled: allow('account.manage')
    .input(setDisabledSchema)
    .mutation(({ ctx, input }) => setDisabled(ctx.database, ctx.scope, input)),
  resetPassword: allow('account.manage')
    .input(resetPasswordSchema)
    .output(z.object({ password: z.string() }))
    .mutation(({ ctx, input }) => resetPassword(ctx.database, ctx.scope, ctx.lockOut, input)),
  sessions: allow('account.manage')
    .input(accountRefSchema)
    .output(sessions)
    .query(({ ctx, input }) => listSessions(ctx.database, ctx.scope, input.accountId)),
  endSessions: allow('account.manage')
    .input(endSessionsSchema)
    .mutation(({ ctx, input }) => endSessionsOf(ctx.database, ctx.scope, input)),
  grant: allow('account.manage')
    .input(grantInputSchema)
    .output(z.object({ id: z.number() }))
    .mutation(({ ctx, input }) => grant(ctx.database, ctx.scope, input)),
  zones: allow('account.manage')
    .input(grantableZonesInputSchema)
    .output(z.array(grantableZoneSchema))
    .query(({ ctx, input }) => grantableZones(ctx.database, ctx.scope, input.villageCode)),
  endGrant: allow('account.manage')
    .input(grantRefSchema)
    .mutation(({ ctx, input }) => endGrant(ctx.database, ctx.scope, input)),
  importUsers: allow('account.manage')
    .input(importUsersSchema)
    .output(importUsersReportSchema)
    .mutation(({ ctx, input }) => importUsers(ctx.database, ctx.scope, input)),
  ownSessions: allow('account.own')
    .output(sessions)
    .query(({ ctx }) => sessionsOf(ctx.database, ctx.scope.accountId)),
  endOwnSession: allow('account.own')
    .input(endOwnSessionSchema)
    .mutation(async ({ ctx, input }) => {
      const { accountId } = ctx.scope;
      const ended = await endSessions(ctx.database, accountId, input.sessionId);
      if (ended > 0) await logOwn(ctx.database, accountId, 'endOwnSession', ctx.scope);
    }),
});
