import type { FastifyReply, FastifyRequest } from 'fastify';
import { authPath } from '../../shared/account.ts';
import { AppError, type ErrorCode, type ErrorDetail } from '../../shared/errors.ts';
import { addressHeader, type SignInLibrary } from './library.ts';
import { originOf } from './origin.ts';

export type Forward = {
  /** Path of the library's endpoint below `/api/auth`. */
  path: string;
  /** What it is sent as JSON; a GET without one. */
  body?: Record<string, unknown>;
};

export type Forwarded = { answer: Record<string, unknown>; location: string | null };

/** Hands a request to the library in the name of whoever sent it, and passes on the cookies of its answer. */
export async function forward(
  library: SignInLibrary,
  publicUrl: string | null,
  request: FastifyRequest,
  reply: FastifyReply,
  { path, body }: Forward,
): Promise<Forwarded> {
  const headers = new Headers({ [addressHeader]: request.ip });
  for (const name of ['cookie', 'user-agent'] as const) {
    const value = request.headers[name];
    if (value !== undefined) headers.set(name, value);
  }
  if (body) headers.set('content-type', 'application/json');
  const response = await library.handler(
    new Request(`${originOf(request, publicUrl)}${authPath}${path}`, {
      method: body ? 'POST' : 'GET',
      headers,
      ...(body ? { body: JSON.stringify(body) } : {}),
    }),
  );
  const cookies = response.headers.getSetCookie().map(untilTheBrowserCloses);
  if (cookies.length > 0) reply.header('set-cookie', cookies);
  const answer = await answerOf(response);
  if (response.status >= 400) throw failureOf(response.status, String(answer.code ?? ''));
  return { answer, location: response.headers.get('location') };
}

/** The session's cookie goes when the browser is closed, as befits a computer that several people use. */
function untilTheBrowserCloses(cookie: string): string {
  const isSession = /^(__Secure-)?cuntu\.session_token=[^;]/.test(cookie);
  return isSession ? cookie.replace(/; *Max-Age=\d+/i, '') : cookie;
}

async function answerOf(response: Response): Promise<Record<string, unknown>> {
  const text = await response.text();
  if (!response.headers.get('content-type')?.includes('json') || text === '') return {};
  const parsed: unknown = JSON.parse(text);
  return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
}

const failures: Record<string, [code: ErrorCode, detail?: ErrorDetail]> = {
  INVALID_USERNAME_OR_PASSWORD: ['signInFailed'],
  INVALID_USERNAME: ['signInFailed'],
  USERNAME_TOO_SHORT: ['signInFailed'],
  USERNAME_TOO_LONG: ['signInFailed'],
  PASSWORD_TOO_LONG: ['signInFailed'],
  ACCOUNT_DISABLED: ['accountDisabled'],
  INVALID_PASSWORD: ['passwordWrong'],
  PASSWORD_TOO_SHORT: ['passwordWeak', { fault: 'tooShort' }],
  INVALID_CODE: ['codeWrong'],
  INVALID_BACKUP_CODE: ['codeWrong'],
  TOTP_NOT_ENABLED: ['codeWrong'],
  BACKUP_CODES_NOT_ENABLED: ['codeWrong'],
  TOTP_ALREADY_ENABLED: ['conflict'],
  // Locked in this very moment, else `checkCode` has told what is left of it.
  ACCOUNT_TEMPORARILY_LOCKED: ['signInLocked', { seconds: 900 }],
};

function failureOf(status: number, code: string): Error {
  const known = failures[code];
  if (known) return new AppError({ code: known[0], detail: known[1] ?? {} });
  if (status === 401 || code === 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE') return new AppError({ code: 'signInNeeded' });
  if (status < 500) return new AppError({ code: 'invalidInput' });
  return new Error(`the sign-in library answered ${status} ${code}`);
}
