import { create } from 'zustand';
import type { ErrorCode } from '../../shared/errors.ts';

/** What somebody who is inside has to do before anything more is answered. */
export type Barrier = 'signIn' | 'passwordChange';

type SessionStore = { barrier: Barrier | null };

/** Whether the work on screen waits for its session; the dialog that mends it looks here. */
export const useSession = create<SessionStore>(() => ({ barrier: null }));

let waiting: (() => void)[] = [];

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

/** A request that waits instead of failing when the session has ended, and is sent again once somebody has signed in. */
export async function fetchSigned(address: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  for (;;) {
    const response = await fetch(address, init);
    const barrier = await barrierIn(response);
    if (!barrier) return response;
    await untilPassed(barrier);
  }
}

const changeFirst: ErrorCode = 'passwordChangeNeeded';

/** One session stands behind all that is asked at once, so the status speaks for all of it. */
async function barrierIn(response: Response): Promise<Barrier | null> {
  if (response.status === 401) return 'signIn';
  if (response.status !== 403) return null;
  return (await response.clone().text()).includes(`"${changeFirst}"`) ? 'passwordChange' : null;
}
