import { create } from 'zustand';
import { errorCodeOf } from '../app/errorText.ts';

/** What somebody who is inside has to do before anything more is answered. */
export type Barrier = 'signIn' | 'passwordChange';

type SessionStore = { barrier: Barrier | null };

/** Whether the work on screen waits for its session; the dialog that mends it looks here. */
export const useSession = create<SessionStore>(() => ({ barrier: null }));

let waiting: (() => void)[] = [];

/** Whether a failure is only that the session has ended, or that a password is to be changed first. */
export function barrierOf(error: unknown): Barrier | null {
  const code = errorCodeOf(error);
  if (code === 'signInNeeded') return 'signIn';
  return code === 'passwordChangeNeeded' ? 'passwordChange' : null;
}

/** Asks whoever is at the screen to sign in again; resolves once they have. */
export function untilPassed(barrier: Barrier): Promise<void> {
  useSession.setState({ barrier });
  return new Promise((resolve) => waiting.push(resolve));
}

/** To be called once the session is good again: what waited is tried once more. */
export function pass(): void {
  const ready = waiting;
  waiting = [];
  useSession.setState({ barrier: null });
  for (const resolve of ready) resolve();
}

/** Does something that needs a session, and again after each barrier has been passed. Throws whatever else it throws. */
export async function withSession<Result>(work: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const barrier = barrierOf(error);
      if (!barrier) throw error;
      await untilPassed(barrier);
    }
  }
}
