import { type SignInAnswer, signInAnswerSchema } from '../../../shared/account.ts';
import { type PasswordFault, passwordFaults } from '../../../shared/password.ts';
import { askAuth, nothingSchema } from '../../api/auth.ts';
import { errorDetailOf } from '../../app/errorText.ts';

/** Where somebody on the way in stands. */
export type Step = SignInAnswer['next'] | 'password';

/** The first step in. Throws AppError signInFailed, signInLocked and accountDisabled. */
export function sendPassword(username: string, password: string): Promise<SignInAnswer> {
  return askAuth('sign-in', signInAnswerSchema, { username, password });
}

/** The second step, for those who have one. Throws AppError codeWrong, signInLocked, and signInNeeded when it took too long. */
export function sendCode(code: string): Promise<SignInAnswer> {
  return askAuth('second-factor', signInAnswerSchema, { code });
}

/** Throws AppError passwordWrong and passwordWeak. */
export async function sendNewPassword(currentPassword: string, newPassword: string): Promise<void> {
  await askAuth('change-password', nothingSchema, { currentPassword, newPassword });
}

/** The fault the server found in a new password; null when that was not what was wrong. */
export function faultOf(error: unknown): PasswordFault | null {
  const { fault } = errorDetailOf(error);
  return passwordFaults.find((known) => known === fault) ?? null;
}
