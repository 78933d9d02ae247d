import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { authPath, type Signed } from '../../shared/account.ts';
import { AppError } from '../../shared/errors.ts';
import type { Accounts } from './accounts.ts';
import { type Forward, type Forwarded, forward } from './forward.ts';

/** A request under `/api/auth` on its way, with what may be done for whoever sent it. */
export type Caller = {
  address: string;
  reply: FastifyReply;
  /** Hands a step to the library in the caller's name; its cookies go to the caller. Throws AppError. */
  send(step: Forward): Promise<Forwarded>;
  /** Throws AppError signInNeeded, and passwordChangeNeeded unless that is no hindrance. */
  signedIn(options?: { evenBeforePasswordChange?: boolean }): Promise<Signed>;
  /** Throws AppError signInLocked and codeWrong for a code that need not be tried. */
  checkCode(code: string): Promise<void>;
  /** Runs what a password or a code is needed for; failures count, and too many are refused as signInLocked. */
  guarded<Result>(username: string | null, work: () => Promise<Result>): Promise<Result>;
};

export type Door = {
  caller(request: FastifyRequest, reply: FastifyReply): Caller;
  /** Adds a route that takes JSON; an answer of nothing is `{}`. */
  post<Body>(
    path: string,
    body: z.ZodType<Body>,
    handle: (caller: Caller, body: Body) => Promise<object> | Promise<void>,
  ): void;
};

export const nothing = z.object({});

export function openDoor(app: FastifyInstance, accounts: Accounts, publicUrl: string | null): Door {
  const caller = (request: FastifyRequest, reply: FastifyReply): Caller => ({
    address: request.ip,
    reply,
    send: (step) => forward(accounts.library, publicUrl, request, reply, step),
    signedIn: async ({ evenBeforePasswordChange = false } = {}) => {
      const signed = await accounts.sessionOf(request.headers);
      if (!signed) throw new AppError({ code: 'signInNeeded' });
      if (signed.mustChangePassword && !evenBeforePasswordChange) throw new AppError({ code: 'passwordChangeNeeded' });
      return signed;
    },
    checkCode: (code) => accounts.checkCode(request.headers, code),
    guarded: async (username, work) => {
      await accounts.lockOut.attempt('address', request.ip);
      if (username !== null) await accounts.lockOut.attempt('username', username);
      const began = performance.now();
      const result = await work().catch(async (error: unknown) => {
        await untilNextStep(began);
        throw error;
      });
      if (username !== null) await accounts.lockOut.clear(username);
      await accounts.lockOut.takeBack(request.ip);
      return result;
    },
  });
  return {
    caller,
    post: (path, body, handle) => {
      app.post(`${authPath}/${path}`, async (request, reply) => {
        reply.header('cache-control', 'no-store');
        const read = body.safeParse(request.body ?? {});
        if (!read.success) throw unreadable(read.error);
        return (await handle(caller(request, reply), read.data)) ?? {};
      });
    },
  };
}

/** Failures are told in whole steps, so that the time one took does not tell how far it got. */
const step = 100;

function untilNextStep(began: number): Promise<void> {
  return wait(step - ((performance.now() - began) % step));
}

/** Only the field is named: what was typed into it is secret. */
function unreadable(error: z.ZodError): AppError {
  return new AppError({ code: 'invalidInput', detail: { field: error.issues[0]?.path.join('.') ?? '' } });
}
