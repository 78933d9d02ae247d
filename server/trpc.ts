import { initTRPC, TRPCError } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import { ZodError } from 'zod';
import { AppError, type ErrorCode } from '../shared/errors.ts';
import type { Basemap } from '../shared/map.ts';
import type { Action } from '../shared/permissions.ts';
import type { LockOut } from './auth/lockOut.ts';
import type { Scope } from './auth/scope.ts';
import type { Database } from './db/connect.ts';

/** What every procedure works with: the database, the way in, and the background the installation has chosen. */
export type Context = {
  database: Database;
  /** The scope of whoever asks, once they may do what the procedure stands for. Throws AppError. */
  admit: (action: Action, procedure: string) => Promise<Scope>;
  /** Who has to wait before signing in, for those who may let them in. */
  lockOut: LockOut;
  basemap: Basemap | null;
  requestId: string;
};

const statusOf: Record<ErrorCode, TRPCError['code']> = {
  signInNeeded: 'UNAUTHORIZED',
  passwordChangeNeeded: 'FORBIDDEN',
  notAllowed: 'FORBIDDEN',
  signInFailed: 'UNAUTHORIZED',
  signInLocked: 'TOO_MANY_REQUESTS',
  accountDisabled: 'FORBIDDEN',
  passwordWrong: 'BAD_REQUEST',
  passwordWeak: 'BAD_REQUEST',
  codeWrong: 'BAD_REQUEST',
  usernameTaken: 'CONFLICT',
  alreadyAllowed: 'CONFLICT',
  notFound: 'NOT_FOUND',
  invalidInput: 'BAD_REQUEST',
  invalidGeometry: 'BAD_REQUEST',
  unknownArea: 'NOT_FOUND',
  conflict: 'CONFLICT',
  householdEnded: 'CONFLICT',
  outsideVillage: 'BAD_REQUEST',
  planChanged: 'CONFLICT',
  planConflict: 'CONFLICT',
  planRefused: 'CONFLICT',
  planBreaches: 'CONFLICT',
  planState: 'CONFLICT',
  planEmpty: 'BAD_REQUEST',
  ownPlan: 'FORBIDDEN',
  zoneEnded: 'CONFLICT',
  nameTaken: 'CONFLICT',
  zoneNotEmpty: 'CONFLICT',
  zonesDiffer: 'BAD_REQUEST',
  nothingToSplit: 'BAD_REQUEST',
  bordersDoNotMatch: 'BAD_REQUEST',
  leadUnfit: 'BAD_REQUEST',
  stepNotAllowed: 'CONFLICT',
  stepIncomplete: 'BAD_REQUEST',
  photoUnreadable: 'BAD_REQUEST',
  photoHeic: 'BAD_REQUEST',
  fileUnreadable: 'BAD_REQUEST',
  fileNoArea: 'BAD_REQUEST',
  fileNotDegrees: 'BAD_REQUEST',
  fileTooLarge: 'PAYLOAD_TOO_LARGE',
  noTerrain: 'NOT_FOUND',
  emergencyEnded: 'CONFLICT',
  nothingToExport: 'NOT_FOUND',
  tooMany: 'BAD_REQUEST',
  tooOften: 'TOO_MANY_REQUESTS',
  unavailable: 'SERVICE_UNAVAILABLE',
  internal: 'INTERNAL_SERVER_ERROR',
};

/** The HTTP status an expected failure is answered with. */
export function httpStatusOf(code: ErrorCode): number {
  return getHTTPStatusCodeFromError(new TRPCError({ code: statusOf[code] }));
}

/** A failure as the caller may see it: an expected one as it is, anything else without what went wrong inside. */
function expected(error: TRPCError): AppError {
  if (error.cause instanceof AppError) return error.cause;
  if (error.code === 'NOT_FOUND') return new AppError({ code: 'notFound' });
  if (error.code === 'INTERNAL_SERVER_ERROR') return new AppError({ code: 'internal' });
  const issue = error.cause instanceof ZodError ? error.cause.issues[0] : undefined;
  // Only the field is named: what was typed into it may be personal.
  return new AppError({ code: 'invalidInput', detail: issue ? { field: issue.path.join('.') } : {} });
}

const t = initTRPC
  .context<Context>()
  .meta<{ action: Action }>()
  .create({
    isDev: false,
    errorFormatter: ({ shape, error, ctx }) => {
      const failure = expected(error);
      return {
        ...shape,
        message: failure.code,
        data: { ...shape.data, appCode: failure.code, detail: failure.detail, requestId: ctx?.requestId ?? '' },
      };
    },
  });

/** Expected failures answer with the HTTP status of their code instead of 500. */
const withStatus = t.middleware(async ({ next }) => {
  const result = await next();
  if (!result.ok && result.error.cause instanceof AppError) {
    throw new TRPCError({ code: statusOf[result.error.cause.code], cause: result.error.cause });
  }
  return result;
});

export const router = t.router;

/** The only way to make a procedure: whoever calls it is signed in and has a role for the action. */
export function allow(action: Action) {
  return t.procedure
    .meta({ action })
    .use(withStatus)
    .use(async ({ ctx, path, next }) => {
      const scope = await ctx.admit(action, path);
      return next({ ctx: { ...ctx, scope } });
    });
}
