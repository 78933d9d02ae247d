import { z } from 'zod';

/**
 * Who may sign in, and how. Signing in and everything that sets a cookie are plain requests under `/api/auth`, JSON in and
 * out; a refusal is `{ error: ErrorCode, detail }` with the status of its code. Requests from pages of other origins are
 * refused with 403. Everything else about accounts is tRPC (`account.*`, in `administration.ts`).
 *
 * | request | body | answer |
 * |---|---|---|
 * | `GET  session` | | `Door`: who is signed in, and which ways in there are |
 * | `POST sign-in` | `SignIn` | `SignInAnswer`; `signInFailed`, `signInLocked { seconds }`, `accountDisabled` |
 * | `POST second-factor` | `Code` | `SignInAnswer`; `codeWrong`, `signInLocked { seconds }`, `signInNeeded` when it took too long |
 * | `GET  identity-provider?to=/path` | | redirects there and back to `to`; when refused back to `/?signIn=refused&error=…` |
 * | `POST sign-out` | | `{}` |
 * | `POST sign-out-everywhere` | | `{}`, every session of the account is ended |
 * | `POST change-password` | `ChangePassword` | `{}`, every other session is ended; `passwordWrong`, `passwordWeak { fault }` |
 * | `POST second-factor/enrol` | `Password` | `Enrolment`; `passwordWrong` |
 * | `POST second-factor/confirm` | `Code` | `{}`, from now on it is asked for; `codeWrong` |
 * | `POST second-factor/recovery-codes` | `Password` | `{ recoveryCodes }`, the old ones are void |
 * | `POST second-factor/remove` | `Password` | `{}` |
 */
export const authPath = '/api/auth';

/** Sent with what a window asks by itself while nobody is there: such a request does not renew the session. */
export const unattendedHeader = 'x-cuntu-unattended';

/** User names: 2 to 32 letters, digits, Chinese characters, dots, dashes and underscores; upper and lower case are the same. */
export const usernamePattern = /^[a-z0-9._\-\p{Script=Han}]{2,32}$/u;

export function normalUsername(typed: string): string {
  return typed.normalize('NFKC').trim().toLowerCase();
}

export const signInSchema = z.object({ username: z.string().min(1).max(200), password: z.string().min(1).max(1000) });

/** `secondFactor`: the password was right, and the code of the second factor is still to come, within ten minutes. */
export const signInAnswerSchema = z.object({ next: z.enum(['done', 'passwordChange', 'secondFactor']) });
export type SignInAnswer = z.infer<typeof signInAnswerSchema>;

/** Six digits from the authenticator, or one of the recovery codes. */
export const codeSchema = z.object({ code: z.string().trim().min(1).max(40) });
export const passwordSchema = z.object({ password: z.string().min(1).max(1000) });
export const changePasswordSchema = z.object({
  currentPassword: z.string().min(1).max(1000),
  newPassword: z.string().min(1).max(1000),
});

/** What an authenticator app is given, as a QR code or typed, and the codes to keep for the day the phone is lost. */
export const enrolmentSchema = z.object({
  address: z.string(),
  secret: z.string(),
  recoveryCodes: z.array(z.string()),
});
export type Enrolment = z.infer<typeof enrolmentSchema>;

/** Somebody whose session is good. */
export const signedSchema = z.object({
  accountId: z.string(),
  username: z.string(),
  displayName: z.string(),
  /** Until it is changed every procedure answers `passwordChangeNeeded`. */
  mustChangePassword: z.boolean(),
  twoFactorEnabled: z.boolean(),
  sessionId: z.string(),
  /** ISO time at which the session ends unless it is used before. */
  expiresAt: z.string(),
});
export type Signed = z.infer<typeof signedSchema>;

/** What the sign-in page needs to know. */
export const doorSchema = z.object({
  signed: signedSchema.nullable(),
  /** The name of the identity provider, when there is one. */
  identityProvider: z.string().nullable(),
});
export type Door = z.infer<typeof doorSchema>;
